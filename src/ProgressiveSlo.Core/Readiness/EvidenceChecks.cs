using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>The evidence is fresh enough, where a largest age is asked for; evidence that ends in the future is never taken.</summary>
internal sealed class EvidenceAgeCheck : IReadinessCheck
{
    // Clocks of two machines differ; more than this is not a clock's fault.
    private const double LargestClockSkewMinutes = 10;

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        const string Name = "EvidenceAge";
        var most = context.Options.MaximumAge;
        if (context.Given.From is { } from && (UtcTime.From(from) - context.Now).TotalMinutes > LargestClockSkewMinutes)
            return new ReadinessCheck(
                Name,
                CheckStatus.Unknown,
                null,
                most?.TotalHours,
                "hours",
                _ => $"The evidence starts in the future, at {UtcTime.Text(from)}: check its dates, and the clock of this machine"
            )
            {
                Blocks = true,
            };
        if (context.Given.To is not { } to)
        {
            return most is null
                ? null
                : new ReadinessCheck(
                    Name,
                    CheckStatus.Unknown,
                    null,
                    most.Value.TotalHours,
                    "hours",
                    _ => "Age of the evidence unknown: give to, the end of its window"
                )
                {
                    Blocks = true,
                };
        }

        var age = context.Now - UtcTime.From(to);
        if (age.TotalMinutes < -LargestClockSkewMinutes)
        {
            return new ReadinessCheck(
                Name,
                CheckStatus.Unknown,
                age.TotalHours,
                most?.TotalHours,
                "hours",
                _ => $"The evidence ends in the future, at {UtcTime.Text(to)}: check its dates, and the clock of this machine"
            )
            {
                Blocks = true,
            };
        }

        if (most is null)
            return null;
        var old = age > most.Value;
        return new ReadinessCheck(
            Name,
            old ? CheckStatus.Unknown : CheckStatus.Pass,
            age.TotalHours,
            most.Value.TotalHours,
            "hours",
            _ =>
                old
                    ? $"The evidence ends at {UtcTime.Text(to)}, more than {PrometheusDuration.Format(most.Value)} ago: measure again"
                    : $"The evidence ends at {UtcTime.Text(to)}, at most {PrometheusDuration.Format(most.Value)} ago"
        )
        {
            Blocks = old,
        };
    }
}

/// <summary>
/// Enough of the record has data. Days of the record that the evidence does not have count 0, so a young service never looks covered; what
/// is excluded is not expected. An outage may take its metrics with it: what is missing may hide no more than the budget still allows.
/// </summary>
internal sealed class CoverageCheck : IReadinessCheck
{
    private static readonly GateSetting _least = GateSetting.Number(
        "coverageMin",
        0.99m,
        0m,
        1m,
        "Smallest share of the record's intervals that have data, a ratio"
    );

    private static readonly GateSetting _mode = GateOutcome.Mode("coverage", "so much of the record must have data");

    public IReadOnlyList<GateSetting> Settings => [_least, _mode];

