using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>Puts a catalog together: each service once, dependencies looked up, cycles found.</summary>
internal sealed class CatalogBuilder(CatalogProblems problems)
{
    private readonly List<CatalogDraft> _drafts = [];
    private readonly Dictionary<(string Namespace, string Slug), CatalogDraft> _first = [];
    private readonly Dictionary<(string Namespace, string Name), CatalogDraft?> _entities = [];

    public void Add(CatalogDraft draft)
    {
        var service = draft.Service;
        var key = ((service.Namespace ?? "").ToUpperInvariant(), ServiceName.Slug(service.Service));
        if (_first.TryGetValue(key, out var first))
        {
            var where =
                first.Place.Line == 0
                    ? ""
                    : $", first in {ServiceName.Printable(first.Place.Path)}({first.Place.Line.ToString(CultureInfo.InvariantCulture)})";
            var isSame = first.Service.Service == service.Service;
            problems.Add(
                draft.Place with
                {
                    Field = "Service",
                },
                isSame
                    ? $"'{ServiceName.Printable(service.Service)}' is duplicated{where}; the first one counts"
                    : $"'{ServiceName.Printable(service.Service)}' and "
                        + $"'{ServiceName.Printable(first.Service.Service)}' have one short name, '{key.Item2}'{where}; "
                        + $"the first one counts",
                isSame
                    ? "Name each service once, or give the two different namespaces"
                    : "Rename one of them, or give the two different namespaces",
                isLost: true
            );
            return;
        }

        _first.Add(key, draft);
        _drafts.Add(draft);
        if (draft.EntityNamespace is { } space)
            _entities[Entity(space, service.Service)] = draft;
    }

    /// <summary>Notes an entity that others may depend on and that is not a service.</summary>
    public void AddNonService(string @namespace, string name)
    {
        if (!_entities.ContainsKey(Entity(@namespace, name)))
            _entities[Entity(@namespace, name)] = null;
    }

    public ServiceCatalog Complete()
    {
        var names = new ServiceCatalog(_drafts.Select(d => d.Service with { DependsOn = [] }).ToArray());
        var services = _drafts
            .Select(d => Path(d, d.Service with { DependsOn = d.DependsOn.SelectMany(r => Resolve(d, r, names)).Distinct().ToArray() }))
            .ToArray();
        var catalog = new ServiceCatalog(services);
        foreach (var cycle in DependencyCycles.Find(catalog))
        {
            var draft = _first[((cycle[0].Namespace ?? "").ToUpperInvariant(), ServiceName.Slug(cycle[0].Service))];
            var way =
                cycle.Count <= 8
                    ? cycle.Append(cycle[0]).Select(s => ServiceName.Printable(s.Service))
                    : cycle
                        .Take(4)
                        .Select(s => ServiceName.Printable(s.Service))
                        .Append("...")
                        .Append(ServiceName.Printable(cycle[0].Service));
            problems.Add(
                draft.DependsOn.Count > 0 ? draft.DependsOn[0].Place : draft.Place,
                cycle.Count == 1
                    ? $"'{ServiceName.Printable(cycle[0].Service)}' depends on itself"
                    : $"{cycle.Count.ToString(CultureInfo.InvariantCulture)} services depend on "
                        + $"each other in a cycle: {string.Join(" -> ", way)}",
                "Remove the dependency that is not needed to serve a request"
            );
        }

        return catalog;
    }

    private static CatalogService Path(CatalogDraft draft, CatalogService service) =>
        service.Line > 0 || draft.Place.Path == "input" ? service : service with { Path = draft.Place.Path, Line = draft.Place.Line };

    private IEnumerable<string> Resolve(CatalogDraft draft, CatalogReference reference, ServiceCatalog names)
    {
        if (draft.EntityNamespace is { } own && _entities.TryGetValue(Entity(reference.Namespace ?? own, reference.Name), out var entity))
            return entity is null ? [] : [Reference(draft.Service, entity.Service, names)];
        var match = names.FindDependency(draft.Service, reference.Text);
        if (match.Service is null)
        {
            var text = ServiceName.Printable(reference.Text);
            if (match.Others.Count > 0)
                problems.Add(
                    reference.Place,
                    $"'{text}' is in the namespaces "
                        + $"{string.Join(", ", match.Others.Take(5).Select(o => ServiceName.Printable(o.Namespace ?? "(none)")))}",
                    "Write namespace/name"
                );
            else
                problems.Add(
                    reference.Place,
                    $"'{ServiceName.Printable(draft.Service.Service)}' depends on '{text}', which is not in the catalog",
                    "Add the service, or correct the name"
                );
        }

        return [reference.Text];
    }

    // The name alone, unless it would mean another service.
    private static string Reference(CatalogService from, CatalogService to, ServiceCatalog names) =>
        to.Namespace is null || IsSame(names.FindDependency(from, to.Service).Service, to) ? to.Service : to.Namespace + "/" + to.Service;

    private static bool IsSame(CatalogService? found, CatalogService wanted) =>
        found is not null && found.Service == wanted.Service && found.Namespace == wanted.Namespace;

    private static (string Namespace, string Name) Entity(string @namespace, string name) =>
        (@namespace.ToUpperInvariant(), name.ToUpperInvariant());
}

/// <summary>A service as it was read; what it depends on is looked up when all services are known.</summary>
/// <param name="Service">The service, without its dependencies.</param>
/// <param name="DependsOn">What it depends on.</param>
/// <param name="Place">Where it was read.</param>
internal sealed record CatalogDraft(CatalogService Service, IReadOnlyList<CatalogReference> DependsOn, CatalogPlace Place)
{
    /// <summary>The namespace of a Backstage entity, which is not a Kubernetes namespace; null for other catalogs.</summary>
    public string? EntityNamespace { get; init; }
}

/// <summary>A reference to another service.</summary>
/// <param name="Namespace">Namespace, or null.</param>
/// <param name="Name">Name.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record CatalogReference(string? Namespace, string Name, CatalogPlace Place)
{
    /// <summary>As it is written in a catalog of services.</summary>
    public string Text => Namespace is null ? Name : Namespace + "/" + Name;
}

/// <summary>Where a value of a catalog stands.</summary>
/// <param name="Path">The file as the user knows it.</param>
/// <param name="Line">Line, from 1; the number of the object when there is no file.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Field">The field in the words of the catalog.</param>
internal readonly record struct CatalogPlace(string Path, int Line, int Column, string Field);
