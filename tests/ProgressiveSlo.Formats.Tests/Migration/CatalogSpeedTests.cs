using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration;

/// <summary>A catalog of 100,000 services. The bounds are ten times what a quiet machine takes: they find what grows with the square.</summary>
public sealed class CatalogSpeedTests
{
    private const int Services = 100_000;

    [Fact]
    public void A_catalog_of_100000_services_is_read_and_compared_in_seconds()
    {
        var csv = new StringBuilder("Service,Namespace,Tier,Owner,DependsOn,Target\n");
        for (var i = 0; i < Services; i++)
            csv.Append(CultureInfo.InvariantCulture, $"svc-{i},ns-{i % 50},tier-{i % 4},team-{i % 100},ns-{(i + 1) % 50}/svc-{(i + 1) % Services},0.99\n");
        var watch = Stopwatch.StartNew();
        var content = CatalogSamples.Read(csv.ToString(), isCsv: true);
        var read = watch.Elapsed;
        Assert.Equal(Services, content.Services().Count);

        // All of them are one cycle.
        Assert.Contains("100000 services depend on each other in a circle", Assert.Single(content.Messages()), StringComparison.Ordinal);
        var items = Enumerable.Range(0, Services / 2).Select(i => new SloInventoryItem
        {
            Service = "SVC_" + i.ToString(CultureInfo.InvariantCulture),
            Name = "availability",
            Measure = SloMeasure.Availability,
            Method = SloMethod.BurnRateAlert,
            Target = 0.999m,
            HandWritten = true,
            Query = "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))",
        }).ToArray();
        watch.Restart();
        var analysis = GapAnalysis.Run(items, content.Catalog, GapRulesFile.BuiltIn, GuidanceFile.BuiltIn, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"read {read.TotalSeconds:F2} s, compared {watch.Elapsed.TotalSeconds:F2} s, {analysis.Gaps.Count} gaps");
        Assert.Equal(Services / 2, analysis.Gaps.Count(g => g.Code == "SloMissing"));
        Assert.Equal(Services / 2, analysis.Gaps.Count(g => g.Code == "TargetAboveDependency"));
        Assert.InRange(read.TotalSeconds, 0, 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 40);
    }

    [Fact]
    public void Backstage_entities_cost_the_same_each()
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            yaml.Append(CultureInfo.InvariantCulture, $"---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: svc-{i}\n  labels:\n    tier: gold\nspec:\n  type: service\n  owner: team\n  dependsOn: ['component:svc-{Math.Max(0, i - 1)}']\n");
        var watch = Stopwatch.StartNew();
        var content = CatalogSamples.Read(yaml.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:F2} s");
        Assert.Equal(20_000, content.Services().Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }
}
