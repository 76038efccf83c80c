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

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "EvidenceAge";
        var most = context.Options.MaximumAge;
        if (context.Evidence.From is { } from && (UtcTime.From(from) - context.Now).TotalMinutes > LargestClockSkewMinutes)
            return new ReadinessCheck(
                Name,
                CheckStatus.Unknown,
                null,
                most?.TotalHours,
                "hours",
                _ => $"The evidence starts in the future, at {UtcTime.Text(from)}"
            )
            {
                Blocks = true,
            };
        if (context.Evidence.To is not { } to)
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
                _ => $"The evidence ends in the future, at {UtcTime.Text(to)}"
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

/// <summary>Enough of the window has data. Judged only where the evidence says how much it covers.</summary>
internal sealed class CoverageCheck : IReadinessCheck
{
    internal static readonly GateSetting Least = GateSetting.Number(
        "coverageMin",
        0.99m,
        0m,
        1m,
        "Smallest share of the expected intervals that have data, a ratio"
    );

    public IReadOnlyList<GateSetting> Settings => [Least];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Evidence.Coverage is not { } actual)
            return null;
        var least = context.Settings.Number(Least);
        var below = actual < (double)least;
        return new ReadinessCheck(
            "Coverage",
            below ? CheckStatus.Fail : CheckStatus.Pass,
            actual,
            (double)least,
            "ratio",
            _ =>
            {
                var (text, wanted) = NumberText.PercentPair(NumberText.Exact(actual), least);
                return below ? $"Only {text} of the window has data, {wanted} needed" : $"{text} of the window has data, {wanted} needed";
            }
        )
        {
            Blocks = below,
        };
    }
}

/// <summary>Lists what was taken out of the evidence, so that nobody takes it for the whole. Advice only.</summary>
internal sealed class ExclusionsCheck : IReadinessCheck
{
    private const int MostListed = 5;

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        context.Evidence.Exclusions.Count == 0 ? null : List(context.Evidence.Exclusions);

    private static ReadinessCheck List(IReadOnlyList<EvidenceExclusion> exclusions) =>
        new("Exclusions", CheckStatus.Advice, exclusions.Sum(e => (double)e.TotalEvents), null, "events", _ => Describe(exclusions));

    private static string Describe(IReadOnlyList<EvidenceExclusion> exclusions)
    {
        var total = exclusions.Sum(e => (decimal)e.TotalEvents);
        var bad = exclusions.Sum(e => (decimal)(e.TotalEvents - e.GoodEvents));
        var listed = string.Join("; ", exclusions.Take(MostListed).Select(Describe));
        var rest =
            exclusions.Count > MostListed ? $"; and {(exclusions.Count - MostListed).ToString(CultureInfo.InvariantCulture)} more" : "";
        return $"{exclusions.Count.ToString(CultureInfo.InvariantCulture)} "
            + $"{(exclusions.Count == 1 ? "interval is" : "intervals are")} left out of the evidence, with "
            + $"{NumberText.Plain(total)} events, {NumberText.Plain(bad)} of them bad: {listed}{rest}";
    }

    private static string Describe(EvidenceExclusion exclusion)
    {
        var interval = $"{UtcTime.Text(exclusion.From)} to {UtcTime.Text(exclusion.To)}";
        return string.IsNullOrWhiteSpace(exclusion.Reason) ? interval : $"{interval} ({PrintableText.Escape(exclusion.Reason)})";
    }
}
