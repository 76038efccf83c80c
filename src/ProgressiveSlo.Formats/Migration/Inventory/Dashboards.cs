using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Inventory;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Finds the queries on a dashboard of Grafana: in its panels, in rows of the old and the new kind, and in library panels that carry their
/// model. Format: Grafana, "Dashboard JSON model".
/// </summary>
internal sealed class Dashboards(string path, Action<ObservedRule> take, int lineOffset)
{
    private const int MaximumDepth = 8;

    // [[name]] is the older form of $name.
    private static readonly Regex _oldVariable = new(
        "\\[\\[(\\w+)(?::\\w+)?\\]\\]",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Whether a mapping is a dashboard, or an element of a library.</summary>
    public static bool IsDashboard(YamlMap map) =>
        (
            (map.Find("panels") is YamlList || map.Find("rows") is YamlList)
            && (map.Find("title") is not null || map.Find("schemaVersion") is not null)
        )
        || GrafanaElements.IsDashboard(map)
        || LibraryPanel.Find(map) is not null;

    /// <summary>Whether a mapping says that it is a dashboard, of whatever schema.</summary>
    public static bool IsNamedDashboard(YamlMap map) =>
        map.Find("schemaVersion") is YamlScalar
        || (
            map.Find("apiVersion") is YamlScalar version
            && version.Value.StartsWith("dashboard.grafana.app/", StringComparison.Ordinal)
            && (map.Find("kind") as YamlScalar)?.Value is "Dashboard" or "LibraryPanel"
        );

    /// <summary>Gives away the queries of a dashboard.</summary>
    public void Read(YamlMap dashboard)
    {
        var title = DashboardSources.Text(dashboard, "title") ?? "";
        var sources = new DashboardSources(dashboard);
        var constants = Constants(dashboard);
        if (LibraryPanel.Find(dashboard) is { } panel)
        {
            Targets(panel, DashboardSources.Text(dashboard, "name") ?? "", sources, constants);
            return;
        }

        if (GrafanaElements.IsDashboard(dashboard))
        {
            foreach (var query in GrafanaElements.Queries(dashboard))
                Take(query, title, sources, constants);
            return;
        }

        Panels(dashboard.Find("panels"), title, sources, constants, 0);
        foreach (var row in DashboardSources.Items(dashboard.Find("rows")))
            Panels(row.Find("panels"), title, sources, constants, 0);
    }

    private void Panels(YamlNode? panels, string dashboard, DashboardSources sources, Dictionary<string, string> constants, int depth)
    {
        if (depth > MaximumDepth)
            return;
        foreach (var given in DashboardSources.Items(panels))
        {
            // A library panel without its model names a panel that stands elsewhere.
            var panel = (given.Find("libraryPanel") as YamlMap)?.Find("model") as YamlMap ?? given;
            Panels(panel.Find("panels"), dashboard, sources, constants, depth + 1);
            Targets(panel, dashboard, sources, constants);
        }
    }

    private void Targets(YamlMap panel, string dashboard, DashboardSources sources, Dictionary<string, string> constants)
    {
        var title = DashboardSources.Text(panel, "title") ?? "";
        foreach (var target in DashboardSources.Items(panel.Find("targets")))
        {
            if (target.Find("expr") is YamlScalar { IsNull: false } expression)
                Take(
                    new PanelQuery(title, expression, target.Find("datasource") ?? panel.Find("datasource")),
                    dashboard,
                    sources,
                    constants
                );
        }
    }

    private void Take(PanelQuery query, string dashboard, DashboardSources sources, Dictionary<string, string> constants)
    {
        if (query.Expression.Value.Trim().Length == 0 || !sources.MayBePrometheus(query.Source))
            return;
        var text = Plain(query.Expression.Value, constants);
        if (LogQl.IsLogQl(text))
            return;
        take(
            new ObservedRule(ObservedRuleKind.Panel, query.Title, text)
            {
                Group = dashboard,
                Format = "Grafana",
                Path = path,
                Line = query.Expression.Line + lineOffset,
            }
        );
    }

    // What is the same for every viewer is put in; what viewers choose stays a variable.
    private static Dictionary<string, string> Constants(YamlMap dashboard)
    {
        var constants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in DashboardSources.Items((dashboard.Find("templating") as YamlMap)?.Find("list")))
        {
            if (
                DashboardSources.Text(variable, "type") == "constant"
                && DashboardSources.Text(variable, "name") is { } name
                && DashboardSources.Text(variable, "query") is { } value
            )
                constants[name] = value;
        }

        foreach (var (name, kind, value) in GrafanaElements.Variables(dashboard))
        {
            if (kind == "ConstantVariable" && value is not null)
                constants[name] = value;
        }

        return constants;
    }

    private static string Plain(string expression, Dictionary<string, string> constants)
    {
        if (expression.IndexOf('$') < 0 && expression.IndexOf("[[", StringComparison.Ordinal) < 0)
            return expression;
        var text = _oldVariable.Replace(expression, "$${$1}");
        foreach (var constant in constants)
            text = text.Replace("${" + constant.Key + "}", constant.Value).Replace("$" + constant.Key, constant.Value);
        return text;
    }
}

/// <summary>Tells whether a panel's data source is a Prometheus, as far as a dashboard says it.</summary>
internal sealed class DashboardSources
{
    private static readonly string[] _promQl = ["prometheus", "amazonprometheus", "victoriametrics", "thanos", "mimir", "cortex"];

    private static readonly string[] _others =
    [
        "loki",
        "elasticsearch",
        "influxdb",
        "graphite",
        "mysql",
        "postgres",
        "mssql",
        "cloudwatch",
        "stackdriver",
        "azure",
        "tempo",
        "jaeger",
        "zipkin",
        "testdata",
        "opentsdb",
        "datadog",
        "splunk",
        "opensearch",
        "clickhouse",
        "bigquery",
        "alertmanager",
        "pyroscope",
        "parca",
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

        foreach (var (name, kind, value) in GrafanaElements.Variables(dashboard))
        {
            if (kind == "DatasourceVariable" && value is not null)
                _kinds[name] = value;
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
