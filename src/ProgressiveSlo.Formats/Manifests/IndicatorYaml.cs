using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>
/// An indicator in YAML, in the shape that slo.dev/v1 gives it; plan files use the same. The source design has the ratio of good
/// and total; the other kinds are ours, so that any definition can be written down.
/// </summary>
internal static class IndicatorYaml
{
    private static readonly string[] Types = ["ratio", "query", "rawRatio", "threshold", "nativeLatency", "boolGauge"];

    public static SloIndicator? Read(MapReader parent, ProblemList problems, SourceMap? places = null)
    {
        if (parent.Map("indicator", required: true) is not { } map)
            return null;
        var type = map.RequiredText("type");
        if (!Types.Contains(type))
        {
            if (map.Has("type"))
                map.Problem(
                    map.NodeOf("type"),
                    "type",
                    $"'{ServiceName.Printable(type)}' is not a type of indicator known here",
                    "Write one of " + string.Join(", ", Types)
                );
            return null;
        }

        var body = map.Map(type, required: true);
        map.ReportUnknownKeys();
        if (body is null)
            return null;
        foreach (var key in new[] { "good", "bad", "total" })
            places?.Add("indicator." + key, body, key);
        places?.Add("indicator.errorRatio", body, "query");
        var before = problems.Count;
        var indicator = Body(type, body, problems);
        if (indicator is null && problems.Count == before)
            body.Problem(body.Node, body.Has("threshold") ? "threshold" : "query", "The value is empty or zero", "Write one");
        body.ReportUnknownKeys();
        return indicator;
    }

    public static void Write(YamlWriter yaml, SloIndicator indicator)
    {
        yaml.Key("indicator");
        yaml.BeginMap();
        yaml.Pair("type", indicator.Type);
        yaml.Key(indicator.Type);
        yaml.BeginMap();
        Body(yaml, indicator);
        yaml.EndMap();
        yaml.EndMap();
    }

    /// <summary>Reads the histogram of a plan's latency objectives; null when there is none.</summary>
    public static LatencyMetric? ReadLatency(MapReader parent, ProblemList problems)
    {
        if (parent.Map("latency", required: false) is not { } map)
            return null;
        var isNative = map.Boolean("native");
        var histogram = Selector(map, "histogram", problems);
        map.ReportUnknownKeys();
        return histogram is null ? null : new LatencyMetric(histogram, isNative);
    }

    /// <summary>Writes the histogram of a plan's latency objectives; nothing when there is none.</summary>
    public static void WriteLatency(YamlWriter yaml, LatencyMetric? latency)
    {
        if (latency is null)
            return;
        yaml.Key("latency");
        yaml.BeginMap();
        OptionalSelector(yaml, "histogram", latency.Histogram);
        if (latency.IsNative)
            yaml.Pair("native", true);
        yaml.EndMap();
    }

    private static SloIndicator? Body(string type, MapReader map, ProblemList problems) =>
        type switch
        {
            "ratio" => Ratio(map, problems),
            "query" => Query(map),
            "rawRatio" => map.RequiredLines("query") is { Length: > 0 } query
                ? new RawRatioIndicator(query, map.Boolean("success"), Source(map))
                : null,
            "threshold" => Threshold(map),
            "nativeLatency" => NativeLatency(map, problems),
            _ => Selector(map, "gauge", problems) is { } gauge ? new BoolGaugeIndicator(gauge) { Grouping = map.Texts("grouping") } : null,
        };

    private static RatioIndicator? Ratio(MapReader map, ProblemList problems)
    {
        var isBad = map.Has("bad");
        var part = Selector(map, isBad ? "bad" : "good", problems);
        var total = Selector(map, "total", problems);
        var grouping = map.Texts("grouping");
        if (part is null || total is null)
            return null;
        return isBad ? RatioIndicator.FromBad(part, total).WithGrouping(grouping) : new RatioIndicator(part, total).WithGrouping(grouping);
    }

    private static QueryIndicator? Query(MapReader map)
    {
        var isBad = map.Has("bad");
        var part = map.RequiredLines(isBad ? "bad" : "good");
        var total = map.RequiredLines("total");
        var source = Source(map);
        if (part is null || total is null)
            return null;
        return isBad ? QueryIndicator.FromBad(part, total, source) : QueryIndicator.FromGood(part, total, source);
    }

