using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Migration;

/// <summary>The whole inventory by services.</summary>
internal sealed class GapScope
{
    private readonly Dictionary<CatalogService, GapSubject> _byEntry;

    public GapScope(IReadOnlyList<SloInventoryItem> inventory, ServiceCatalog? catalog)
    {
        Catalog = catalog;
        var matched = new Dictionary<CatalogService, List<GapItem>>(SameService.Instance);
        var others = new Dictionary<string, (string? Service, List<GapItem> Items)>(StringComparer.Ordinal);
        foreach (var item in inventory.Select(i => new GapItem(i)))
        {
            if (catalog?.Find(item.Item.Service ?? "", InventoryNamespace.Of(item.Item, item.Query)).Service is { } entry)
            {
                if (!matched.TryGetValue(entry, out var items))
                    matched.Add(entry, items = []);
                items.Add(item);
                continue;
            }

            // Without a catalog nothing says which namespaces there are: the name alone tells services apart.
            var key = string.IsNullOrEmpty(item.Item.Service) ? "" : ServiceName.Slug(item.Item.Service!);
            if (!others.TryGetValue(key, out var other))
                others.Add(key, other = (key.Length == 0 ? null : item.Item.Service, []));
            other.Items.Add(item);
        }

        _byEntry = (catalog?.Services ?? []).ToDictionary(e => e, e => new GapSubject(e.Service, e, matched.TryGetValue(e, out var items) ? items : [], this), SameService.Instance);
        Subjects = _byEntry.Values.Concat(others.Values.Select(o => new GapSubject(o.Service, null, o.Items, this))).ToArray();
    }

    public ServiceCatalog? Catalog { get; }

    public bool HasCatalog => Catalog is not null;

    /// <summary>The services of the catalog in its order, then names that are not in it, then items without a name.</summary>
    public IReadOnlyList<GapSubject> Subjects { get; }

    /// <summary>The services that one depends on, as far as they are known.</summary>
    public IEnumerable<GapSubject> DependenciesOf(CatalogService service) => service.DependsOn
        .Select(d => Catalog!.FindDependency(service, d).Service)
        .OfType<CatalogService>()
        .Distinct(SameService.Instance)
        .Where(d => !ReferenceEquals(d, service))
        .Select(d => _byEntry[d]);
}
