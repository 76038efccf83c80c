using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>A time in which an alert was firing.</summary>
/// <param name="Name">The alert's name.</param>
/// <param name="From">When it began to fire, UTC.</param>
/// <param name="To">When it ended, UTC; the end of the compared time when it was still firing.</param>
public sealed record FiringInterval(string Name, DateTime From, DateTime To)
{
    /// <summary>Makes intervals of the times at which an alert was seen firing.</summary>
    /// <param name="name">The alert's name.</param>
    /// <param name="times">Starts of the steps in which it was seen, UTC, in any order.</param>
    /// <param name="step">Length of a step; steps that follow each other are one interval.</param>
    public static IReadOnlyList<FiringInterval> OfTimes(string name, IEnumerable<DateTime> times, TimeSpan step)
    {
        var intervals = new List<FiringInterval>();
        foreach (var time in (times ?? throw new ArgumentNullException(nameof(times))).Distinct().OrderBy(t => t))
        {
            if (intervals.Count > 0 && intervals[intervals.Count - 1] is var last && time <= last.To)
                intervals[intervals.Count - 1] = last with { To = time + step };
            else
                intervals.Add(new FiringInterval(name, time, time + step));
        }

        return intervals;
    }
}
