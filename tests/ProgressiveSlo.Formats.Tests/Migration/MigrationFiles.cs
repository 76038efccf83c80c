using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Migration.Verification;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>Migrations for tests, planned by the built-in checklist.</summary>
internal static class MigrationFiles
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static MigrationRequest Request(int services = 9) =>
        new(
            [
                .. Enumerable
                    .Range(0, services)
                    .Select(i => new CatalogService($"service-{i}")
                    {
                        Tier = i switch
                        {
                            3 => null,
                            6 => "weird: tier",
                            _ => (i % 4) switch
                            {
                                0 => "bronze",
                                1 => "silver",
                                2 => "tier-2",
                                _ => "gold",
                            },
                        },
                        Owner = i == 5 ? null : "team " + (char)('a' + (i % 3)),
                        Namespace = i == 1 ? "shop" : null,
                        DependsOn = i == 2 ? ["service-1", "shop/service-0"] : [],
                    }),
            ],
            BuiltInChecklists.Default,
            Start
        )
        {
            Name = "to SLO-as-code",
            Owner = "sre: platform",
            Inventory =
            [
                new SloInventoryItem
                {
                    Service = "service-8",
                    Name = "done",
                    Method = SloMethod.Definition,
                    Format = "SloDev",
                },
            ],
        };

    /// <summary>A migration in its pilot phase, with steps of every kind done.</summary>
    public static SloMigration InPilot()
    {
        var migration = MigrationPlanner.Plan(Request());
        foreach (var step in migration.Steps.Where(s => s.Phase == "Assessment" && !s.Optional).ToArray())
            migration = Force(migration, step.Id, 8);
        migration = MigrationProgress.Complete(
            migration,
            Step(migration, "install-tools"),
            new StepCompletion("kim", Start.AddDays(16)) { Note = "https://wiki.example/tools#slo: installed" }
        );
        return Force(migration, "pilot-deploy." + migration.Pilots[0].Service, 20);
    }

    public static SloMigration Force(SloMigration migration, string id, int day) =>
        MigrationProgress.Complete(
            migration,
            Step(migration, id),
            new StepCompletion("kim", Start.AddDays(day).AddHours(9)) { Force = true, Reason = "rehearsal" }
        );

    public static MigrationStep Step(SloMigration migration, string id) => migration.Steps.Single(s => s.Id == id);

    public static string Write(SloMigration migration)
    {
        using var text = new StringWriter();
        MigrationWriter.Write(migration, text);
        return text.ToString();
    }
}