    private static ThresholdIndicator? Threshold(MapReader map)
    {
        var query = map.RequiredLines("query");
        var value = map.Decimal("value", "0.5");
        var source = Source(map);
        var comparison = map.RequiredText("operator");
        if (comparison is not ("<" or "<=" or ">" or ">="))
        {
            map.Problem(
                map.NodeOf("operator"),
                "operator",
                $"'{ServiceName.Printable(comparison)}' is not a comparison",
                "Write '<', '<=', '>' or '>='"
            );
            return null;
        }

        return query is null ? null : new ThresholdIndicator(query, comparison, value, source);
    }

    private static NativeLatencyIndicator? NativeLatency(MapReader map, ProblemList problems)
    {
        var histogram = Selector(map, "histogram", problems);
        var threshold = map.Duration("threshold");
        var grouping = map.Texts("grouping");
        return histogram is null || threshold <= TimeSpan.Zero
            ? null
            : new NativeLatencyIndicator(histogram, threshold) { Grouping = grouping };
    }

    private static string Source(MapReader map) => map.OptionalText("dataSource") ?? SloIndicator.Prometheus;

    private static void Body(YamlWriter yaml, SloIndicator indicator)
    {
        switch (indicator)
        {
            case RatioIndicator ratio:
                OptionalSelector(yaml, "good", ratio.Good);
                OptionalSelector(yaml, "bad", ratio.Bad);
                OptionalSelector(yaml, "total", ratio.Total);
                Texts(yaml, "grouping", ratio.Grouping);
                break;
            case QueryIndicator query:
                yaml.OptionalPair("good", query.Good);
                yaml.OptionalPair("bad", query.Bad);
                yaml.Pair("total", query.Total);
                Source(yaml, query);
                break;
            case RawRatioIndicator raw:
                yaml.Pair("query", raw.Query);
                if (raw.IsSuccess)
                    yaml.Pair("success", true);
                Source(yaml, raw);
                break;
            case ThresholdIndicator threshold:
                yaml.Pair("query", threshold.Query);
                yaml.Pair("operator", threshold.Operator);
                yaml.Pair("value", threshold.Value);
                Source(yaml, threshold);
                break;
            case NativeLatencyIndicator latency:
                OptionalSelector(yaml, "histogram", latency.Histogram);
                yaml.Pair("threshold", latency.Threshold);
                Texts(yaml, "grouping", latency.Grouping);
                break;
            case BoolGaugeIndicator gauge:
                OptionalSelector(yaml, "gauge", gauge.Metric);
                Texts(yaml, "grouping", gauge.Grouping);
                break;
            default:
                throw new InvalidOperationException($"There is no YAML for the indicator type {indicator.Type}.");
        }
    }

    private static void Source(YamlWriter yaml, SloIndicator indicator)
    {
        if (indicator.DataSource != SloIndicator.Prometheus)
            yaml.Pair("dataSource", indicator.DataSource);
    }

    private static void Texts(YamlWriter yaml, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginList();
        foreach (var text in texts)
            yaml.Text(text);
        yaml.EndList();
    }

    private static MetricSelector? Selector(MapReader parent, string key, ProblemList problems)
    {
        if (parent.Map(key, required: true) is not { } map)
            return null;
        var metric = map.Checked("metric", required: true, (text, _) => new MetricSelector(text));
        var filters = map.Items("filters", required: false).Select(i => Filter(i.Node, i.Field, problems)).ToArray();
        map.ReportUnknownKeys();
        return metric is null || filters.Any(f => f is null) ? null : new MetricSelector(metric.Metric, filters!);
    }

    private static LabelMatcher? Filter(YamlNode node, string field, ProblemList problems)
    {
        try
        {
            return LabelMatcher.Parse(node is YamlScalar scalar ? scalar.Value : node.Kind, field);
        }
        catch (SloValidationException e)
        {
            problems.Add(node, field, e.Problem.Message, e.Problem.Fix, e.Problem.Code);
            return null;
        }
    }

    private static void OptionalSelector(YamlWriter yaml, string key, MetricSelector? selector)
    {
        if (selector is null)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        yaml.Pair("metric", selector.Metric);
        Texts(yaml, "filters", selector.Filters.Select(f => f.ToString()).ToArray());
        yaml.EndMap();
    }
}
