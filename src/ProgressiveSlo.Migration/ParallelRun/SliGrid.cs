namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>The points of one side, put into the intervals of the compared time.</summary>
internal sealed class SliGrid
{
    // Ratios are quotients of doubles, and total minus good is one rounding off.
    private const double Rounding = 1e-9;

    // Far above any percentage and any number of events; sums of it are still finite.
    private const double Largest = 1e18;

    public SliGrid(IReadOnlyList<SliPoint> points, ParallelRunSubject subject, int count)
    {
        States = new IntervalState[count];
        Ratios = new double[count];
        Totals = new double[count];
        var known = 0;
        foreach (var point in points)
        {
            var ticks = point.Time.Ticks - subject.From.Ticks;
            if (ticks < 0 || ticks >= count * subject.Step.Ticks)
                continue;
            var slot = (int)(ticks / subject.Step.Ticks);
            if (States[slot] != IntervalState.Absent)
            {
                Repeated++;
                continue;
            }

            Add(slot, point);
            if (States[slot] == IntervalState.NoTraffic || (States[slot] == IntervalState.Value && Totals[slot] > 0))
                known++;
            if (States[slot] is not IntervalState.Absent and not IntervalState.NaN)
                Numbers++;
        }

        HasTotals = Numbers > 0 && known == Numbers;
    }

    public IntervalState[] States { get; }

    /// <summary>Error ratios, where the state is a value.</summary>
    public double[] Ratios { get; }

    /// <summary>All events, where they are known; 0 elsewhere.</summary>
    public double[] Totals { get; }

    /// <summary>Whether each interval with a number counts its events.</summary>
    public bool HasTotals { get; }

    /// <summary>Intervals with a ratio or a count.</summary>
    public int Numbers { get; }

    /// <summary>Points of intervals that had one already; the first one counts.</summary>
    public int Repeated { get; private set; }

    /// <summary>Points that are infinite, or count less than no events.</summary>
    public int Malformed { get; private set; }

    /// <summary>Ratios below 0 or above 1.</summary>
    public int OutOfRange { get; private set; }

    private void Add(int slot, SliPoint point)
    {
        if (Math.Abs(point.ErrorRatio) > Largest || point.Total is < 0 or > Largest)
        {
            Malformed++;
            return;
        }

        if (point.Total == 0)
        {
            States[slot] = IntervalState.NoTraffic;
            return;
        }

        if (double.IsNaN(point.ErrorRatio))
        {
            States[slot] = IntervalState.NaN;
            return;
        }

        if (point.ErrorRatio is < -Rounding or > 1 + Rounding)
            OutOfRange++;
        States[slot] = IntervalState.Value;
        Ratios[slot] = point.ErrorRatio;
        Totals[slot] = double.IsNaN(point.Total) ? 0 : point.Total;
    }
}

/// <summary>What one side knows of an interval.</summary>
internal enum IntervalState : byte
{
    /// <summary>There is no point.</summary>
    Absent,

    /// <summary>There is a point, and no number: 0/0.</summary>
    NaN,

    /// <summary>It counts no events.</summary>
    NoTraffic,

    /// <summary>There is a ratio.</summary>
    Value,
}

/// <summary>Sorts the intervals by what both sides know of them.</summary>
internal sealed class IntervalCounts
{
    public IntervalCounts(SliGrid manual, SliGrid automated)
    {
        var count = manual.States.Length;
        IsCompared = new bool[count];
        var gap = 0;
        for (var i = 0; i < count; i++)
        {
            var (m, a) = (manual.States[i], automated.States[i]);
            gap++;
            if (m == IntervalState.Value && a == IntervalState.Value)
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
            else if (m == IntervalState.Value)
            {
                OnlyManual++;
            }
            else if (a == IntervalState.Value)
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
    private static bool IsIdle(IntervalState manual, IntervalState automated, double manualRatio, double automatedRatio) =>
        (manual, automated) switch
        {
            (IntervalState.Value, IntervalState.NoTraffic) => manualRatio == 0,
            (IntervalState.NoTraffic, IntervalState.Value) => automatedRatio == 0,
            (IntervalState.Value, _) or (_, IntervalState.Value) => false,
            (IntervalState.Absent, IntervalState.Absent) => false,
            _ => true,
        };
}
