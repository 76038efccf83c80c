using CsCheck;
using ProgressiveSlo.Migration.Roadmap;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

public sealed class WavePropertyTests
{
    private static readonly Gen<MigrationRequest> _requests =
        from tiers in OneOf(
            "low",
            "Bronze",
            "best effort",
            "medium",
            "silver",
            "high",
            "tier 1",
            "TIER_0",
            "gold",
            "critical",
            "odd",
            "weird",
            null
        ).Array[1, 60]
        from owners in OneOf("team-a", "team-b", "team-c", null).Array[60]
        from managed in Gen.Int[0, 9].Array[60]
        from size in Gen.Int[0, 7]
        from perOwner in Gen.Int[1, 4]
        select new MigrationRequest(
            [.. tiers.Select((t, i) => Roadmaps.Service("s" + i, t, owners[i]))],
            Roadmaps.Checklist with
            {
                ServicesPerOwner = perOwner,
            },
            Roadmaps.Start
        )
        {
            WaveSize = size == 0 ? null : size,
            Inventory = [.. tiers.Select((_, i) => i).Where(i => managed[i] == 0).Select(i => Roadmaps.Item("s" + i, handWritten: false))],
        };

    [Fact]
    public void Any_catalog_gives_waves_that_hold_each_service_once_in_the_order_of_tiers() =>
        _requests.Sample(request =>
        {
            var migration = MigrationPlanner.Plan(request);

            string[] placed =
            [
                .. migration.Pilots.Select(p => p.Service),
                .. migration.Waves.SelectMany(w => w.Services),
                .. migration.Services.Where(s => s.MigratedBefore).Select(s => s.Name),
            ];
            Assert.Equal(
                request.Catalog.Select(s => s.Service).OrderBy(s => s, StringComparer.Ordinal),
                placed.OrderBy(s => s, StringComparer.Ordinal)
            );

            int[] ranks =
            [
                .. migration.Waves.Select(w =>
                    Assert.Single(w.Services.Select(s => Roadmaps.Tiers.RankOf(migration.FindService(s)!.Tier)).Distinct())
                ),
            ];
            Assert.Equal(ranks.OrderBy(r => r), ranks);
            Assert.Equal(Enumerable.Range(1, migration.Waves.Count), migration.Waves.Select(w => w.Number));
            foreach (var wave in migration.Waves)
                Assert.True(Fits(wave, migration, request), $"{wave} has {wave.Services.Count} services");

            Assert.All(migration.Waves.Zip(migration.Waves.Skip(1)), pair => Assert.Equal(pair.First.EndDate, pair.Second.StartDate));
            Assert.All(migration.Waves.Take(1), w => Assert.Equal(Roadmaps.Start.AddDays(42), w.StartDate));
            Assert.Empty(MigrationValidator.Validate(Record(migration, request)));
        });

    [Fact]
    public void The_order_of_the_catalog_makes_no_difference() =>
        _requests.Sample(request =>
        {
            var one = MigrationPlanner.Plan(request);
            var other = MigrationPlanner.Plan(
                request with
                {
                    Catalog = [.. request.Catalog.Reverse()],
                    Inventory = [.. request.Inventory.Reverse()],
                }
            );
            Assert.Equal(one.Waves.Select(Text), other.Waves.Select(Text));
            Assert.Equal(
                one.Pilots.Select(p => p.Service + ": " + string.Join(", ", p.Reasons)),
                other.Pilots.Select(p => p.Service + ": " + string.Join(", ", p.Reasons))
            );
        });

    private static Gen<string?> OneOf(params string?[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static bool Fits(MigrationWave wave, SloMigration migration, MigrationRequest request) =>
        request.WaveSize is { } size
            ? wave.Services.Count <= size
            : wave.Services.GroupBy(s => migration.FindService(s)!.Owner).All(g => g.Count() <= request.Checklist.ServicesPerOwner);

    private static MigrationRecord Record(SloMigration migration, MigrationRequest request) =>
        new(migration.Name, migration.StartDate, request.Checklist)
        {
            Services = migration.Services,
            Pilots = migration.Pilots,
            Waves = migration.Waves,
        };

    private static string Text(MigrationWave wave) => wave + ": " + string.Join(", ", wave.Services) + " " + wave.StartDate.ToString("O");
}
