using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>
/// Finds the queries on a dashboard of Grafana: in its panels, in rows of the old and the new kind, and in library panels that carry their
/// model. Format: Grafana, "Dashboard JSON model".
/// </summary>
internal sealed class Dashboards(string path, Action<ObservedRule> take, int lineOffset)
{
    private const int _deepest = 8;

    // [[name]] is the older form of $name.
    private static readonly Regex _oldVariable = new("\\[\\[(\\w+)(?::\\w+)?\\]\\]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether a mapping is a dashboard, or an element of a library.</summary>
    public static bool IsDashboard(YamlMap map) =>
        (map.Find("panels") is YamlList || map.Find("rows") is YamlList) && (map.Find("title") is not null || map.Find("schemaVersion") is not null);

    /// <summary>Gives away the queries of a dashboard.</summary>
    /// <returns>How many there were.</returns>
    public int Read(YamlMap dashboard)
    {
        var title = DashboardSources.Text(dashboard, "title") ?? "";
        var sources = new DashboardSources(dashboard);
        var constants = Constants(dashboard);
        var count = Panels(dashboard.Find("panels"), title, sources, constants, 0);
        foreach (var row in DashboardSources.Items(dashboard.Find("rows")))
            count += Panels(row.Find("panels"), title, sources, constants, 0);
        return count;
    }

    private int Panels(YamlNode? panels, string dashboard, DashboardSources sources, Dictionary<string, string> constants, int depth)
    {
        var count = 0;
        if (depth > _deepest)
            return 0;
        foreach (var given in DashboardSources.Items(panels))
        {
            // A library panel without its model names a panel that stands elsewhere.
            var panel = (given.Find("libraryPanel") as YamlMap)?.Find("model") as YamlMap ?? given;
            count += Panels(panel.Find("panels"), dashboard, sources, constants, depth + 1);
            foreach (var target in DashboardSources.Items(panel.Find("targets")))
            {
                if (DashboardSources.Text(target, "expr") is not { } expression || expression.Trim().Length == 0 || !sources.MayBePrometheus(target.Find("datasource") ?? panel.Find("datasource")))
                    continue;
                var text = Plain(expression, constants);
                if (LogQl.Is(text))
                    continue;
                count++;
                take(new ObservedRule(ObservedRuleKind.Panel, DashboardSources.Text(panel, "title") ?? "", text)
                {
                    Group = dashboard,
                    Format = "Grafana",
                    Path = path,
                    Line = target.Find("expr")!.Line + lineOffset,
                });
            }
        }

        return count;
    }

    // What is the same for every viewer is put in; what viewers choose stays a variable.
    private static Dictionary<string, string> Constants(YamlMap dashboard)
    {
        var constants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in DashboardSources.Items((dashboard.Find("templating") as YamlMap)?.Find("list")))
        {
            if (DashboardSources.Text(variable, "type") == "constant" && DashboardSources.Text(variable, "name") is { } name && DashboardSources.Text(variable, "query") is { } value)
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
