using ProgressiveSlo.Phases;
using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Discovery;

/// <summary>Counts and percentiles of a service, from which a phase follows.</summary>
/// <param name="Service">The service.</param>
/// <param name="Days">Good and all events of each day of the window, oldest first; null for a day without data.</param>
public sealed record ServiceHistory(string Service, IReadOnlyList<(long Good, long Total)?> Days)
{
    /// <summary>The 95th percentile in milliseconds; null when it is not known.</summary>
    public double? P95 { get; init; }

    /// <summary>The 99th percentile in milliseconds; null when it is not known.</summary>
    public double? P99 { get; init; }

    /// <summary>The highest bound in milliseconds, where a percentile lies above it; otherwise null.</summary>
    public double? AboveBound { get; init; }

    /// <summary>Independent trials of a day, or null.</summary>
    public int? TrialsPerDay { get; init; }
}

/// <summary>
/// The latest phase that a plan could begin at, judged by its history. Phases before it would have had the time to pass: the history is at
/// least as long as they are planned. The service meets the targets of the phase, and the counts show with the strength that a gate asks
/// for that it is better than the target of the phase before. A first number, and not a gate: criteria and incidents are not asked about.
/// </summary>
public static class PhaseSuggestion
{
    private const double Strength = 5;

    /// <summary>The phase, and a sentence about why.</summary>
    /// <param name="history">What was measured.</param>
    /// <param name="profile">The profile.</param>
    public static (SloPhase? Phase, string Reason) Create(ServiceHistory history, PhaseProfile profile)
    {
        if (history is null)
            throw new ArgumentNullException(nameof(history));
        if (profile is null)
            throw new ArgumentNullException(nameof(profile));
        var known = history.Days.Where(d => d is not null).Select(d => d!.Value).ToArray();
        var days = known.Length;
        var total = known.Sum(d => d.Total);
        var bad = total - known.Sum(d => d.Good);
        var length = days == 1 ? "the last day" : days.ToString(CultureInfo.InvariantCulture) + " days";
        var subject = PrintableText.Escape(history.Service) + ": ";
        if (total == 0)
            return (null, subject + (days == 0 ? "no data yet" : $"no events over {length}"));

        var suggested = 0;
        var obstacle = Missed(profile.Phases[0], history, bad, total);
        for (var i = profile.Phases.Count - 1; i > 0; i--)
        {
            var why = Obstacle(profile, i, history, bad, total, days);
            if (why is null)
            {
                suggested = i;
                break;
            }

            // What keeps it from the next phase is what helps; that the history is short goes without saying once it is a phase long.
            if (suggested == 0 && i == 1)
                obstacle = obstacle ?? why;
        }

        var latency =
            history.P95 is { } p95 ? $", p95 {Milliseconds(p95)}"
            : history.AboveBound is { } bound ? $", p95 above {Milliseconds(bound)}"
            : "";
        var phase = profile.Phases[suggested];
        return (
            phase,
            $"{subject}{Percent(bad, total, profile)} over {length}{latency}: could begin at {phase.Name}"
                + (suggested == 0 && obstacle is not null ? ", " + obstacle : "")
        );
    }

    private static string? Obstacle(PhaseProfile profile, int index, ServiceHistory history, long bad, long total, int days)
    {
        var before = profile.Phases.Take(index).Sum(p => p.DurationDays ?? 0);
        var phase = profile.Phases[index];
        if (days < before)
            return $"{phase.Name} would need {before.ToString(CultureInfo.InvariantCulture)} days of history";
        return Missed(phase, history, bad, total)
            ?? (
                IsShown(history, profile.Phases[index - 1].Targets.Availability)
                    ? null
                    : $"its events are too few, or its incidents too rare, to show {Target(profile.Phases[index - 1])}"
            );
    }

    // In decimals, since doubles miss equality.
    private static string? Missed(SloPhase phase, ServiceHistory history, long bad, long total)
    {
        if (bad > (1 - phase.Targets.Availability) * total)
            return $"{phase.Name} asks for {Target(phase)}";
        if (history.AboveBound is not null || history.P95 > phase.Targets.LatencyP95Milliseconds)
            return $"{phase.Name} asks for p95 {Milliseconds(phase.Targets.LatencyP95Milliseconds)}";
        return history.P99 > phase.Targets.LatencyP99Milliseconds
            ? $"{phase.Name} asks for p99 {Milliseconds(phase.Targets.LatencyP99Milliseconds)}"
            : null;
    }

    private static bool IsShown(ServiceHistory history, decimal target)
    {
        var days = history.Days.Select(d => d is { } day ? new DayCount(day.Total - day.Good, day.Total) : default).ToArray();
        return EffectiveSample.Of(new ArraySegment<DayCount>(days), history.TrialsPerDay) is { } sample
            && StrengthOfEvidence.Reaches(sample.Bad, sample.Total, (double)(1 - target), Strength);
    }

    private static string Target(SloPhase phase) => NumberText.Plain(phase.Targets.Availability * 100) + " %";

    // With the space that sentences have, and no zero at the end.
    private static string Percent(long bad, long total, PhaseProfile profile)
    {
        var text = NumberText.Measured((decimal)(total - bad) / total, profile.Phases.Select(p => p.Targets.Availability));
        return NumberText.Plain(decimal.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture)) + " %";
    }

    private static string Milliseconds(double value) =>
        NumberText.Brief(
            value >= 100 ? Math.Round(value)
            : value >= 10 ? Math.Round(value, 1)
            : Math.Round(value, 2)
        ) + " ms";
}
