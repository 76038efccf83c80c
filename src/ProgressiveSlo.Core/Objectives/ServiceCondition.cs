using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// The condition that makes an indicator one of a service, for example <c>service = "checkout"</c>. It stands in the indicator, so rules,
/// dashboards and evidence of a plan ask about the same series.
/// </summary>
public static class ServiceCondition
{
    /// <summary>The label that names the service where nobody says another one.</summary>
    public const string DefaultLabel = "service";

    /// <summary>Checks the name of the label.</summary>
    /// <param name="label">The name; null or empty for none.</param>
    /// <param name="field">What the user calls it, for the error.</param>
    /// <returns>The name, or null for none.</returns>
    /// <exception cref="SloValidationException">Prometheus takes no such name.</exception>
    public static string? CheckLabel(string? label, string field) =>
        string.IsNullOrEmpty(label) ? null
        : LabelNames.IsValid(label!) ? label
        : throw new SloValidationException(
            field,
            $"'{ServiceName.Printable(label!)}' is not the name of a label",
            "Use letters, digits and '_', and no digit at the start, for example service"
        );

    /// <summary>The selector for one service; one that has a condition on the label stays as it is.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="label">The label.</param>
    /// <param name="service">The service.</param>
    public static MetricSelector AddTo(MetricSelector selector, string label, string service)
    {
        if (selector is null)
            throw new ArgumentNullException(nameof(selector));
        return selector.WithFirst(new LabelMatcher(label, "=", service));
    }

    /// <summary>The indicator for one service: each of its selectors gets the condition, unless it has one on the label.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="label">The label.</param>
    /// <param name="service">The service.</param>
    /// <exception cref="SloValidationException">The indicator has queries in place of selectors; the field is ServiceLabel.</exception>
    public static SloIndicator AddTo(SloIndicator indicator, string label, string service) =>
        indicator switch
        {
            RatioIndicator ratio => ratio.WithFirst(new LabelMatcher(label, "=", service)),
            BoolGaugeIndicator gauge => new BoolGaugeIndicator(AddTo(gauge.Metric, label, service)) { Grouping = gauge.Grouping },
            NativeLatencyIndicator native => new NativeLatencyIndicator(AddTo(native.Histogram, label, service), native.Threshold)
            {
                Grouping = native.Grouping,
            },
            _ => throw new SloValidationException(
                "ServiceLabel",
                "The indicator has queries of its own, and a condition cannot be added to them",
                "Write the condition on the service into the queries, and leave -ServiceLabel out"
            ),
        };

    /// <summary>The histogram for one service.</summary>
    /// <param name="latency">The histogram.</param>
    /// <param name="label">The label.</param>
    /// <param name="service">The service.</param>
    public static LatencyMetric AddTo(LatencyMetric latency, string label, string service)
    {
        if (latency is null)
            throw new ArgumentNullException(nameof(latency));
        return latency with { Histogram = AddTo(latency.Histogram, label, service) };
    }

    /// <summary>The label whose value is the service in an indicator of selectors; null where none is.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="service">The service.</param>
    public static string? LabelOf(SloIndicator indicator, string service)
    {
        var selector = indicator switch
        {
            RatioIndicator ratio => ratio.Total,
            BoolGaugeIndicator gauge => gauge.Metric,
            NativeLatencyIndicator native => native.Histogram,
            _ => null,
        };
        return selector?.Filters.FirstOrDefault(f => f.Operator == "=" && f.Value == service)?.Label;
    }
}
