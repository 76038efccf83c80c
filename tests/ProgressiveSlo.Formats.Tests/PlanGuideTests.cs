using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>The guide to plan files names every key that the writer writes.</summary>
public sealed partial class PlanGuideTests
{
    [Fact]
    public void Every_key_of_an_indicator_and_of_the_latency_is_in_the_guide()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "plan-files.md"));
        var selector = MetricSelector.Parse("m{a=\"b\"}", "x");
        SloIndicator[] indicators =
        [
            new RatioIndicator(selector, selector).WithGrouping(["a"]),
            RatioIndicator.FromBad(selector, selector),
            QueryIndicator.FromGood("a", "b", "Datadog"),
            QueryIndicator.FromBad("a", "b"),
            new RawRatioIndicator("a", isSuccess: true, dataSource: "Datadog"),
            new ThresholdIndicator("a", "<", 1m, "Datadog"),
            new NativeLatencyIndicator(selector, TimeSpan.FromSeconds(1)) { Grouping = ["a"] },
            new BoolGaugeIndicator(selector) { Grouping = ["a"] },
        ];
        foreach (var indicator in indicators)
        {
            Assert.Contains($"`{indicator.Type}", guide, StringComparison.Ordinal);
            foreach (var key in Keys(TestPlans.Write(Plan(indicator)), "indicator"))
                Assert.True(
                    key is "type" || guide.Contains($"`{indicator.Type}.{key}`", StringComparison.Ordinal),
                    $"{indicator.Type}.{key} is not in docs/guides/plan-files.md"
                );
        }

        foreach (var key in Keys(TestPlans.Write(Plan(indicators[0])), "latency").Append("latency"))
            Assert.Contains($"| `{key}` |", guide, StringComparison.Ordinal);
    }

    private static SloPlan Plan(SloIndicator indicator) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec("api", TestPlans.Make().GetProfile(), indicator, SloPlanner.DefaultWindow) with
            {
                Latency = LatencyMetric.Parse("h_seconds{a=\"b\"}", true, "x"),
            },
            new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
        );

    // The keys below the type of an indicator, or below another key of the plan.
    private static IEnumerable<string> Keys(string plan, string top)
    {
        var lines = plan.Split('\n').SkipWhile(l => l != top + ":").Skip(1).TakeWhile(l => l.StartsWith(' ')).ToArray();
        var depth = top == "indicator" ? 4 : 2;
        return lines.Select(l => KeyPattern().Match(l)).Where(m => m.Success && m.Groups[1].Length == depth).Select(m => m.Groups[2].Value);
    }

    [GeneratedRegex("^( *)([A-Za-z]+):")]
    private static partial Regex KeyPattern();
}
