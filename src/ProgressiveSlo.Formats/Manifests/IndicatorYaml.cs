using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>An indicator in YAML, in the shape that slo.dev/v1 gives it; plan files use the same.</summary>
internal static class IndicatorYaml
{
    public static RatioIndicator? Read(MapReader parent, ProblemList problems)
    {
        if (parent.Map("indicator", required: true) is not { } map)
            return null;
        var type = map.RequiredText("type");
        if (type.Length > 0 && type != "ratio")
            map.Problem(map.Node, "type", $"'{ServiceName.Printable(type)}' is not a type of indicator known here", "Write ratio");
        var ratio = map.Map("ratio", required: true);
        var good = ratio is null ? null : Selector(ratio, "good", problems);
        var total = ratio is null ? null : Selector(ratio, "total", problems);
        ratio?.RefuseOthers();
        map.RefuseOthers();
        return good is null || total is null ? null : new RatioIndicator(good, total);
    }

    public static void Write(YamlWriter yaml, SloIndicator indicator)
    {
        var ratio = (RatioIndicator)indicator;
        yaml.Key("indicator");
        yaml.BeginMap();
        yaml.Pair("type", ratio.Type);
        yaml.Key("ratio");
        yaml.BeginMap();
        Write(yaml, "good", ratio.Good);
        Write(yaml, "total", ratio.Total);
        yaml.EndMap();
        yaml.EndMap();
    }

    private static MetricSelector? Selector(MapReader parent, string key, ProblemList problems)
    {
        if (parent.Map(key, required: true) is not { } map)
            return null;
        var metric = map.Checked("metric", required: true, (text, _) => new MetricSelector(text));
        var filters = map.Items("filters", required: false).Select(i => Filter(i.Node, i.Field, problems)).ToArray();
        map.RefuseOthers();
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
            problems.Add(node, field, e.Problem.Message, e.Problem.Mend);
            return null;
        }
    }

    private static void Write(YamlWriter yaml, string key, MetricSelector selector)
    {
        yaml.Key(key);
        yaml.BeginMap();
        yaml.Pair("metric", selector.Metric);
        if (selector.Filters.Count > 0)
        {
            yaml.Key("filters");
            yaml.BeginList();
            foreach (var filter in selector.Filters)
                yaml.Text(filter.ToString());
            yaml.EndList();
        }

        yaml.EndMap();
    }
}
