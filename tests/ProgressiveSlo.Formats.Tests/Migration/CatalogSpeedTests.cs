using System.Text;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>
/// A catalog of 100,000 services. The work of two sizes is compared: what grows with the square takes a hundred times as much for ten
/// times as many.
/// </summary>
public sealed class CatalogSpeedTests
{
    private const double MostTimes = 40;

    [Fact]
    public void Ten_times_the_services_take_about_ten_times_the_work_to_read_and_to_compare()
    {
        Csv(1000);
        var (few, many) = (Csv(10_000), Csv(100_000));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"read {few.Read.TotalSeconds:F2} and {many.Read.TotalSeconds:F2} s, compared "
                + $"{few.Compare.TotalSeconds:F2} and {many.Compare.TotalSeconds:F2} s"
        );
        Assert.InRange(Work.Ratio(many.Read, few.Read), 0, MostTimes);
        Assert.InRange(Work.Ratio(many.Compare, few.Compare), 0, MostTimes);
    }

    [Fact]
    public void Ten_times_the_Backstage_entities_take_about_ten_times_the_work()
    {
        Backstage(200);
        var (few, many) = (Backstage(2000), Backstage(20_000));
        TestContext.Current.TestOutputHelper?.WriteLine($"{few.TotalSeconds:F2} and {many.TotalSeconds:F2} s");
        Assert.InRange(Work.Ratio(many, few), 0, MostTimes);
    }

    private static (TimeSpan Read, TimeSpan Compare) Csv(int services)
    {
        var csv = new StringBuilder("Service,Namespace,Tier,Owner,DependsOn,Target\n");
        for (var i = 0; i < services; i++)
            csv.Append(
                CultureInfo.InvariantCulture,
                $"svc-{i},ns-{i % 50},tier-{i % 4},team-{i % 100},ns-{(i + 1) % services % 50}/svc-{(i + 1) % services},0.99\n"
            );
        var content = CatalogSamples.Read("Service\n", isCsv: true);
        var read = Work.Least(() => content = CatalogSamples.Read(csv.ToString(), isCsv: true), rounds: 2);
        Assert.Equal(services, content.Services().Count);

        // All of them are one circle.
        Assert.Contains(
            $"{services} services depend on each other in a cycle",
            Assert.Single(content.Messages()),
            StringComparison.Ordinal
        );
        var items = Enumerable
            .Range(0, services / 2)
            .Select(i => new SloInventoryItem
            {
                Service = "SVC_" + i.ToString(CultureInfo.InvariantCulture),
                Name = "availability",
                Measure = SloMeasure.Availability,
                Method = SloMethod.BurnRateAlert,
                Target = 0.999m,
                HandWritten = true,
                Query = "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))",
            })
            .ToArray();
        GapAnalysis? analysis = null;
        var compare = Work.Least(
            () =>
                analysis = GapAnalysis.Run(
                    items,
                    content.Catalog,
                    GapRulesFile.BuiltIn,
                    GuidanceFile.BuiltIn,
                    TestContext.Current.CancellationToken
                ),
            rounds: 2
        );
        Assert.Equal(services / 2, analysis!.Gaps.Count(g => g.Code == "SloMissing"));
        Assert.Equal(services / 2, analysis!.Gaps.Count(g => g.Code == "TargetAboveDependency"));
        return (read, compare);
    }

    private static TimeSpan Backstage(int entities)
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < entities; i++)
            yaml.Append(
                CultureInfo.InvariantCulture,
                $"---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: svc-{i}\n  labels:\n    tier: "
                    + $"gold\nspec:\n  type: service\n  owner: team\n  dependsOn: ['component:svc-{Math.Max(0, i - 1)}']\n"
            );
        var content = CatalogSamples.Read("");
        var work = Work.Least(() => content = CatalogSamples.Read(yaml.ToString()), rounds: 2);
        Assert.Equal(entities, content.Services().Count);
        return work;
    }
}
