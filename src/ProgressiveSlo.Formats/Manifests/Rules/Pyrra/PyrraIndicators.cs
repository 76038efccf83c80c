using System;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>Reads the expressions of recording rules of Pyrra.</summary>
internal static class PyrraIndicators
{
    /// <summary>The indicator of a burn rate over a range, or null when Pyrra writes no such expression.</summary>
    public static SloIndicator? OfBurnRate(string expression, TimeSpan range)
    {
        if (!PromQlParser.TryParse(expression, PromQlOptions.Plain, out var tree, out _))
            return null;
        if (PyrraShapes.OfErrorRatio(tree) is not { Range: DurationLiteral literal } found || literal.Value != range)
            return null;
        return found.Indicator is RatioIndicator { Good: { } good } latency ? Latency(good, latency) : found.Indicator;
    }

    /// <summary>The number that an expression is, or null.</summary>
    public static double? Number(string expression) =>
        PromQlParser.TryParse(expression, PromQlOptions.Plain, out var tree, out _) && tree is NumberLiteral number ? number.Value : null;

    /// <summary>The selector of all events.</summary>
    public static MetricSelector Total(SloIndicator indicator) => indicator switch
    {
        RatioIndicator ratio => ratio.Total,
        NativeLatencyIndicator native => native.Histogram,
        BoolGaugeIndicator gauge => gauge.Metric,
        _ => throw new ArgumentException("Pyrra has no indicator of this type.", nameof(indicator)),
    };

    private static RatioIndicator? Latency(MetricSelector good, RatioIndicator indicator)
    {
        var latency = new RatioIndicator(PyrraLatency.InOneSpelling(good), indicator.Total).With(indicator.Grouping);
        return PyrraLatency.Is(latency) ? latency : null;
    }
}
