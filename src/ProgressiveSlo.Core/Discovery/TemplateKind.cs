using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Discovery;

/// <summary>
/// The kind of service that a user's own template measures, read off what it makes of a name: the metric, the label that got the name, the
/// condition of bad events and the histogram.
/// </summary>
public static class TemplateKind
{
    private const string Service = "zz9service9zz";
    private const string Namespace = "zz9namespace9zz";

    /// <summary>The kind, or null where one cannot be read off, such as from a query or where a parameter has no default.</summary>
    /// <param name="template">The template.</param>
    public static ServiceKind? Derive(SloTemplate template)
    {
        if (template is null)
            throw new ArgumentNullException(nameof(template));
        TemplateMeasures measures;
        try
        {
            measures = template.Fill(Service, Namespace, []);
        }
        catch (SloValidationException)
        {
            return null;
        }

        var total = measures.Indicator switch
        {
            RatioIndicator ratio => ratio.Total,
            BoolGaugeIndicator gauge => gauge.Metric,
            _ => null,
        };
        if (total?.Filters.FirstOrDefault(f => f.Operator == "=" && f.Value == Service) is not { } name)
            return null;
        var rest = Without(total, name);
        var parameter = template.Parameters.FirstOrDefault(p => p.Default == "{{.service}}")?.Name ?? "";
        var kind = new ServiceKind(template.Name, template.Title, rest)
        {
            IsGauge = measures.Indicator is BoolGaugeIndicator,
            ServiceLabels = [name.Label],
            NamespaceLabels = name.Label == "namespace" ? [] : ["namespace"],
            Template = new KindTemplate(template.Name, parameter, new Dictionary<string, string>()),
            Histogram = measures.Latency is { IsNative: false } latency ? Histogram(latency.Histogram, name) : null,
        };
        if (kind.Metric.Filters.Any(IsOfNamespace) || (measures.Latency is not null && kind.Histogram is null))
            return null;
        return measures.Indicator is RatioIndicator events ? WithErrors(kind, events, name) : kind;
    }

    private static ServiceKind? WithErrors(ServiceKind kind, RatioIndicator ratio, LabelMatcher name)
    {
        if (ratio.FindBad() is not { } bad || !bad.Filters.Contains(name))
            return null;
        var filters = Without(bad, name).Filters;
        var more = filters.Except(kind.Metric.Filters).ToArray();
        if (filters.Count - more.Length != kind.Metric.Filters.Count)
            return null;
        return bad.Metric != kind.Metric.Metric && more.Length == 0 ? kind with { BadMetric = bad.Metric }
            : bad.Metric == kind.Metric.Metric && more.Length == 1
                ? kind with
                {
                    // What good events have there is not known, but for a condition that says so.
                    Errors = [new ErrorLabel(more[0], more[0] is { Operator: "!=", Value: "" } ? ".*" : ".+")],
                }
            : null;
    }

    private static KindHistogram? Histogram(MetricSelector histogram, LabelMatcher name)
    {
        if (!histogram.Filters.Contains(name) || histogram.Filters.Any(IsOfNamespace))
            return null;
        var rest = Without(histogram, name);
        var isMilliseconds = new KindHistogram(rest.Metric, rest.Filters, InMilliseconds: true).NameSaysUnit;
        return new KindHistogram(rest.Metric, rest.Filters, isMilliseconds);
    }

    private static MetricSelector Without(MetricSelector selector, LabelMatcher condition) =>
        new(selector.Metric, selector.Filters.Where(f => !f.Equals(condition)).ToArray());

    private static bool IsOfNamespace(LabelMatcher filter) => filter.Value.Contains(Namespace);
}
