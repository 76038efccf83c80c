using System;
using System.Collections.Generic;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Migration;

/// <summary>What a migration is planned from.</summary>
/// <param name="Catalog">The services; each name once.</param>
/// <param name="Checklist">The checklist.</param>
/// <param name="StartDate">First day; without zone it is taken as UTC, and the time of day is dropped.</param>
public sealed record MigrationRequest(IReadOnlyList<CatalogService> Catalog, MigrationChecklist Checklist, DateTime StartDate)
{
    /// <summary>Name of the migration.</summary>
    public string Name { get; init; } = "migration";

    /// <summary>Who leads it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The challenges and what helps.</summary>
    public MigrationGuidance Guidance { get; init; } = MigrationGuidance.None;

    /// <summary>What exists already.</summary>
    public IReadOnlyList<SloInventoryItem> Inventory { get; init; } = [];

    /// <summary>Measurements of services, to choose pilots by.</summary>
    public IReadOnlyList<SloMetric> Evidence { get; init; } = [];

    /// <summary>Services that are to be the pilots; empty to have them chosen.</summary>
    public IReadOnlyList<string> Pilots { get; init; } = [];

    /// <summary>The most services of a wave, at least 1; null for as many as their owners can take.</summary>
    public int? WaveSize { get; init; }
}
