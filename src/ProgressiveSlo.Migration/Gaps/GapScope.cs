using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>The whole inventory by services.</summary>
internal sealed class GapScope
{
    private readonly Dictionary<CatalogService, GapSubject> _byEntry;

    public GapScope(IReadOnlyList<SloInventoryItem> inventory, ServiceCatalog? catalog)
    {
        Catalog = catalog;
        var matched = new Dictionary<CatalogService, List<GapItem>>(ReferenceComparer<CatalogService>.Instance);
        var others = new Dictionary<string, (string? Service, List<GapItem> Items)>(StringComparer.Ordinal);
        foreach (var item in inventory.Select(i => new GapItem(i)))
        {
            if (catalog?.Find(item.Item.Service ?? "", InventoryNamespace.Find(item.Item, item.Query)).Service is { } entry)
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

        _byEntry = (catalog?.Services ?? []).ToDictionary(
            e => e,
            e => new GapSubject(e.Service, e, matched.TryGetValue(e, out var items) ? items : [], this),
            ReferenceComparer<CatalogService>.Instance
        );
        Subjects = _byEntry.Values.Concat(others.Values.Select(o => new GapSubject(o.Service, null, o.Items, this))).ToArray();
    }

    public ServiceCatalog? Catalog { get; }

    /// <summary>The services of the catalog in its order, then names that are not in it, then items without a name.</summary>
    public IReadOnlyList<GapSubject> Subjects { get; }

    /// <summary>The services that one depends on, as far as they are known.</summary>
    public IEnumerable<GapSubject> DependenciesOf(CatalogService service) =>
        service
            .DependsOn.Select(d => Catalog!.FindDependency(service, d).Service)
            .OfType<CatalogService>()
            .Distinct(ReferenceComparer<CatalogService>.Instance)
            .Where(d => !ReferenceEquals(d, service))
            .Select(d => _byEntry[d]);
}

/// <summary>One service and what the inventory has for it; or items that belong to no service of the catalog.</summary>
internal sealed class GapSubject
{
    public GapSubject(string? service, CatalogService? entry, IReadOnlyList<GapItem> items, GapScope scope)
    {
        Service = service;
        Entry = entry;
        Items = items;
        Scope = scope;
        Slos = items.Where(i => i.Item.IsSlo()).ToArray();
    }

    /// <summary>Name of the service; null for items that name none.</summary>
    public string? Service { get; }

    /// <summary>The service in the catalog, or null.</summary>
    public CatalogService? Entry { get; }

    public GapScope Scope { get; }

    public IReadOnlyList<GapItem> Items { get; }

    /// <summary>The items that are SLOs.</summary>
    public IReadOnlyList<GapItem> Slos { get; }

    /// <summary>
    /// Whether it is a service that somebody should look after: one of the catalog, or without a catalog any that has a name.
    /// </summary>
    public bool IsKnown => Entry is not null || (Scope.Catalog is null && Service is not null);

    /// <summary>Whether the catalog says that the service is not in production, now or any more: what it lacks is not urgent.</summary>
    public bool IsOutOfProduction => Entry?.Lifecycle?.ToUpperInvariant() is "EXPERIMENTAL" or "DEPRECATED" or "RETIRED" or "DEVELOPMENT";

    public string? Owner => Entry?.Owner ?? Items.Select(i => i.Item.Owner).FirstOrDefault(o => !string.IsNullOrEmpty(o));

    /// <summary>
    /// The availability that others can count on: the catalog's promise, otherwise the highest target of its SLOs; null when there is none.
    /// </summary>
    public decimal? PromisedAvailability => Entry?.Target ?? HighestTarget;

    /// <summary>The highest availability that it wants to reach, by the catalog or by its SLOs; null when there is none.</summary>
    public decimal? IntendedAvailability => HighestTarget > Entry?.Target ? HighestTarget : PromisedAvailability;

    /// <summary>A finding about the service, or about one of its items.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">What is missing or wrong.</param>
    /// <param name="item">The item that it is about, or null for the service.</param>
    /// <param name="fix">What to do here; null when the general guidance says it all.</param>
    public Finding Report(string code, string message, GapItem? item = null, string? fix = null)
    {
        var place = new FindingPlace(item?.Item.Path ?? Entry?.Path ?? "", item?.Item.Line ?? Entry?.Line ?? 0);
        return new Finding(code, place, message, fix) { Service = Service, Name = item?.Item.Name };
    }

    private decimal? HighestTarget => Slos.Where(i => i.Item.Measure == SloMeasure.Availability).Max(i => i.Item.Target);
}

/// <summary>An inventory item and its queries, parsed once for all checks.</summary>
internal sealed class GapItem
{
    private readonly SliQuery _query;
    private readonly Lazy<IReadOnlyList<(ObservedRule Rule, PromQlExpression Tree)>> _recordings;

    public GapItem(SloInventoryItem item)
    {
        Item = item;
        _query = new SliQuery(item.Query);
        _recordings = new Lazy<IReadOnlyList<(ObservedRule, PromQlExpression)>>(() =>
            item
                .Rules.Where(r => r.Kind == ObservedRuleKind.Recording)
                .Select(r => (Rule: r, Tree: new SliQuery(r.Expression).Tree))
                .Where(r => r.Tree is not null)
                .Select(r => (r.Rule, r.Tree!))
                .ToArray()
        );
    }

    public SloInventoryItem Item { get; }

    /// <summary>The item's query, or null when it is not PromQL.</summary>
    public PromQlExpression? Query => _query.Tree;

    /// <summary>The recording rules that are PromQL.</summary>
    public IReadOnlyList<(ObservedRule Rule, PromQlExpression Tree)> Recordings => _recordings.Value;

    /// <summary>The item's name for a message.</summary>
    public string Name => ServiceName.Printable(Item.Name.Length > 0 ? Item.Name : Item.Service ?? "(no name)");

    /// <summary>Where the item is defined, for a message: <c> in slo/a.yaml(12)</c>, or nothing.</summary>
    public string Where => Item.Path.Length == 0 ? "" : " in " + PlaceText.Format(ServiceName.Printable(Item.Path), Item.Line);
}
