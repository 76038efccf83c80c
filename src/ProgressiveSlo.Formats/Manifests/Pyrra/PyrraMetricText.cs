using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>
/// An indicator of Pyrra whose metrics are not PromQL, as the text of a query: its kind with its metrics, for example
/// <c>ratio {errors="a{", total="b"}</c>. Only Pyrra's own format has a place for it.
/// </summary>
internal static class PyrraMetricText
{
    /// <summary>The data source of such an indicator.</summary>
    public const string DataSource = "PyrraMetric";

    private const string Grouping = "grouping";

    // In the order in which Pyrra's own examples have them.
    private static readonly string[] _keys = ["latency", "errors", "success", "total", "metric"];

    // Their values are no metrics, and stand in the indicator itself.
    private static readonly string[] _ofIndicator = ["latency", "metric"];

    /// <summary>Makes the indicator.</summary>
    /// <param name="kind">The kind in the object, for example <c>ratio</c>.</param>
    /// <param name="grouping">The labels to group by.</param>
    /// <param name="values">Metrics by their keys, and the threshold of a latency.</param>
    public static RawRatioIndicator Indicator(string kind, IReadOnlyList<string> grouping, params (string Key, string Value)[] values)
    {
        var all = values.ToDictionary(v => v.Key, v => v.Value);
        if (grouping.Count > 0)
            all[Grouping] = string.Join(",", grouping);
        return new RawRatioIndicator(OptionsText.Write(kind, all), dataSource: DataSource);
    }

    /// <summary>Writes <c>spec.indicator</c> as it was read.</summary>
    /// <param name="yaml">Stands in <c>spec</c>.</param>
    /// <param name="indicator">An indicator of this data source.</param>
    public static void Write(YamlWriter yaml, RawRatioIndicator indicator)
    {
        var (kind, values) = OptionsText.Read(indicator.Query);
        yaml.Key("indicator");
        yaml.BeginMap();
        yaml.Key(kind);
        yaml.BeginMap();
        foreach (var key in _keys.Where(values.ContainsKey))
        {
            if (_ofIndicator.Contains(key))
            {
                yaml.Pair(key, values[key]);
                continue;
            }

            yaml.Key(key);
            yaml.BeginMap();
            yaml.Pair("metric", values[key]);
            yaml.EndMap();
        }

        if (values.TryGetValue(Grouping, out var grouping))
        {
            yaml.Key(Grouping);
            yaml.BeginList();
            foreach (var label in grouping.Split(','))
                yaml.Text(label);
            yaml.EndList();
        }

        yaml.EndMap();
        yaml.EndMap();
    }
}
