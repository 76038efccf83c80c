using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// A latency that is hardly one in milliseconds: below 1 ms it would pass every gate if it were in seconds, and above a minute it may have
/// been multiplied twice. Nothing is known of it unless the evidence says its unit, as that of a histogram whose name has one. Of bare
/// numbers, which move no plan, it only asks.
/// </summary>
internal sealed class LatencyUnitCheck : IReadinessCheck
{
    private const double Least = 1;
    private const double Most = 60_000;
    private const double PerSecond = 1000;

    private static readonly LatencyPercentile[] _percentiles = [LatencyPercentile.P95, LatencyPercentile.P99];

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (context.Given.LatencyUnit is not null || context is { Record: not null, Planned.MeasuresLatency: false })
            return null;
        foreach (var percentile in _percentiles)
        {
            if (Odd(context, percentile) is { } odd)
                return Of(context, percentile, odd.Latency, odd.Days);
        }

        return null;
    }

    private static ReadinessCheck Of(ReadinessContext context, LatencyPercentile percentile, double latency, int days) =>
        GateOutcome.Of(
            context.Record is null ? GateOutcome.Shown : context.Settings.Choice(LatencyCheck.ModeOf(percentile)),
            "LatencyUnit",
            CheckStatus.Unknown,
            latency,
            latency < Least ? Least : Most,
            "ms",
            _ =>
                $"{percentile.Label} latency is {NumberText.Brief(latency)} ms: latencies are in milliseconds. "
                + (latency < Least ? "Is this one in seconds?" : "Was this one in milliseconds, and taken for seconds?")
                + (context.Record is null ? "" : Fix(days))
        );

    private static string Fix(int days) =>
        (days > 1 ? $" So are {CountText.Whole(days)} days." : "")
        + " Give milliseconds, or say latency_unit = 'ms' with the evidence where the value is meant";

    // Any day will do: where some were exported in another unit than the rest, none of them can be believed.
    private static (double Latency, int Days)? Odd(ReadinessContext context, LatencyPercentile percentile)
    {
        var target = percentile.Target(context.Phase.Targets);
        var (first, count, known) = ((double?)null, 0, 0);
        for (var i = 0; i < (context.Record?.Length ?? 0); i++)
        {
            if (context.Record!.Day(i) is not { TotalEvents: > 0 } day || percentile.OfDay(day) is not { } latency)
                continue;
            known++;
            if (!IsOdd(latency, target))
                continue;
            count++;
            first ??= latency;
        }

        if (first is { } odd)
            return (odd, count);
        return known == 0 && percentile.OfEvidence(context.Evidence) is { } whole && IsOdd(whole, target) ? (whole, 0) : null;
    }

    // One that is too slow is only asked about where another unit would make the difference.
    private static bool IsOdd(double latency, double target) =>
        latency < Least || (latency > Most && latency > target && latency / PerSecond <= target);
}
