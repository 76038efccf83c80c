using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

public sealed class PlannerTests
{
    [Fact]
    public void Phases_stand_on_the_calendar()
    {
        var migration = MigrationPlanner.Plan(Roadmaps.EightServices() with { StartDate = new DateTime(2026, 1, 5, 13, 0, 0) });
        Assert.Equal(["2026-01-05", "2026-01-19", "2026-02-16", "2026-03-30"], migration.Phases.Select(p => $"{p.StartDate:yyyy-MM-dd}"));
        Assert.Equal(["2026-01-19", "2026-02-16", "2026-03-30", ""], migration.Phases.Select(p => $"{p.EndDate:yyyy-MM-dd}"));
        Assert.Equal(["1-2", "3-6", "7-12", "13+"], migration.Phases.Select(p => p.Weeks));
        Assert.Equal("Assessment", migration.CurrentPhase);
    }

    [Fact]
    public void Names_of_inventory_evidence_and_pilots_need_no_letter_for_letter_match()
    {
        var request = Roadmaps.Request(Roadmaps.Service("checkout-api", "low", "x"), Roadmaps.Service("cart", "low", "x")) with
        {
            Inventory =
            [
                new SloInventoryItem
                {
                    Service = "Checkout API",
                    Method = SloMethod.Definition,
                    Target = 0.99m,
                },
            ],
        };
        Assert.True(MigrationPlanner.Plan(request).FindService("checkout-api")!.MigratedBefore);
        var pilot = Assert.Single(MigrationPlanner.Plan(request with { Pilots = ["Checkout_API", "checkout-api"] }).Pilots);
        Assert.Equal("checkout-api", pilot.Service);
        var hand = new SloInventoryItem
        {
            Service = "CART",
            HandWritten = true,
            Query = "a / b",
            Path = "cart.yaml",
            Name = "Errors",
        };
        var measured = MigrationPlanner.Plan(
            request with
            {
                Inventory = [hand with { Certainty = Certainty.Certain }],
                Evidence = [new SloEvidence { Service = "Cart", Coverage = 0.5 }],
                Pilots = ["cart"],
            }
        );
        Assert.Contains(Assert.Single(measured.Pilots).Reasons, r => r.Contains("cart.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(measured.Pilots[0].Reasons, r => r.StartsWith("There was no evidence", StringComparison.Ordinal));
    }

    [Fact]
    public void Waves_are_spread_over_their_phase_in_whole_weeks()
    {
        var migration = MigrationPlanner.Plan(Roadmaps.EightServices());
        Assert.Equal(["low", "medium", "high", "critical"], migration.Waves.Select(w => w.Tier));
        Assert.Equal(["low-b", "medium-a", "high-b"], migration.Waves.Take(3).SelectMany(w => w.Services));
        Assert.Equal(["2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"], migration.Waves.Select(w => $"{w.StartDate:yyyy-MM-dd}"));
        var two = MigrationPlanner.Plan(
            Roadmaps.EightServices() with
            {
                Catalog = [.. Roadmaps.EightServices().Catalog.Where(c => c.Tier is "low" or "critical")],
                Pilots = ["low-a"],
            }
        );
        Assert.Equal(["2026-02-16", "2026-03-09"], two.Waves.Select(w => $"{w.StartDate:yyyy-MM-dd}"));
    }

    [Fact]
    public void Waves_that_do_not_fit_go_on_after_the_phase_and_that_is_said()
    {
        var migration = MigrationPlanner.Plan(
            Roadmaps.Request([.. Enumerable.Range(0, 30).Select(i => Roadmaps.Service($"s{i:00}", "low", "one"))])
        );
        Assert.Equal(14, migration.Waves.Count);
        Assert.Equal(Roadmaps.Start.AddDays(7 * 20), migration.Waves[^1].EndDate);
        Assert.Contains("8 of 14 waves end after the phase Expansion: make waves larger, or give the phase more weeks", migration.Remarks);
    }

    [Fact]
    public void Services_about_which_nothing_is_known_come_last_and_are_named()
    {
        var migration = MigrationPlanner.Plan(
            Roadmaps.Request(
                Roadmaps.Service("a", "critical", "x"),
                Roadmaps.Service("b", null, "x"),
                Roadmaps.Service("c", "shiny", "x"),
                Roadmaps.Service("d", "low"),
                Roadmaps.Service("e", "low", "x")
            ) with
            {
                Pilots = ["d", "e"],
            }
        );
        Assert.Equal(["a", "c", "b"], migration.Waves.Select(w => w.Services.Single()));
        Assert.Contains("b has no tier, and may be critical: it comes last", migration.Remarks);
        Assert.Contains("c has a tier that the checklist does not know, and comes last", migration.Remarks);
        Assert.Contains("d has no owner, so nobody is asked about it", migration.Remarks);
    }

    [Fact]
    public void Services_with_slo_as_code_are_migrated_already()
    {
        var migration = MigrationPlanner.Plan(
            Roadmaps.EightServices() with
            {
                Inventory = [Roadmaps.Item("low-a", handWritten: false), Roadmaps.Item("low-b", handWritten: true)],
            }
        );
        Assert.True(migration.FindService("low-a")!.MigratedBefore);
        Assert.False(migration.FindService("low-b")!.Migrated);
        Assert.Equal(0.125m, migration.MigratedShare);
        Assert.DoesNotContain("low-a", migration.Waves.SelectMany(w => w.Services).Concat(migration.Pilots.Select(p => p.Service)));
    }

    [Fact]
    public void Owners_are_the_stakeholders()
    {
        var migration = MigrationPlanner.Plan(Roadmaps.EightServices());
        Assert.Equal(["team-a", "team-b"], migration.Stakeholders.Select(s => s.Owner));
        Assert.Equal(["critical-a", "high-a", "low-a", "medium-a"], migration.Stakeholders[0].Services);
        Assert.Equal("team-b", migration.Step("deploy.low-b").Owner);
        Assert.Equal("sre", migration.Step("look").Owner);
        Assert.Equal("team-b", migration.Step("validate.wave-1").Owner);
    }

    [Fact]
    public void Two_services_of_one_id_are_refused_with_their_places()
    {
        CatalogService[] services =
        [
            Roadmaps.Service("Check Out") with
            {
                Namespace = "eu",
                Path = "catalog.csv",
                Line = 2,
            },
            Roadmaps.Service("check-out") with
            {
                Path = "catalog.csv",
                Line = 9,
            },
        ];
        var error = Assert.Throws<SloValidationException>(() => MigrationPlanner.Plan(Roadmaps.Request(services)));
        Assert.Equal(
            "Catalog: Two services have one id: 'Check Out' of eu (catalog.csv line 2) and 'check-out' (catalog.csv "
                + "line 9). Keep one of them, rename one, or plan a migration for each namespace.",
            error.Message
        );
    }

    [Theory]
    [InlineData("Tier 0", 3)]
    [InlineData("TIER_0", 3)]
    [InlineData(" gold ", 3)]
    [InlineData("Best Effort", 0)]
    [InlineData("tier 9", 4)]
    [InlineData("", 4)]
    public void Tiers_are_found_in_any_spelling(string tier, int rank) => Assert.Equal(rank, Roadmaps.Tiers.RankOf(tier));
}
