using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Tells whether a panel's data source is a Prometheus, as far as a dashboard says it.</summary>
internal sealed class DashboardSources
{
    private static readonly string[] _promQl = ["prometheus", "amazonprometheus", "victoriametrics", "thanos", "mimir", "cortex"];

    private static readonly string[] _others =
    [
        "loki", "elasticsearch", "influxdb", "graphite", "mysql", "postgres", "mssql", "cloudwatch", "stackdriver", "azure", "tempo", "jaeger",
        "zipkin", "testdata", "opentsdb", "datadog", "splunk", "opensearch", "clickhouse", "bigquery", "alertmanager", "pyroscope", "parca",
    ];

    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    /// <summary>Reads the variables and inputs of a dashboard that stand for a data source.</summary>
    public DashboardSources(YamlMap dashboard)
    {
        foreach (var variable in Items((dashboard.Find("templating") as YamlMap)?.Find("list")))
        {
            if (Text(variable, "type") == "datasource" && Text(variable, "name") is { } name && Text(variable, "query") is { } kind)
                _kinds[name] = kind;
        }

        foreach (var input in Items(dashboard.Find("__inputs")))
        {
            if (Text(input, "type") == "datasource" && Text(input, "name") is { } name && Text(input, "pluginId") is { } kind)
                _kinds[name] = kind;
        }
    }

    /// <summary>Whether the source is a Prometheus, or may be one.</summary>
    /// <param name="source">The datasource of a panel or target; null for the default one.</param>
    public bool MayBePrometheus(YamlNode? source)
    {
        var (kind, name) = source is YamlMap map ? (Text(map, "type"), Text(map, "uid")) : (null, (source as YamlScalar)?.Value);
        if (kind is null && name is not null)
            kind = _kinds.TryGetValue(name.TrimStart('$').Trim('{', '}', '[', ']'), out var known) ? known : name;
        if (kind is null)
            return true;
        return _promQl.Any(p => Has(kind, p)) || !_others.Any(o => Has(kind, o));
    }

    internal static IEnumerable<YamlMap> Items(YamlNode? node) => (node as YamlList)?.Items.OfType<YamlMap>() ?? [];

    internal static string? Text(YamlMap map, string key) => map.Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

    private static bool Has(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
