using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Discovery;

/// <summary>A service as the labels of its series show it.</summary>
/// <param name="Kind">What kind of service it is.</param>
/// <param name="Service">A name that a service can have.</param>
/// <param name="Label">The label that names it.</param>
/// <param name="Value">The label's value.</param>
public sealed record ServiceSighting(ServiceKind Kind, string Service, string Label, string Value)
{
    /// <summary>Its namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The label that tells errors; null where there is none to tell.</summary>
    public ErrorLabel? Errors { get; init; }

    /// <summary>Conditions beside that on the service, such as an empty label that other series name their service by.</summary>
    public IReadOnlyList<LabelMatcher> Conditions { get; init; } = [];
}

/// <summary>What measures a service that was found, and the template that says the same.</summary>
public static class ServiceMeasures
{
    /// <summary>The indicator of all services that are measured alike, without a condition on the service; null for a condition.</summary>
    /// <param name="service">The service.</param>
    public static SloIndicator? Shape(ServiceSighting service)
    {
        if (service is null)
            throw new ArgumentNullException(nameof(service));
        var kind = service.Kind;
        IReadOnlyList<LabelMatcher> filters = [.. kind.Metric.Filters, .. service.Conditions];
        var all = new MetricSelector(kind.Metric.Metric, filters);
        if (kind.Condition is not null)
            return null;
        if (kind.IsGauge)
            return new BoolGaugeIndicator(all);
        return kind.BadMetric is { } bad
            ? RatioIndicator.FromBad(new MetricSelector(bad, filters), all)
            : RatioIndicator.FromBad(new MetricSelector(kind.Metric.Metric, [.. filters, service.Errors!.Bad]), all);
    }

    /// <summary>The histogram of all services that are measured alike, or null.</summary>
    /// <param name="service">The service.</param>
    public static MetricSelector? Histogram(ServiceSighting service) =>
        (service ?? throw new ArgumentNullException(nameof(service))).Kind.Histogram is { } histogram
            ? new MetricSelector(histogram.Metric, [.. histogram.Filters, .. service.Conditions])
            : null;

    /// <summary>Says what measures a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="hasHistogram">Whether its histogram is there.</param>
    /// <param name="templates">Finds a template by its name, or null.</param>
    public static SloService Describe(ServiceSighting service, bool hasHistogram, Func<string, SloTemplate?> templates)
    {
        if (service is null)
            throw new ArgumentNullException(nameof(service));
        if (templates is null)
            throw new ArgumentNullException(nameof(templates));
        var latency =
            hasHistogram && service.Kind.Histogram is { NameSaysUnit: true }
                ? new LatencyMetric(Restrict(Histogram(service)!, service), IsNative: false)
                : null;
        var found = new SloService
        {
            Service = service.Service,
            Namespace = service.Namespace,
            Kind = service.Kind.Name,
            ServiceLabel = service.Label,
            ErrorLabel = service.Errors?.Label,
            LatencyMetric = latency?.ToString(),
        };
        var indicator = Indicator(service);
        return Template(service, indicator, latency, templates) is { } template
            ? found with
            {
                Template = template.Name,
                TemplateParameter = template.Values,
            }
            : found with
            {
                Indicator = indicator ?? Condition(service),
            };
    }

