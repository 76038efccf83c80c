using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Reads <c>spec.indicator</c> of a Pyrra object.</summary>
internal sealed class PyrraIndicatorReader
{
    private static readonly string[] Kinds = ["ratio", "latency", "latencyNative", "bool_gauge"];

    private readonly ProblemList _problems;
    private readonly SourceMap _places;
    private readonly ICollection<ConversionLoss> _losses;

    private PyrraIndicatorReader(ProblemList problems, SourceMap places, ICollection<ConversionLoss> losses) =>
        (_problems, _places, _losses) = (problems, places, losses);

    public static SloIndicator? Read(MapReader spec, ProblemList problems, SourceMap places, ICollection<ConversionLoss> losses)
    {
        if (spec.Map("indicator", required: true) is not { } map)
            return null;
        var kinds = Kinds.Where(map.Has).ToArray();
        PyrraReader.AddUnknownKeys(map, losses);
        if (kinds.Length != 1)
        {
            spec.Problem(
                map.Node,
                "indicator",
                kinds.Length == 0 ? "The indicator is missing" : $"There are {string.Join(" and ", kinds)}, and an SLO has one indicator",
                "Write exactly one of " + string.Join(", ", Kinds)
            );
            return null;
        }

        return map.Map(kinds[0], required: true) is { } body
            ? new PyrraIndicatorReader(problems, places, losses).Body(kinds[0], body)
            : null;
    }

    private SloIndicator? Body(string kind, MapReader map)
    {
        SloIndicator? indicator = kind switch
        {
            "ratio" => Ratio(map),
            "latency" => Latency(map),
            "latencyNative" => Native(map),
            _ => Gauge(map),
        };
        PyrraReader.AddUnknownKeys(map, _losses);
        return indicator;
    }

    private RatioIndicator? Ratio(MapReader map)
    {
        var bad = Nested(map, "errors", "indicator.bad");
        var total = Nested(map, "total", "indicator.total");
        var grouping = Grouping(map);
        return bad is null || total is null
            ? null
            : RatioIndicator.FromBad(bad.Value.Selector, total.Value.Selector).WithGrouping(grouping);
    }

    private RatioIndicator? Latency(MapReader map)
    {
        var good = Nested(map, "success", "indicator.good");
        var total = Nested(map, "total", "indicator.total");
        var grouping = Grouping(map);
        if (good is { } success && PyrraLatency.ProblemOfSuccess(success.Selector) is { } noBucket)
            _problems.Add(success.Node, success.Field, noBucket, "Write one bucket of the histogram, for example le=\"0.5\"");
        if (total is { } all && PyrraLatency.ProblemOfTotal(all.Selector) is { } oneBucket)
            _problems.Add(all.Node, all.Field, oneBucket, "Remove le, and use the _count of the histogram");
        return good is null || total is null ? null : new RatioIndicator(good.Value.Selector, total.Value.Selector).WithGrouping(grouping);
    }

    private NativeLatencyIndicator? Native(MapReader map)
    {
        var total = Nested(map, "total", "indicator.total");
        var threshold = _places.Add("indicator.good", map, "latency").Duration("latency");
        var grouping = Grouping(map);
        return total is null || threshold <= TimeSpan.Zero
            ? null
            : new NativeLatencyIndicator(total.Value.Selector, threshold) { Grouping = grouping };
    }

    private BoolGaugeIndicator? Gauge(MapReader map)
    {
        var gauge = Metric(map, "indicator.total");
        var grouping = Grouping(map);
        return gauge is null ? null : new BoolGaugeIndicator(gauge.Value.Selector) { Grouping = grouping };
    }

    private (MetricSelector Selector, YamlNode Node, string Field)? Nested(MapReader parent, string key, string place)
    {
        if (parent.Map(key, required: true) is not { } map)
            return null;
        var metric = Metric(map, place);
        PyrraReader.AddUnknownKeys(map, _losses);
        return metric;
    }

    private (MetricSelector Selector, YamlNode Node, string Field)? Metric(MapReader map, string place) =>
        _places.Add(place, map, "metric").Checked("metric", required: true, PyrraSelector.Parse) is { } selector
            ? (selector, map.NodeOf("metric"), map.Path("metric"))
            : null;

    // The labels go into queries as they stand.
    private string[] Grouping(MapReader map)
    {
        var labels = new List<string>();
        foreach (var (node, field) in map.Items("grouping", required: false))
        {
            if (node is YamlScalar { IsNull: false } scalar && KubernetesNames.IsPrometheusLabel(scalar.Value))
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
