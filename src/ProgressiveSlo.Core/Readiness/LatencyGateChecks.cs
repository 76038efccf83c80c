using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Which percentile of latency a check is about.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Label">How messages call it.</param>
/// <param name="Key">Its key in loose evidence.</param>
/// <param name="OfEvidence">That of the evidence, milliseconds.</param>
/// <param name="OfDay">That of a day, milliseconds.</param>
/// <param name="Target">What the phase asks for, milliseconds.</param>
internal sealed record LatencyPercentile(
    string Name,
    string Label,
    string Key,
    Func<SloEvidence, double?> OfEvidence,
    Func<SloDay, double?> OfDay,
    Func<PhaseTargets, double> Target
)
{
    public static LatencyPercentile P95 { get; } =
        new("LatencyP95", "P95", "latency_p95", e => e.LatencyP95, d => d.LatencyP95, t => t.LatencyP95Milliseconds);

    public static LatencyPercentile P99 { get; } =
        new("LatencyP99", "P99", "latency_p99", e => e.LatencyP99, d => d.LatencyP99, t => t.LatencyP99Milliseconds);

    /// <summary><c>P95 latency 1200ms exceeds target 1000ms</c>.</summary>
    public string Describe(double actual, double target)
    {
        var (text, wanted) = NumberText.Pair(actual, target);
        return $"{Label} latency {text}ms {(actual > target ? "exceeds" : "meets")} target {wanted}ms";
    }
}

/// <summary>The source's rule: the percentile that was given is at most the phase's target. Of p99 it only tells.</summary>
internal sealed class GivenLatencyCheck(LatencyPercentile percentile, bool decides) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var target = percentile.Target(context.Phase.Targets);
        if (percentile.OfEvidence(context.Evidence) is not { } actual)
            return decides
                ? GateOutcome.Of(
                    null,
                    percentile.Name,
                    CheckStatus.Unknown,
                    null,
                    target,
                    "ms",
                    _ => $"{percentile.Label} latency unknown: give {percentile.Key}"
                )
                : null;
        var status =
            actual <= target ? CheckStatus.Pass
            : decides ? CheckStatus.Fail
            : CheckStatus.Advice;
        return GateOutcome.Of(null, percentile.Name, status, actual, target, "ms", _ => percentile.Describe(actual, target));
    }
}

/// <summary>
/// Few days of the record are slower than the phase's target; where days have no percentiles, that of the whole record is at most the
/// target. Only where the plan measures latency.
/// </summary>
internal sealed class LatencyCheck(LatencyPercentile percentile) : IReadinessCheck
{
    private static readonly GateSetting _most = GateSetting.Number(
        "slowDaysMax",
        0.05m,
        0m,
        1m,
        "Largest share of the record's days that may be slower than the target, a ratio"
    );

    private static readonly GateSetting _p95Mode = GateOutcome.Mode("latencyP95", "p95 latency must meet the target");
    private static readonly GateSetting _p99Mode = GateOutcome.Mode("latencyP99", "p99 latency must meet the target");

    private readonly GateSetting _mode = ModeOf(percentile);

    public IReadOnlyList<GateSetting> Settings => [_most, _mode];