    // A template is named where it measures exactly the series that were looked at, and otherwise it would promise another number.
    private static (string Name, IReadOnlyDictionary<string, string> Values)? Template(
        ServiceSighting service,
        SloIndicator? indicator,
        LatencyMetric? latency,
        Func<string, SloTemplate?> templates
    )
    {
        if (service.Kind.Template is not { } known || templates(known.Name) is not { } template)
            return null;
        var @namespace = service.Namespace ?? "production";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (known.Parameter.Length > 0)
            values[known.Parameter] = service.Value;
        foreach (var pair in known.Values)
        {
            if (pair.Value.Contains("{{.namespace}}") && service.Namespace is null)
                return null;
            values[pair.Key] = pair.Value.Replace("{{.errorLabel}}", service.Errors?.Label ?? "").Replace("{{.namespace}}", @namespace);
        }

        try
        {
            var filled = template.Fill(service.Service, @namespace, Pairs(values));
            var isSame = indicator is null
                ? filled.Indicator is ThresholdIndicator own
                    && (own.Operator, own.Value) == (service.Kind.Condition!.Operator, service.Kind.Condition.Value)
                : AreSame(filled.Indicator, indicator);
            if (!isSame || !SameHistogram(filled.Latency, latency))
                return null;
            foreach (var name in values.Keys.ToArray())
            {
                var value = values[name];
                values.Remove(name);
                if (!IsSame(template, service.Service, @namespace, values, filled))
                    values[name] = value;
            }

            return (template.Name, values);
        }
        catch (SloValidationException)
        {
            // A user's own template of that name takes other values.
            return null;
        }
    }

    private static bool IsSame(
        SloTemplate template,
        string service,
        string @namespace,
        Dictionary<string, string> values,
        TemplateMeasures expected
    )
    {
        try
        {
            var filled = template.Fill(service, @namespace, Pairs(values));
            return AreSame(filled.Indicator, expected.Indicator) && SameHistogram(filled.Latency, expected.Latency);
        }
        catch (SloValidationException)
        {
            // The parameter has no default.
            return false;
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(Dictionary<string, string> values) =>
        values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value));

    // The order of conditions makes no difference.
    private static bool SameHistogram(LatencyMetric? one, LatencyMetric? other) =>
        one is null || other is null ? one is null && other is null : AreSame(one.Histogram, other.Histogram);

    private static bool AreSame(SloIndicator one, SloIndicator other) =>
        (one, other) switch
        {
            (RatioIndicator { Bad: { } bad } a, RatioIndicator { Bad: { } otherBad } b) => AreSame(bad, otherBad)
                && AreSame(a.Total, b.Total),
            (BoolGaugeIndicator a, BoolGaugeIndicator b) => AreSame(a.Metric, b.Metric),
            _ => one.Equals(other),
        };

    private static bool AreSame(MetricSelector one, MetricSelector other) =>
        one.Metric == other.Metric && Conditions(one).SetEquals(Conditions(other));

    private static HashSet<LabelMatcher> Conditions(MetricSelector selector) => new(selector.Filters);

    private static SloIndicator? Indicator(ServiceSighting service) =>
        Shape(service) switch
        {
            RatioIndicator ratio => RatioIndicator.FromBad(Restrict(ratio.Bad!, service), Restrict(ratio.Total, service)),
            BoolGaugeIndicator gauge => new BoolGaugeIndicator(Restrict(gauge.Metric, service)),
            _ => null,
        };

    private static ThresholdIndicator? Condition(ServiceSighting service) =>
        service.Kind.Condition is { } condition
            ? new ThresholdIndicator(
                ConditionQuery(
                    condition,
                    Restrict(new MetricSelector(service.Kind.Metric.Metric, service.Kind.Metric.Filters), service),
                    ""
                ),
                condition.Operator,
                condition.Value
            )
            : null;

    /// <summary>The number that a condition is about.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="selector">The series.</param>
    /// <param name="by">Labels that tell services apart; empty for one service.</param>
    public static string ConditionQuery(KindCondition condition, MetricSelector selector, string by) =>
        (condition ?? throw new ArgumentNullException(nameof(condition)))
            .Query.Replace("by ({{.by}}) ", string.IsNullOrEmpty(by) ? "" : $"by ({by}) ")
            .Replace("{{.selector}}", selector?.ToString());

    private static MetricSelector Restrict(MetricSelector selector, ServiceSighting service) =>
        new(selector.Metric, [new LabelMatcher(service.Label, "=", service.Value), .. selector.Filters]);
}
