using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>
/// Entities of a Backstage catalog. Components are services, but for libraries and documentation; the other kinds are none. Source:
/// Backstage documentation, "Descriptor Format of Catalog Entities" and "Entity References".
/// </summary>
internal static class BackstageCatalog
{
    private const string DefaultNamespace = "default";
    private const string KubernetesNamespace = "backstage.io/kubernetes-namespace";

    private static readonly string[] NoServices = ["library", "documentation", "package", "sdk", "plugin"];

    public static bool IsEntity(YamlNode root) =>
        root is YamlMap map
        && map.Find("apiVersion") is YamlScalar { Value: var version }
        && version.StartsWith("backstage.io/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entity. Its service is null when it is not a service, or has no name, with a problem.</summary>
    /// <param name="root">The document.</param>
    /// <param name="path">The file.</param>
    /// <param name="values">Checks values.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="passedOver">The identity of a component that is not a service, or null.</param>
    public static CatalogDraft? Read(
        YamlNode root,
        string path,
        CatalogValues values,
        CatalogProblems problems,
        out (string Namespace, string Name)? passedOver
    )
    {
        passedOver = null;
        var found = new ProblemList(path);
        var map = MapReader.Open(root, "", found)!;
        if (!string.Equals(map.OptionalText("kind"), "Component", StringComparison.OrdinalIgnoreCase))
            return null;
        var metadata = map.Map("metadata", required: true);
        var name = metadata?.RequiredText("name");
        var entitySpace = metadata?.OptionalText("namespace") ?? DefaultNamespace;
        var spec = map.Map("spec", required: false);
        var type = spec?.OptionalText("type");
        var (labels, annotations) = (metadata?.Map("labels", required: false), metadata?.Map("annotations", required: false));
        var owner = spec?.OptionalText("owner");
        var lifecycle = spec?.OptionalText("lifecycle");
        var kubernetes = annotations?.OptionalText(KubernetesNamespace) ?? labels?.OptionalText(KubernetesNamespace);
        var tags = metadata?.Texts("tags") ?? [];
        var depends = spec?.Items("dependsOn", required: false) ?? [];
        foreach (var problem in found.InOrder)
            problems.Add(problem, isLost: string.IsNullOrEmpty(name));
        if (string.IsNullOrEmpty(name) || values.Service(name, PlaceOf(metadata!, "name", path)) is not { } service)
            return null;
        if (NoServices.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            passedOver = (entitySpace, service);
            return null;
        }

        var (tier, tierPlace) = FindByCustomKey(CatalogColumn.Tier, path, spec, labels, annotations);
        var (target, targetPlace) = FindByCustomKey(CatalogColumn.Target, path, spec, annotations, labels);
        var place = new CatalogPlace(path, root.Line, root.Column, "metadata.name");
        return new CatalogDraft(
            new CatalogService(service)
            {
                // The namespace of an entity is Backstage's own; what rules know is that of Kubernetes.
                Namespace = values.Text(
                    kubernetes ?? (entitySpace == DefaultNamespace ? null : entitySpace),
                    place with
                    {
                        Field = "metadata.namespace",
                    }
                ),
                Tier = values.Text(tier ?? TierOf(tags), tierPlace),
                Owner = values.Text(owner is null ? null : LastPart(owner), place with { Field = "spec.owner" }),
                Lifecycle = values.Text(lifecycle, place with { Field = "spec.lifecycle" }),
                Target = values.Target(target, targetPlace),
            },
            depends.Select(d => Reference(d.Node, d.Field, path, values, problems)).OfType<CatalogReference>().ToArray(),
            place
        )
        {
            EntityNamespace = entitySpace,
        };
    }

    private static CatalogReference? Reference(YamlNode node, string field, string path, CatalogValues values, CatalogProblems problems)
    {
        var place = new CatalogPlace(path, node.Line, node.Column, field);
        if (node is not YamlScalar { IsNull: false, Value: var text })
        {
            problems.Add(place, $"Expected a reference, found {node.Kind}", "Write component:namespace/name");
            return null;
        }

        // A resource or an API is not a service.
        var colon = text.IndexOf(':');
        if (colon > 0 && !string.Equals(text.Substring(0, colon).Trim(), "component", StringComparison.OrdinalIgnoreCase))
            return null;
        return values.Reference(text, place);
    }

    // Labels and annotations have a prefix of the organisation's own: example.com/tier.
    private static (string? Text, CatalogPlace Place) FindByCustomKey(CatalogColumn column, string path, params MapReader?[] maps)
    {
        foreach (var map in maps)
        {
            foreach (var (key, node) in map?.Entries() ?? [])
            {
                if (
                    CatalogColumns.Find(key.Substring(key.LastIndexOf('/') + 1), out _) == column
                    && node is YamlScalar { IsNull: false } scalar
                    && scalar.Value.Trim().Length > 0
                )
                    return (scalar.Value.Trim(), new CatalogPlace(path, node.Line, node.Column, map!.Path(ServiceName.Printable(key))));
            }
        }

        return (null, new CatalogPlace(path, 0, 0, ""));
    }

    // A tag such as tier-1 or tier:critical.
    private static string? TierOf(IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
        {
            if (
                tag.Length <= 4
                || !tag.StartsWith("tier", StringComparison.OrdinalIgnoreCase)
                || (tag[4] is not ('-' or ':') && !char.IsDigit(tag[4]))
            )
                continue;
            var rest = tag.Substring(4).TrimStart('-', ':');
            if (rest.Length > 0)
                return char.IsDigit(rest[0]) ? tag : rest;
        }

        return null;
    }

    // group:default/team-a is team-a.
    private static string LastPart(string reference) => reference.Substring(reference.LastIndexOfAny([':', '/']) + 1);

    private static CatalogPlace PlaceOf(MapReader map, string key, string path) =>
        new(path, map.NodeOf(key).Line, map.NodeOf(key).Column, map.Path(key));
}