    /// <summary>Whether so much of a record has data as the profile asks for: the one rule of this check and of criteria.</summary>
    /// <param name="coverage">Share of the expected intervals that have data; null where none is expected.</param>
    /// <param name="settings">The thresholds.</param>
    public static bool IsEnough(double? coverage, GateSettings settings) =>
        coverage is { } actual && ShareText.Compare(actual, settings.Number(_least)) >= 0;

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var (record, least) = (context.Record!, context.Settings.Number(_least));
        if (record.Coverage(record.Length) is not { } actual)
            return GateOutcome.Of(
                context.Settings.Choice(_mode),
                "Coverage",
                CheckStatus.Unknown,
                null,
                (double)least,
                "ratio",
                _ =>
                    "Coverage unknown: "
                    + (
                        record.Length == 0
                            ? FirstDay.Text(record.From)
                            : "the whole record is excluded, so that nothing is left to judge. Exclude less, or wait for other days"
                    )
            );
        var below = !IsEnough(actual, context.Settings);
        var (errors, target) = (ErrorRatio(context), context.Phase.Targets.Availability);
        var hidden = HiddenTime.Of(record);
        var isOpen = !below && hidden.CouldBreak(errors, target);
        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            "Coverage",
            below ? CheckStatus.Fail
                : isOpen ? CheckStatus.Unknown
                : CheckStatus.Pass,
            actual,
            (double)least,
            "ratio",
            _ =>
            {
                var (text, wanted) = ShareText.Pair(actual, least, up: false);
                return below ? $"Only {text} of the record has data, {wanted} needed{Missing(record)}"
                    : isOpen
                        ? $"{text} of the record has data, but {hidden.Describe(errors, target)}{Missing(record)}"
                            + ", or wait until the record is long enough (EarliestDate)"
                    : $"{text} of the record has data, {wanted} needed";
            }
        );
    }

    // The events of days are those of the record; a ratio is known as a whole alone. Without traffic there are no errors either.
    private static decimal ErrorRatio(ReadinessContext context) =>
        context.Record is { HasCounts: true } record ? (record.Total > 0 ? (decimal)record.Bad / record.Total : 0)
        : EvidenceAvailability.IsKnown(context.Given) ? EvidenceAvailability.ErrorRatio(context.Given)
        : 0;

    private static string Missing(GateRecord record)
    {
        const string Fix = ". Find out why; a gap in monitoring can be excluded with a reason (Get-SloEvidence -Exclude)";
        var missing = Enumerable.Range(0, record.Length).Where(record.HasNoData).ToArray();
        if (missing.Length > 0)
            return $": {CountText.Of(missing.Length, "day")} of {CountText.Whole(record.Length)} "
                + $"{(missing.Length == 1 ? "has" : "have")} none, the last one {UtcTime.DateText(record.From.AddDays(missing[^1]))}"
                + Fix;
        if (!record.HasCounts)
            return Fix;
        var least = Enumerable.Range(0, record.Length).OrderBy(i => record.Day(i)?.Coverage ?? 1).First();
        var share = ShareText.Pair(record.Day(least)?.Coverage ?? 0, 1, up: false).Actual;
        return $". Of {UtcTime.DateText(record.From.AddDays(least))} there is the least, {share}" + Fix;
    }
}

/// <summary>
/// Lists what was taken out of the evidence, so that nobody takes it for the whole; more than a small share of the record leaves nothing to
/// judge.
/// </summary>
internal sealed class ExclusionsCheck : IReadinessCheck
{
    private const int MostListed = 5;

    private static readonly GateSetting _most = GateSetting.Number(
        "excludedMax",
        0.05m,
        0m,
        1m,
        "Largest share of the record that may be excluded, a ratio"
    );

    private static readonly GateSetting _mode = GateOutcome.Mode("exclusions", "at most so much of the record may be excluded");

    public IReadOnlyList<GateSetting> Settings => [_most, _mode];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        context.Evidence.Exclusions.Count == 0 ? null : List(context.Evidence.Exclusions, context);

    private static ReadinessCheck List(IReadOnlyList<EvidenceExclusion> exclusions, ReadinessContext context)
    {
        var (share, most) = (context.Record!.ExcludedShare, context.Settings.Number(_most));
        var much = ShareText.Compare(share, most) > 0;
        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            "Exclusions",
            much ? CheckStatus.Unknown : CheckStatus.Advice,
            share,
            (double)most,
            "ratio",
            _ =>
            {
                if (!much)
                    return Describe(exclusions);
                var (text, wanted) = ShareText.Pair(share, most, up: true);
                return $"{text} of the record is excluded, at most {wanted} may be: " + Describe(exclusions);
            }
        );
    }

    private static string Describe(IReadOnlyList<EvidenceExclusion> exclusions)
    {
        var total = exclusions.Sum(e => (decimal)e.TotalEvents);
        var bad = exclusions.Sum(e => (decimal)(e.TotalEvents - e.GoodEvents));
        var listed = string.Join("; ", exclusions.Take(MostListed).Select(Describe));
        var rest = exclusions.Count > MostListed ? $"; and {CountText.Whole(exclusions.Count - MostListed)} more" : "";
        return $"{CountText.Of(exclusions.Count, "interval")} {(exclusions.Count == 1 ? "is" : "are")} left out of the evidence, with "
            + $"{NumberText.Plain(total)} {(total == 1 ? "event" : "events")}, {NumberText.Plain(bad)} of them bad: {listed}{rest}";
    }

    private static string Describe(EvidenceExclusion exclusion)
    {
        var interval = $"{UtcTime.Text(exclusion.From)} to {UtcTime.Text(exclusion.To)}";
        return PrintableText.IsBlank(exclusion.Reason) ? interval : $"{interval} ({PrintableText.Escape(exclusion.Reason)})";
    }
}
