using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

/// <summary>Migrations for tests, with a checklist that is small enough to see through.</summary>
internal static class Roadmaps
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] _tiers = ["low", "medium", "high", "critical"];

    public static readonly TierOrder Tiers = new([
        ["best-effort", "low", "bronze", "tier-3"],
        ["standard", "medium", "silver", "tier-2"],
        ["important", "high", "tier-1"],
        ["critical", "gold", "tier-0"],
    ]);

    public static readonly MigrationChecklist Checklist = new(
        "small",
        [
            new ChecklistPhase("Assessment", 1, 2) { Activities = [new("Look around") { Id = "look" }] },
            new ChecklistPhase("Pilot", 3, 6) { Gate = ["RulesLoaded", "ParallelRunAgrees"] },
            new ChecklistPhase("Expansion", 7, 12)
            {
                HasWaves = true,
                Gate = ["ShareMigrated", "TierOrderKept"],
                SuccessCriteria = [new("Policies in use") { Id = "policies" }],
            },
            new ChecklistPhase("Optimization", 13, null),
        ],
        [
            new ChecklistSection(
                "Pilot Services",
                "Pilot",
                [
                    new("Deploy")
                    {
                        Id = "pilot-deploy",
                        Scope = StepScope.Pilot,
                        Verification = ["RulesLoaded"],
                        Migrates = true,
                    },
                    new("CRDs (optional)") { Id = "crds", Optional = true },
                ]
            ),
            new ChecklistSection(
                "Production Rollout",
                "Expansion",
                [
                    new("Validate")
                    {
                        Id = "validate",
                        Scope = StepScope.Wave,
                        Verification = ["DefinitionsValid"],
                    },
                    new("Deploy by tier")
                    {
                        Id = "deploy",
                        Scope = StepScope.Service,
                        Verification = ["TierOrderKept"],
                        Migrates = true,
                    },
                ]
            ),
        ],
        Tiers
    );

    public static CatalogService Service(string name, string? tier = null, string? owner = null) =>
        new(name) { Tier = tier, Owner = owner };

    public static MigrationRequest Request(params CatalogService[] services) => new(services, Checklist, Start) { Owner = "sre" };

    /// <summary>Two services of each tier.</summary>
    public static MigrationRequest EightServices() =>
        Request([.. _tiers.SelectMany(tier => new[] { Service(tier + "-a", tier, "team-a"), Service(tier + "-b", tier, "team-b") })]);

    public static SloMigration Do(this SloMigration migration, string id, StepCompletion completion) =>
        MigrationProgress.Complete(migration, migration.Step(id), completion);

    public static SloMigration Force(this SloMigration migration, string id, int day = 1) =>
        migration.Do(id, new StepCompletion("kim", Start.AddDays(day)) { Force = true, Reason = "for the test" });

    public static MigrationStep Step(this SloMigration migration, string id) => migration.Steps.Single(s => s.Id == id);

    public static SloEvidence Metric(string service, long eventsPerDay, double stdDev = 0.001, double coverage = 1, double weekend = 1) =>
        new()
        {
            Service = service,
            Coverage = coverage,
            AvailabilityStdDev = stdDev,
            Days = [.. Enumerable.Range(0, 28).Select(i => Day(Start.AddDays(i), eventsPerDay, weekend))],
        };

    public static SloInventoryItem Item(string service, bool handWritten) =>
        new()
        {
            Service = service,
            Name = service + "-availability",
            Method = handWritten ? SloMethod.BurnRateAlert : SloMethod.Definition,
            HandWritten = handWritten,
            Query = "errors / all",
            Path = "rules/" + service + ".yml",
            Certainty = Certainty.Certain,
            AlertWindows =
            [
                new InventoryAlert("Burning", "page")
                {
                    LongWindow = TimeSpan.FromHours(1),
                    ShortWindow = TimeSpan.FromMinutes(5),
                    BurnRate = 14.4m,
                },
            ],
        };

    public static DefinedSlo Defined(string service, params ObservedRule[] rules) => new(Definition(service), [rules]);

    public static SloDefinition Definition(string service) =>
        new(service + "-availability", service, RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))
        {
            Source = new SloSource("slo/" + service + ".yaml", 3, 1, "SloDev"),
        };

    private static SloDay Day(DateTime date, long events, double weekend)
    {
        var isWeekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var total = isWeekend ? (long)(events * weekend) : events;
        return new SloDay(date, total, total);
    }
}