    /// <summary>The setting that says whether a percentile decides.</summary>
    public static GateSetting ModeOf(LatencyPercentile percentile) => percentile == LatencyPercentile.P95 ? _p95Mode : _p99Mode;

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        var (name, target) = (percentile.Name, percentile.Target(context.Phase.Targets));
        if (context.Planned is { MeasuresLatency: false })
            return GateOutcome.Waived(name, "ms", "the plan measures no latency");
        var mode = context.Settings.Choice(_mode);
        if (context.Record is { Length: 0 } record)
            return GateOutcome.Of(
                mode,
                name,
                CheckStatus.Unknown,
                null,
                target,
                "ms",
                _ => $"{percentile.Label} latency unknown: " + FirstDay.Text(record.From)
            );
        if (SlowDays.Of(context.Record!, percentile, target) is { } days)
            return OfDays(days, mode, (double)context.Settings.Number(_most), target);
        if (percentile.OfEvidence(context.Evidence) is not { } actual)
            return context.Planned is null && percentile == LatencyPercentile.P99
                ? GateOutcome.Waived(name, "ms", "it was not measured")
                : GateOutcome.Of(mode, name, CheckStatus.Unknown, null, target, "ms", _ => Missing(context, target));
        if (context.HasOtherLatencies)
            return OfOtherDays(context, mode, target);
        return GateOutcome.Of(
            mode,
            name,
            actual > target ? CheckStatus.Fail : CheckStatus.Pass,
            actual,
            target,
            "ms",
            _ => percentile.Describe(actual, target)
        );
    }

    // LatencyFrom is there where somebody has measured: then a key that is missing is not what helps.
    private string Missing(ReadinessContext context, double target) =>
        $"{percentile.Label} latency unknown: "
        + (
            context.Evidence.LatencyFrom is null
                ? $"give {percentile.Key}, or that of each day"
                : "it was measured, and there is no value: no request was observed, or the percentile lies above the highest bucket. Check "
                    + $"the plan's latency metric, and that its buckets reach {NumberText.Plain(target)} ms and beyond"
        );

    // A day whose latency is not known may have been slow.
    private ReadinessCheck OfDays(SlowDays days, string mode, double most, double target)
    {
        var allowed = most * days.Busy;
        var status =
            days.Slow > allowed ? CheckStatus.Fail
            : days.Slow + days.Unknown > allowed ? CheckStatus.Unknown
            : CheckStatus.Pass;
        return GateOutcome.Of(
            mode,
            percentile.Name,
            status,
            (double)days.Slow / days.Busy,
            most,
            "ratio",
            _ =>
            {
                var text =
                    $"{percentile.Label} latency exceeds the target of {NumberText.Plain(target)}ms on {CountText.Whole(days.Slow)} of "
                    + $"{CountText.Of(days.Busy, "day")} with traffic, at most {NumberText.PercentShort(NumberText.Exact(most))} "
                    + "of them may";
                return days.Unknown == 0
                    ? text
                    : text
                        + $"; of {CountText.Of(days.Unknown, "day")} it is unknown, the last one {UtcTime.DateText(days.LastUnknown)}"
                        + (status == CheckStatus.Unknown ? $": give {percentile.Key} of these days, which may have been slow" : "");
            }
        );
    }

    private ReadinessCheck OfOtherDays(ReadinessContext context, string mode, double target)
    {
        var (from, record) = (context.Evidence.LatencyFrom!.Value, context.Record!);
        return GateOutcome.Of(
            mode,
            percentile.Name,
            CheckStatus.Unknown,
            null,
            target,
            "ms",
            _ =>
                $"{percentile.Label} latency unknown: it was measured from {UtcTime.DateText(from)} on, and this gate judges the "
                + $"{CountText.Of(record.Length, "day")} from {UtcTime.DateText(record.From)} on. Give Get-SloEvidence the plan, or "
                + $"-Window {CountText.Whole(record.Length)}d"
        );
    }

    /// <summary>Days with traffic of a record, and how many of them were slower than a target.</summary>
    private sealed record SlowDays(int Busy, int Slow, int Unknown, DateTime LastUnknown)
    {
        /// <summary>Null where no day has its own percentile.</summary>
        public static SlowDays? Of(GateRecord record, LatencyPercentile percentile, double target)
        {
            int busy = 0,
                slow = 0,
                known = 0;
            var last = record.From;
            for (var i = 0; i < record.Length; i++)
            {
                if (record.Day(i) is not { TotalEvents: > 0 } day)
                    continue;
                busy++;
                if (percentile.OfDay(day) is not { } actual)
                {
                    last = day.Date;
                    continue;
                }

                known++;
                slow += actual > target ? 1 : 0;
            }

            return known == 0 ? null : new SlowDays(busy, slow, busy - known, last);
        }
    }
}

/// <summary>Says when a latency percentile would miss the next phase's target. Advice only.</summary>
internal sealed class LookAheadLatencyCheck(LatencyPercentile percentile) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (
            context.Next is not { } next
            || context.HasOtherLatencies
            || (context.Record is not null && context.Planned is { MeasuresLatency: false })
            || percentile.OfEvidence(context.Evidence) is not { } actual
            || actual <= percentile.Target(next.Targets)
        )
            return null;
        var target = percentile.Target(next.Targets);
        return new ReadinessCheck(
            "LookAheadLatency" + percentile.Label,
            CheckStatus.Advice,
            actual,
            target,
            "ms",
            _ =>
            {
                var (text, wanted) = NumberText.Pair(actual, target);
                return $"{percentile.Label} latency {text}ms would exceed the {wanted}ms target of the next phase ({next.Name})";
            }
        );
    }
}
