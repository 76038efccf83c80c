using System;

namespace ProgressiveSlo.Migration;

/// <summary>Sorts the intervals by what both sides know of them.</summary>
internal sealed class SlotCounts
{
    public SlotCounts(SliGrid manual, SliGrid automated)
    {
        var count = manual.States.Length;
        IsCompared = new bool[count];
        var gap = 0;
        for (var i = 0; i < count; i++)
        {
            var (m, a) = (manual.States[i], automated.States[i]);
            gap++;
            if (m == SlotState.Value && a == SlotState.Value)
            {
                IsCompared[i] = true;
                Compared++;
                gap = 0;
            }
            else if (IsIdle(m, a, manual.Ratios[i], automated.Ratios[i]))
            {
                Idle++;
                gap = 0;
            }
            else if (m == SlotState.Value)
            {
                OnlyManual++;
            }
            else if (a == SlotState.Value)
            {
                OnlyAutomated++;
            }
            else
            {
                Missing++;
            }

            LongestGap = Math.Max(LongestGap, gap);
            if (gap > 0 && gap == LongestGap)
                LongestGapEnd = i;
        }
    }

    /// <summary>Whether both sides have a ratio, by interval.</summary>
    public bool[] IsCompared { get; }

    public int Compared { get; }

    public int Idle { get; }

    public int OnlyManual { get; }

    public int OnlyAutomated { get; }

    public int Missing { get; }

    /// <summary>The most intervals in a row that are neither compared nor idle.</summary>
    public int LongestGap { get; }

    /// <summary>The last interval of them.</summary>
    public int LongestGapEnd { get; }

    // A ratio of 0 beside a side that counts no events says the same: nothing was bad.
    private static bool IsIdle(SlotState manual, SlotState automated, double manualRatio, double automatedRatio) => (manual, automated) switch
    {
        (SlotState.Value, SlotState.NoTraffic) => manualRatio == 0,
        (SlotState.NoTraffic, SlotState.Value) => automatedRatio == 0,
        (SlotState.Value, _) or (_, SlotState.Value) => false,
        (SlotState.Absent, SlotState.Absent) => false,
        _ => true,
    };
}
