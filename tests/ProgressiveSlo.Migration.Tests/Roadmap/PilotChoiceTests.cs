using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using Xunit;

namespace ProgressiveSlo.Migration.Tests.Roadmap;

public sealed class PilotChoiceTests
{
    [Fact]
    public void Pilots_are_of_different_tiers_and_none_of_the_most_critical()
    {
        var migration = MigrationPlanner.Plan(Roadmaps.EightServices());
        Assert.Equal(["low", "medium", "high"], migration.Pilots.Select(p => p.Tier));
        Assert.All(migration.Pilots, p => Assert.Contains($"The only pilot of the tier {p.Tier}", p.Reasons));
        Assert.All(migration.Pilots, p => Assert.Contains("There was no evidence about its metrics: look at them first", p.Reasons));
    }

    [Fact]
    public void Healthy_metrics_come_first()
    {
        var request = Roadmaps.EightServices() with
        {
            Evidence =
            [
                Roadmaps.Metric("low-a", 50_000, coverage: 0.5),
                Roadmaps.Metric("low-b", 50_000),
                Roadmaps.Metric("medium-a", 200_000, stdDev: 0.2),
                Roadmaps.Metric("medium-b", 2_000_000),
                Roadmaps.Metric("high-a", 20),
                Roadmaps.Metric("high-b", 5_000),
            ],
        };
        var migration = MigrationPlanner.Plan(request);
        Assert.Equal(["low-b", "medium-b", "high-b"], migration.Pilots.Select(p => p.Service));
        Assert.Contains("About 2 million events a day: high traffic, the same all week", migration.Pilots[1].Reasons);
        Assert.Contains(
            "Its metrics are healthy: 100% of the intervals have data, the availability of days varies by 0.1%",
            migration.Pilots[1].Reasons
        );
    }

    [Fact]
    public void Of_one_tier_another_shape_of_traffic_and_another_owner_are_taken()
    {
        var request = Roadmaps.Request(
            Roadmaps.Service("a", "low", "one"),
            Roadmaps.Service("b", "low", "one"),
            Roadmaps.Service("c", "low", "one"),
            Roadmaps.Service("d", "low", "two"),
            Roadmaps.Service("z", "critical", "two")
        ) with
        {
            Evidence =
            [
                Roadmaps.Metric("a", 50_000),
                Roadmaps.Metric("b", 50_000),
                Roadmaps.Metric("c", 50_000, weekend: 0.2),
                Roadmaps.Metric("d", 50_000),
            ],
        };
        Assert.Equal(["a", "c"], MigrationPlanner.Plan(request).Pilots.Select(p => p.Service));
        Assert.Contains("About 39,000 events a day: medium traffic, less at weekends", MigrationPlanner.Plan(request).Pilots[1].Reasons);
        Assert.Equal(["a", "d"], MigrationPlanner.Plan(request with { Evidence = [] }).Pilots.Select(p => p.Service));
    }

    [Fact]
    public void A_service_with_something_to_compare_with_is_taken_first()
    {
        var request = Roadmaps.EightServices() with
        {
            Inventory =
            [
                Roadmaps.Item("low-b", handWritten: true),
                Roadmaps.Item("medium-a", handWritten: true) with
                {
                    Certainty = Certainty.Possible,
                },
            ],
        };
        var pilot = MigrationPlanner.Plan(request).Pilots[0];
        Assert.Equal("low-b", pilot.Service);
        Assert.Contains("Has a hand-written SLO to compare with, low-b-availability in rules/low-b.yml, with alerts", pilot.Reasons);
        Assert.Contains("Has no hand-written SLO to compare with", MigrationPlanner.Plan(request).Pilots[1].Reasons);
    }

    [Fact]
    public void Named_pilots_are_taken_as_they_are()
    {
        var migration = MigrationPlanner.Plan(
            Roadmaps.EightServices() with
            {
                Pilots = ["critical-a", "low-a"],
                Inventory = [Roadmaps.Item("low-a", handWritten: false)],
            }
        );
        Assert.Equal(["critical-a", "low-a"], migration.Pilots.Select(p => p.Service));
        Assert.Equal("Named as a pilot", migration.Pilots[0].Reasons[0]);
        Assert.Equal(6, migration.Waves.Sum(w => w.Services.Count));
        var error = Assert.Throws<SloValidationException>(() =>
            MigrationPlanner.Plan(Roadmaps.EightServices() with { Pilots = ["nobody"] })
        );
        Assert.Equal("Pilot: There is no service 'nobody' in the catalog. Give names of the catalog's services.", error.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(40, 3)]
    public void There_are_two_or_three_pilots_where_there_are_enough_services(int services, int pilots) =>
        Assert.Equal(
            pilots,
            MigrationPlanner.Plan(Roadmaps.Request([.. Enumerable.Range(0, services).Select(i => Roadmaps.Service("s" + i))])).Pilots.Count
        );
}
