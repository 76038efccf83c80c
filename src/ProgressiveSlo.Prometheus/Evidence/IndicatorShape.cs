using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>What services have in common that one query can measure together: everything but the value of one label.</summary>
/// <param name="Key">The same for services of one shape; unique for what can only be asked alone.</param>
/// <param name="Label">The label, or null for what is asked alone.</param>
/// <param name="Value">The service's value of it.</param>
internal sealed record IndicatorShape(string Key, string? Label, string Value)
{
    /// <summary>The shapes that a service may be seen in. More than one where several labels could tell services apart.</summary>
    public static IReadOnlyList<IndicatorShape> Candidates(EvidenceSubject subject)
    {
        var selectors = Selectors(subject);
        if (selectors.Count == 0)
            return [];
        if (subject.Label is { } label)
            return Of(subject, selectors, label) is { } shape ? [shape] : [];
        return selectors[0].Filters.Where(f => f.Operator == "=").Select(f => Of(subject, selectors, f.Label)).OfType<IndicatorShape>().ToArray();
    }

    private static IndicatorShape? Of(EvidenceSubject subject, IReadOnlyList<MetricSelector> selectors, string label)
    {
        // Each selector has the one value, or none has a condition on the label and the service's name is the value.
        var values = new HashSet<string?>(selectors.Select(s => ValueIn(s, label)), StringComparer.Ordinal);
        if (values.Count != 1 || selectors.Any(s => s.Filters.Count(f => f.Label == label) > 1 || s.Filters.Any(f => f.Label == label && f.Operator != "=")))
            return null;
        if ((values.Single() ?? (subject.Label == label ? subject.Service : null)) is not { } value)
            return null;
        var rest = selectors.Select(s => new MetricSelector(s.Metric, s.Filters.Where(f => f.Label != label).ToArray()).ToString());
        return new IndicatorShape($"{subject.Indicator.Type}/{label}/{string.Join("/", rest)}/{subject.Latency?.IsNative}/{Detail(subject.Indicator)}", label, value);
    }

    private static string? ValueIn(MetricSelector selector, string label) => selector.Filters.FirstOrDefault(f => f.Label == label)?.Value;

    private static string Detail(SloIndicator indicator) => indicator switch
    {
        RatioIndicator ratio => ratio.Good is null ? "bad" : "good",
        NativeLatencyIndicator native => native.Threshold.ToString(),
        _ => "",
    };

    private static List<MetricSelector> Selectors(EvidenceSubject subject)
    {
        List<MetricSelector> selectors = subject.Indicator switch
        {
            RatioIndicator ratio => [ratio.Good ?? ratio.Bad!, ratio.Total],
            BoolGaugeIndicator gauge => [gauge.Metric],
            NativeLatencyIndicator native => [native.Histogram],
            _ => [],
        };
        if (selectors.Count > 0 && subject.Latency is { } latency)
            selectors.Add(latency.Histogram);
        return selectors;
    }
}
