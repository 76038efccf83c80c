using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

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

    /// <summary>Whether it is a service that somebody should look after: one of the catalog, or without a catalog any that has a name.</summary>
    public bool IsKnown => Entry is not null || (!Scope.HasCatalog && Service is not null);

    /// <summary>Whether the catalog says that the service is not in production, now or any more: what it lacks is not urgent.</summary>
    public bool IsOutOfProduction => Entry?.Lifecycle?.ToUpperInvariant() is "EXPERIMENTAL" or "DEPRECATED" or "RETIRED" or "DEVELOPMENT";

    public string? Owner => Entry?.Owner ?? Items.Select(i => i.Item.Owner).FirstOrDefault(o => !string.IsNullOrEmpty(o));

    /// <summary>The availability that others can count on: the catalog's promise, otherwise the highest target of its SLOs; null when there is none.</summary>
    public decimal? Promise => Entry?.Target ?? HighestTarget;

    /// <summary>The highest availability that it wants to reach, by the catalog or by its SLOs; null when there is none.</summary>
    public decimal? Ambition => HighestTarget > Entry?.Target ? HighestTarget : Promise;

    private decimal? HighestTarget => Slos.Where(i => i.Item.Measure == SloMeasure.Availability).Max(i => i.Item.Target);
}
