using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>The points of one side, put into the intervals of the compared time.</summary>
internal sealed class SliGrid
{
    // Ratios are quotients of doubles, and total minus good is one rounding off.
    private const double Rounding = 1e-9;

    // Far above any percentage and any number of events; sums of it are still finite.
    private const double Largest = 1e18;

    public SliGrid(IReadOnlyList<SliPoint> points, ParallelRunSubject subject, int count)
    {
        States = new SlotState[count];
        Ratios = new double[count];
        Totals = new double[count];
        var known = 0;
        foreach (var point in points)
        {
            var ticks = point.Time.Ticks - subject.From.Ticks;
            if (ticks < 0 || ticks >= (long)count * subject.Step.Ticks)
                continue;
            var slot = (int)(ticks / subject.Step.Ticks);
            if (States[slot] != SlotState.Absent)
            {
                Repeated++;
                continue;
            }

            Take(slot, point);
            if (States[slot] == SlotState.NoTraffic || (States[slot] == SlotState.Value && Totals[slot] > 0))
                known++;
            if (States[slot] is not SlotState.Absent and not SlotState.NaN)
                Numbers++;
        }

        HasTotals = Numbers > 0 && known == Numbers;
    }

    public SlotState[] States { get; }

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

    private void Take(int slot, SliPoint point)
    {
        if (Math.Abs(point.ErrorRatio) > Largest || point.Total is < 0 or > Largest)
        {
            Malformed++;
            return;
        }

        if (point.Total == 0)
        {
            States[slot] = SlotState.NoTraffic;
            return;
        }

        if (double.IsNaN(point.ErrorRatio))
        {
            States[slot] = SlotState.NaN;
            return;
        }

        if (point.ErrorRatio is < -Rounding or > 1 + Rounding)
            OutOfRange++;
        States[slot] = SlotState.Value;
        Ratios[slot] = point.ErrorRatio;
        Totals[slot] = double.IsNaN(point.Total) ? 0 : point.Total;
    }
}
