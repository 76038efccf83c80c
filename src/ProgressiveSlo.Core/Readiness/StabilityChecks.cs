using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>The availability of days does not vary too much. Optional.</summary>
internal sealed class StabilityCheck : IReadinessCheck
{
    private static readonly GateSetting Most = GateSetting.Number(
        "availabilityStdDevMax",
        0.01m,
        0m,
        1m,
        "Largest standard deviation of the availability of days, a ratio"
    );

    public IReadOnlyList<GateSetting> Settings => [Most];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Stability";
        var most = (double)context.Settings.Number(Most);
        if (context.Evidence.AvailabilityStdDev is not { } actual)
        {
            return new ReadinessCheck(Name, CheckStatus.Unknown, null, most, "ratio", _ => "Stability unknown: give availability_stddev")
            {
                Blocks = context.OptionalRequired,
            };
        }

        return actual > most
            ? new ReadinessCheck(Name, CheckStatus.Fail, actual, most, "ratio", _ => "Availability too variable - not stable")
            {
                Blocks = true,
            }
            : new ReadinessCheck(Name, CheckStatus.Pass, actual, most, "ratio", Describe);
    }

    private static string Describe(ReadinessCheck check) =>
        $"Availability is stable: standard deviation "
        + $"{NumberText.Plain(check.Actual!.Value)}, at most "
        + $"{NumberText.Plain(check.Target!.Value)}";
}

/// <summary>There were not too many incidents in the last 30 days. Optional.</summary>
internal sealed class IncidentsCheck : IReadinessCheck
{
    private static readonly GateSetting Most = GateSetting.Number(
        "incidentsLast30dMax",
        5m,
        0m,
        10_000m,
        "Most incidents in the last 30 days"
    );

    public IReadOnlyList<GateSetting> Settings => [Most];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Incidents";
        var most = context.Settings.Number(Most);
        if (context.Evidence.IncidentsLast30d is not { } actual)
        {
            return new ReadinessCheck(
                Name,
                CheckStatus.Unknown,
                null,
                (double)most,
                "incidents",
                _ =>
                    "Incidents unknown: give incidents_last_30d, or load rules of the phase with a "
                    + "page alert, or give Get-SloEvidence an -IncidentQuery"
            )
            {
                Blocks = context.OptionalRequired,
            };
        }

        return actual > most
            ? new ReadinessCheck(
                Name,
                CheckStatus.Fail,
                actual,
                (double)most,
                "incidents",
                _ => "Too many incidents - improve stability first"
            )
            {
                Blocks = true,
            }
            : new ReadinessCheck(Name, CheckStatus.Pass, actual, (double)most, "incidents", Describe);
    }

    private static string Describe(ReadinessCheck check) =>
        $"{NumberText.Plain(check.Actual!.Value)} {(check.Actual.Value == 1 ? "incident" : "incidents")} "
        + $"in the last 30 days, at most {NumberText.Plain(check.Target!.Value)}";
}

/// <summary>
/// So many consecutive days up to the end of the evidence met the target, each by itself. A day without traffic neither counts nor breaks;
/// a day without data breaks.
/// </summary>
internal sealed class ConsecutiveDaysCheck : IReadinessCheck
{
    private static readonly GateSetting Least = GateSetting
        .Number("consecutiveDays", 0m, 0m, 366m, "Consecutive days that must have met the target; 0 for none")
        .Whole();

    public IReadOnlyList<GateSetting> Settings => [Least];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (!context.Evidence.HasDays)
            return null;
        var least = (int)context.Settings.Number(Least);
        return least == 0 ? null : Count(context.Evidence, context.Phase.Targets.Availability, least);
    }

    // Apart from Evaluate, so that evidence without days pays for no closure.
    private static ReadinessCheck Count(SloEvidence evidence, decimal target, int least)
    {
        var run = TargetStreak.Measure(evidence, target);
        var status =
            run.Length >= least ? CheckStatus.Pass
            : run.Missed is null ? CheckStatus.Unknown
            : CheckStatus.Fail;
        return new ReadinessCheck("ConsecutiveDays", status, run.Length, least, "days", _ => Describe(run, target, least))
        {
            Blocks = status != CheckStatus.Pass,
        };
    }

    private static string Describe(TargetStreak run, decimal target, int least)
    {
        var met =
            $"{Days(run.Length)} to {UtcTime.DateText(run.LastDate)} met "
            + $"{NumberText.PercentShort(target)}, {Days(least, "consecutive ")} needed";
        if (run.Length >= least)
            return met;
        string before;
        if (run.Missed is { } missed)
        {
            var (actual, _) = NumberText.PercentPair(1m - ((decimal)missed.BadEvents / missed.TotalEvents), target);
            before = $"{UtcTime.DateText(missed.Date)} missed it with {actual}";
        }
        else
        {
            before = run.NoData is { } date ? $"{UtcTime.DateText(date)} has no data" : "the evidence starts there";
        }

        return $"Only {met}: {before}. It takes {Days(least - run.Length, "more ")}";
    }

    private static string Days(int days, string kind = "") =>
        days.ToString(CultureInfo.InvariantCulture) + " " + kind + (days == 1 ? "day" : "days");
}

/// <summary>The days that met a target one after the other, counted backwards from the end of the evidence, and what broke them.</summary>
/// <param name="Length">Days that met it; those without traffic are not among them, and break nothing.</param>
/// <param name="LastDate">The last day of the evidence.</param>
/// <param name="Missed">The day that missed the target, or null.</param>
/// <param name="NoData">The day without data, or null; null both ways where the evidence starts there.</param>
internal sealed record TargetStreak(int Length, DateTime LastDate, SloDay? Missed, DateTime? NoData)
{
    public static TargetStreak Measure(SloEvidence evidence, decimal target)
    {
        var last = EvidenceCalendar.LastDate(evidence);
        var expected = last;
        var length = 0;
        for (var i = evidence.Days.Count - 1; i >= 0; i--, expected = expected.AddDays(-1))
        {
            var day = evidence.Days[i];
            if (day.Date != expected || day.Coverage == 0)
                return new TargetStreak(length, last, null, expected);
            if (BurnRateComparison.IsAbove(day.BadEvents, day.TotalEvents, 1m, target))
                return new TargetStreak(length, last, day, null);
            if (day.TotalEvents > 0)
                length++;
        }

        return new TargetStreak(length, last, null, null);
    }
}
