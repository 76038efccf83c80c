using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.Roadmap;

/// <summary>Plans migrations. The same request gives the same migration.</summary>
public static class MigrationPlanner
{
    /// <summary>Plans a migration.</summary>
    /// <param name="request">What it is planned from.</param>
    /// <exception cref="SloValidationException">The request is refused; fields are Catalog, Name, Owner, StartDate, Pilot and
    /// WaveSize.</exception>
    public static SloMigration Plan(MigrationRequest request)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        var start = Start(request.StartDate);
        if (request.WaveSize < 1)
            throw new SloValidationException("WaveSize", "A wave takes no service", "Give a whole number from 1");
        CheckNames(request.Catalog);

        // Files and rules write the names of services in their own way: the slug tells which are the same.
        var inventory = request.Inventory.Where(i => !string.IsNullOrEmpty(i.Service)).ToLookup(i => ServiceName.Slug(i.Service!));
        var evidence = request.Evidence.Where(e => !string.IsNullOrEmpty(e.Service)).ToLookup(e => ServiceName.Slug(e.Service!));
        bool IsManaged(CatalogService service) =>
            inventory[ServiceName.Slug(service.Service)].Any(i => !i.HandWritten)
            && !request.Pilots.Any(p => ServiceName.IsSame(p, service.Service));
        var open = request.Catalog.Where(s => !IsManaged(s)).ToArray();
        var candidates = open.Select(s =>
            {
                var slug = ServiceName.Slug(s.Service);
                return new PilotCandidate(s, request, evidence[slug].FirstOrDefault(), inventory[slug]);
            })
            .ToArray();
        var pilots = request.Pilots.Count > 0 ? PilotChoice.FromNamed(Named(request, candidates)) : PilotChoice.Choose(candidates);
        var record = new MigrationRecord(
            PlanText.Check(request.Name, "Name") ?? throw new SloValidationException("Name", "It is empty", "Give the migration a name"),
            start,
            request.Checklist
        )
        {
            Owner = PlanText.Check(request.Owner, "Owner"),
            Services = request.Catalog.Select(s => Service(s, IsManaged(s))).OrderBy(s => s.Name, StringComparer.Ordinal).ToArray(),
            Pilots = pilots,
            Guidance = request.Guidance,
            Waves = WavePlan.Create(open.Where(s => pilots.All(p => p.Service != s.Service)), request, start),
        };
        return new SloMigration(record);
    }

    /// <summary>Puts a migration together again from what was stored.</summary>
    /// <param name="record">What was stored; sound, as <see cref="MigrationValidator"/> says.</param>
    public static SloMigration Restore(MigrationRecord record) => new(record ?? throw new ArgumentNullException(nameof(record)));

    private static DateTime Start(DateTime date)
    {
        var day = UtcTime.Day(date);
        return day >= UtcTime.Earliest && day <= UtcTime.Latest
            ? day
            : throw new SloValidationException(
                "StartDate",
                $"{UtcTime.DateText(day)} is not from 1970 to 2199",
                "Give a date such as 2026-01-05"
            );
    }

    private static void CheckNames(IReadOnlyList<CatalogService> catalog)
    {
        if (catalog.Count == 0)
            throw new SloValidationException(
                "Catalog",
                "There is no service in it",
                "Give a catalog with the services that are to be migrated"
            );
        foreach (var service in catalog)
            ServiceName.Check(service.Service);
        if (catalog.GroupBy(s => ServiceName.Slug(s.Service)).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new SloValidationException(
                "Catalog",
                "Two services have one id: " + string.Join(" and ", same.Select(Place)),
                "Keep one of them, rename one, or plan a migration for each namespace"
            );
    }

    private static string Place(CatalogService service) =>
        $"'{ServiceName.Printable(service.Service)}'"
        + (service.Namespace is { } space ? " of " + ServiceName.Printable(space) : "")
        + (service.Line > 0 ? $" ({service.Path} line {service.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : "");

    private static MigrationService Service(CatalogService service, bool migratedBefore) =>
        new(service.Service)
        {
            Namespace = PlanText.Check(service.Namespace, "Namespace"),
            Tier = PlanText.Check(service.Tier, "Tier"),
            Owner = PlanText.Check(service.Owner, "Owner"),
            DependsOn = service.DependsOn.Select(d => PlanText.Check(d, "DependsOn")).OfType<string>().ToArray(),
            MigratedBefore = migratedBefore,
        };

    private static PilotCandidate[] Named(MigrationRequest request, PilotCandidate[] candidates) =>
        request
            .Pilots.Distinct()
            .Select(name =>
                candidates.FirstOrDefault(c => ServiceName.IsSame(c.Service.Service, name))
                ?? throw new SloValidationException(
                    "Pilot",
                    $"There is no service '{ServiceName.Printable(name)}' in the catalog",
                    "Give names of the catalog's services"
                )
            )
            .Distinct()
            .ToArray();
}

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
    public GuidanceSet Guidance { get; init; } = GuidanceSet.None;

    /// <summary>What exists already.</summary>
    public IReadOnlyList<SloInventoryItem> Inventory { get; init; } = [];

    /// <summary>Measurements of services, to choose pilots by.</summary>
    public IReadOnlyList<SloEvidence> Evidence { get; init; } = [];

    /// <summary>Services that are to be the pilots; empty to have them chosen.</summary>
    public IReadOnlyList<string> Pilots { get; init; } = [];

    /// <summary>The most services of a wave, at least 1; null for as many as their owners can take.</summary>
    public int? WaveSize { get; init; }
}
