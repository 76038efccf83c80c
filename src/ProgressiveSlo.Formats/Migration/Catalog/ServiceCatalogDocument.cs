using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>The project's own list of services: kind ServiceCatalog.</summary>
internal static class ServiceCatalogDocument
{
    public const string Kind = "ServiceCatalog";

    public static bool IsServiceCatalog(YamlNode root) => root is YamlMap map && map.Find("kind") is YamlScalar { Value: Kind };

    public static IEnumerable<CatalogRow> Read(YamlNode root, string path, CatalogProblems problems)
    {
        var found = new ProblemList(path);
        if (MapReader.Open(root, "", found) is not { } map || !DocumentHead.Check(map, Kind))
        {
            Report(found, problems, isLost: true);
            yield break;
        }

        var items = map.NonEmptyItems("services", "The catalog has no service");
        map.ReportUnknownKeys();
        Report(found, problems, isLost: items.Count == 0);
        foreach (var (node, field) in items)
        {
            var row = new CatalogRow(new CatalogPlace(path, node.Line, node.Column, field));
            if (node is YamlScalar { IsNull: false } name)
            {
                row.Add(CatalogColumn.Service, row.Place, name.Value);
                yield return row;
                continue;
            }

            // A list of its own for each service: one that is wrong leaves room for the problems of the next.
            found = new ProblemList(path);
            if (MapReader.Open(node, field, found) is { } service)
                Read(service, row);
            Report(found, problems, isLost: node is not YamlMap);
            if (node is YamlMap)
                yield return row;
        }
    }

    private static void Read(MapReader service, CatalogRow row)
    {
        Add(CatalogColumn.Service, service.Has("name") ? "name" : "service");
        Add(CatalogColumn.Namespace, "namespace");
        Add(CatalogColumn.Tier, "tier");
        Add(CatalogColumn.Owner, "owner");
        Add(CatalogColumn.Lifecycle, "lifecycle");
        Add(CatalogColumn.Target, "target");
        row.Add(CatalogColumn.DependsOn, PlaceOf("dependsOn"), service.Texts("dependsOn").ToArray());
        service.ReportUnknownKeys();

        void Add(CatalogColumn column, string key)
        {
            if (service.OptionalText(key) is { } text)
                row.Add(column, PlaceOf(key), text);
        }

        CatalogPlace PlaceOf(string key) => new(row.Place.Path, service.NodeOf(key).Line, service.NodeOf(key).Column, service.Path(key));
    }

    private static void Report(ProblemList found, CatalogProblems problems, bool isLost)
    {
        foreach (var problem in found.InOrder)
            problems.Add(problem, isLost);
    }
}
