using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>A query of a panel, as any schema of Grafana's has it.</summary>
/// <param name="Title">The panel's title.</param>
/// <param name="Expression">The query.</param>
/// <param name="Source">The data source, or null for the default one.</param>
internal sealed record PanelQuery(string Title, YamlScalar Expression, YamlNode? Source);

/// <summary>
/// Panels of the dashboard schema v2, in which they are elements by name and queries are objects with a kind. Format: Grafana,
/// "Dashboard JSON model V2", in all its versions since v2alpha1.
/// </summary>
internal static class GrafanaElements
{
    /// <summary>Whether a mapping is a dashboard of this schema.</summary>
    public static bool IsDashboard(YamlMap map) =>
        map.Find("elements") is YamlMap elements
        && (map.Find("layout") is not null || map.Find("title") is not null)
        && elements.Entries.All(e => e.Value is YamlMap);

    /// <summary>All queries.</summary>
    public static IEnumerable<PanelQuery> Queries(YamlMap dashboard)
    {
        foreach (var element in ((YamlMap)dashboard.Find("elements")!).Entries)
        {
            if ((element.Value as YamlMap)?.Find("spec") is not YamlMap panel)
                continue;
            var title = DashboardSources.Text(panel, "title") ?? element.Key.Value;
            var queries = Spec(panel.Find("data"))?.Find("queries");
            foreach (var item in DashboardSources.Items(queries))
            {
                // Where the data source stands depends on the version of the schema.
                if (Spec(item) is not { } query || query.Find("query") is not YamlMap data)
                    continue;
                if (Spec(data)?.Find("expr") is YamlScalar { IsNull: false } expression)
                    yield return new PanelQuery(title, expression, query.Find("datasource") ?? Source(data));
            }
        }
    }

    /// <summary>The variables, as the older schema has them: name, type and query.</summary>
    public static IEnumerable<(string Name, string Kind, string? Value)> Variables(YamlMap dashboard)
    {
        foreach (var item in DashboardSources.Items(dashboard.Find("variables")))
        {
            if (Spec(item) is { } variable && DashboardSources.Text(variable, "name") is { } name)
                yield return (
                    name,
                    DashboardSources.Text(item, "kind") ?? "",
                    DashboardSources.Text(variable, "pluginId") ?? DashboardSources.Text(variable, "query")
                );
        }
    }

    private static YamlMap? Spec(YamlNode? node) => (node as YamlMap)?.Find("spec") as YamlMap;

    // The group, or in the first version the kind, is the type of the data source.
    private static YamlNode? Source(YamlMap data) =>
        data.Find("group") ?? (data.Find("kind") is YamlScalar { Value: not "DataQuery" } kind ? kind : null);
}

/// <summary>A panel by itself, as libraries of panels are exported: as its model, or as an object of Kubernetes.</summary>
internal static class LibraryPanel
{
    /// <summary>The panel, or null when the mapping is something else.</summary>
    public static YamlMap? Find(YamlMap map) =>
        map.Find("model") is YamlMap model && IsPanel(model) ? model
        : (map.Find("kind") as YamlScalar)?.Value == "LibraryPanel" && map.Find("spec") is YamlMap spec && IsPanel(spec) ? spec
        : null;

    private static bool IsPanel(YamlMap map) => map.Find("targets") is YamlList;
}
