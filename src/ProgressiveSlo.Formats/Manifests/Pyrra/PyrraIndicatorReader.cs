using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Reads <c>spec.indicator</c> of a Pyrra object.</summary>
internal sealed class PyrraIndicatorReader
{
    private static readonly string[] _kinds = ["ratio", "latency", "latencyNative", "bool_gauge"];

    private readonly ProblemList _problems;
    private readonly SourceMap _places;
    private readonly ICollection<ConversionLoss> _losses;

    private PyrraIndicatorReader(ProblemList problems, SourceMap places, ICollection<ConversionLoss> losses) =>
        (_problems, _places, _losses) = (problems, places, losses);

    public static SloIndicator? Read(MapReader spec, ProblemList problems, SourceMap places, ICollection<ConversionLoss> losses)
    {
        if (spec.Map("indicator", required: true) is not { } map)
            return null;
        var kinds = _kinds.Where(map.Has).ToArray();
        PyrraReader.AddUnknownKeys(map, losses);
        if (kinds.Length != 1)
        {
            spec.Problem(
                map.Node,
                "indicator",
                kinds.Length == 0 ? "The indicator is missing" : $"There are {string.Join(" and ", kinds)}, and an SLO has one indicator",
                "Write exactly one of " + string.Join(", ", _kinds)
            );
            return null;
        }

        return map.Map(kinds[0], required: true) is { } body
            ? new PyrraIndicatorReader(problems, places, losses).Body(kinds[0], body)
            : null;
    }

    private SloIndicator? Body(string kind, MapReader map)
    {
        var indicator = kind switch
        {
            "ratio" => Ratio(map),
            "latency" => Latency(map),
            "latencyNative" => Native(map),
            _ => Gauge(map),
        };
        PyrraReader.AddUnknownKeys(map, _losses);
        return indicator;
    }

    private SloIndicator? Ratio(MapReader map)
    {
        var bad = Nested(map, "errors", "indicator.bad");
        var total = Nested(map, "total", "indicator.total");
        var grouping = Grouping(map);
        if (bad is null || total is null)
            return null;
        return bad.Selector is null || total.Selector is null
            ? PyrraMetricText.Indicator("ratio", grouping, ("errors", bad.Text), ("total", total.Text))
            : RatioIndicator.FromBad(bad.Selector, total.Selector).WithGrouping(grouping);
    }

    private SloIndicator? Latency(MapReader map)
    {
        var good = Nested(map, "success", "indicator.good");
        var total = Nested(map, "total", "indicator.total");
        var grouping = Grouping(map);
        if (good?.Selector is { } success && PyrraLatency.ProblemOfSuccess(success) is { } noBucket)
            _problems.Add(good.Node, good.Field, noBucket, "Write one bucket of the histogram, for example le=\"0.5\"");
        if (total?.Selector is { } all && PyrraLatency.ProblemOfTotal(all) is { } oneBucket)
            _problems.Add(total.Node, total.Field, oneBucket, "Remove le, and use the _count of the histogram");
        if (good is null || total is null)
            return null;
        return good.Selector is null || total.Selector is null
            ? PyrraMetricText.Indicator("latency", grouping, ("success", good.Text), ("total", total.Text))
            : new RatioIndicator(good.Selector, total.Selector).WithGrouping(grouping);
    }

    private SloIndicator? Native(MapReader map)
    {
        var total = Nested(map, "total", "indicator.total");
        var threshold = _places.Add("indicator.good", map, "latency").Duration("latency");
        var grouping = Grouping(map);
        if (total is null || threshold <= TimeSpan.Zero)
            return null;
        return total.Selector is null
            ? PyrraMetricText.Indicator("latencyNative", grouping, ("latency", PrometheusDuration.Format(threshold)), ("total", total.Text))
            : new NativeLatencyIndicator(total.Selector, threshold) { Grouping = grouping };
    }

    private SloIndicator? Gauge(MapReader map)
    {
        var gauge = Metric(map, "indicator.total");
        var grouping = Grouping(map);
        if (gauge is null)
            return null;
        return gauge.Selector is null
            ? PyrraMetricText.Indicator("bool_gauge", grouping, ("metric", gauge.Text))
            : new BoolGaugeIndicator(gauge.Selector) { Grouping = grouping };
    }

    private PyrraMetric? Nested(MapReader parent, string key, string place)
    {
        if (parent.Map(key, required: true) is not { } map)
            return null;
        var metric = Metric(map, place);
        PyrraReader.AddUnknownKeys(map, _losses);
        return metric;
    }

    // What is not PromQL is kept as text, and the SLO with it. What is PromQL and no selector is known to mean something else.
    private PyrraMetric? Metric(MapReader map, string place)
    {
        if (_places.Add(place, map, "metric").RequiredLines("metric") is not { } text)
            return null;
        var (node, field) = (map.NodeOf("metric"), map.Path("metric"));
        try
        {
            return new PyrraMetric(PyrraSelector.Parse(text, field), text, node, field);
        }
        catch (SloValidationException e) when (e.Problem.Code == PyrraSelector.SyntaxCode)
        {
            map.KeptProblem(node, "metric", e.Problem.Message, e.Problem.Fix, e.Problem.Code);
            return new PyrraMetric(null, text, node, field);
        }
        catch (SloValidationException e)
        {
            _problems.Add(node, field, e.Problem.Message, e.Problem.Fix, e.Problem.Code);
            return null;
        }
    }

    // The labels go into queries as they stand.
    private string[] Grouping(MapReader map)
    {
        var labels = new List<string>();
        foreach (var (node, field) in map.Items("grouping", required: false))
        {
            if (node is YamlScalar { IsNull: false } scalar && LabelNames.IsValid(scalar.Value))
                labels.Add(scalar.Value);
            else
                _problems.Add(
                    node,
                    field,
                    $"'{ServiceName.Printable((node as YamlScalar)?.Value ?? node.Kind)}' is not a label name",
                    "Use letters, digits and '_', and no digit at the start"
                );
        }

        return labels.Distinct().ToArray();
    }
}

/// <summary>A metric of a Pyrra object, and where it stands.</summary>
/// <param name="Selector">The metric as a selector; null when it is not PromQL.</param>
/// <param name="Text">The metric as it stands there.</param>
/// <param name="Node">Its node.</param>
/// <param name="Field">Its path.</param>
internal sealed record PyrraMetric(MetricSelector? Selector, string Text, YamlNode Node, string Field);
