using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>What one side of a parallel run has measured.</summary>
/// <param name="Points">Its SLI, in any order.</param>
public sealed record ParallelRunSide(IReadOnlyList<SliPoint> Points)
{
    /// <summary>When its alerts were firing; empty when none did, null when it is not known.</summary>
    public IReadOnlyList<FiringInterval>? Alerts { get; init; }

    /// <summary>
    /// Why the alerts are not known although they should be, one sentence without its full stop; null when nothing is wrong.
    /// </summary>
    public string? AlertsLack { get; init; }

    /// <summary>The error ratio in PromQL, as people wrote it or as the definition says it; null when it is not known.</summary>
    public string? Query { get; init; }

    /// <summary>What stands for <c>{{.window}}</c> in the query, or null.</summary>
    public TimeSpan? RatioWindow { get; init; }

    /// <summary>The target of this side, as a ratio, or null when it has none.</summary>
    public decimal? Target { get; init; }
}

/// <summary>What is compared, and over which time.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">Name of the SLO; empty when it has none.</param>
/// <param name="From">Start of the compared time, UTC.</param>
/// <param name="To">End of the compared time, UTC, after the start.</param>
/// <param name="Step">Length of an interval, more than zero; both sides have one point for each.</param>
public sealed record ParallelRunSubject(string Service, string Name, DateTime From, DateTime To, TimeSpan Step)
{
    /// <summary>
    /// The target that error budgets are counted with, as a ratio; null for that of the automated side, otherwise of the manual one.
    /// </summary>
    public decimal? Target { get; init; }
}

/// <summary>What a Prometheus is asked for one side of a parallel run. Each query is asked at the end of each interval.</summary>
/// <param name="Ratio">The error ratio, in PromQL; one series.</param>
public sealed record SideQueries(string Ratio)
{
    /// <summary>What is proportional to all events of an interval, in PromQL; null when it is not known.</summary>
    public string? Total { get; init; }

    /// <summary>The alerts, as selectors of the series <c>ALERTS</c>; null when they are not known, empty when there are none.</summary>
    public System.Collections.Generic.IReadOnlyList<AlertSelector>? Alerts { get; init; }
}

/// <summary>Chooses alerts by their name and their labels.</summary>
/// <param name="Name">The alert's name.</param>
public sealed record AlertSelector(string Name)
{
    /// <summary>Labels that they must have.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>The alerts of an alert rule. Labels whose value is a template are left out: what it makes is not known.</summary>
    /// <param name="rule">The rule.</param>
    public static AlertSelector FromRule(ObservedRule rule)
    {
        if (rule is null)
            throw new ArgumentNullException(nameof(rule));
        return new AlertSelector(rule.Name)
        {
            Labels = rule
                .Labels.Where(l => l.Key.Length > 0 && l.Value.Length > 0 && l.Value.IndexOf("{{", StringComparison.Ordinal) < 0)
                .ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal),
        };
    }
}

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
    public static IReadOnlyList<FiringInterval> FromTimes(string name, IEnumerable<DateTime> times, TimeSpan step)
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
