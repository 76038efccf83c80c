using CsCheck;
using ProgressiveSlo.Core.Tests.Reporting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Reporting;
using ProgressiveSlo.Text;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Text;

/// <summary>Numbers without noise, and what people have written without commands for an agent.</summary>
public sealed class TextOfOthersTests
{
    [Theory]
    [InlineData("28.000000000000000000000000001", "28")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("33.333333333333333333333333", "33.3333333333333")]
    [InlineData("-66.666666666666666666666666", "-66.6666666666667")]
    [InlineData("0.0000000000123456789012345678", "0.0000000000123456789012346")]
    [InlineData("9007199254740991.4", "9007199254740991")]
    [InlineData("0.9996", "0.9996")]
    [InlineData("100.00", "100")]
    [InlineData("0", "0")]
    public void Noise_of_divisions_is_taken_away(string number, string text) =>
        Assert.Equal(
            text,
            NumberText.WithoutNoise(decimal.Parse(number, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)
        );

    [Fact]
    public void No_cell_holds_a_command_wherever_its_line_is_broken() =>
        ReportSamples.AnyText.Sample(text =>
        {
            var cell = PrintableText.EscapeCell(text);
            Assert.DoesNotContain("::", cell, StringComparison.Ordinal);
            Assert.DoesNotContain("##[", cell, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", cell, StringComparison.OrdinalIgnoreCase);
            Assert.True(PrintableText.IsPrintable(cell));
        });

    [Fact]
    public void A_report_of_a_plan_holds_no_command_that_a_reason_or_a_consequence_has() =>
        ReportSamples.AnyText.Sample(text =>
        {
            var profile = new PhaseProfile("default", TestProfiles.Default.Phases, new GateSettings([]))
            {
                ErrorBudgetPolicy = [new(0.5m, text), new(1m, "freeze")],
            };
            var plan = SloPlanner.Plan(
                SloPlanner.CreateSpec("api", profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
                FixedClock.Default.UtcNow
            );
            plan = plan.With(
                plan.Phases.Select(p => p.StartDate).ToArray(),
                "improvement",
                [new PlanHistoryEntry("baseline", "improvement", FixedClock.Default.UtcNow, text) { Reason = text }]
            );
            using var output = new StringWriter();
            new MarkdownPlanReport().Write(plan, output);
            var report = output.ToString();
            Assert.DoesNotContain("##vso[", report, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("##[", report, StringComparison.Ordinal);
            Assert.All(report.Split('\n'), line => Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line));
            Assert.Contains(
                "\n## Error budget policy\n\n| Consumed | Consequence |\n|---------:|-------------|\n| 50% | ",
                report,
                StringComparison.Ordinal
            );
            Assert.Contains("\n| 100% | freeze |\n\n## History\n", report, StringComparison.Ordinal);
            Assert.Equal("2026-03-01T12:00:00Z: baseline to improvement", plan.History[0].ToString());
        });

    [Fact]
    public void A_plan_without_a_policy_has_no_section_of_it()
    {
        var profile = new PhaseProfile("default", TestProfiles.Default.Phases, new GateSettings([]));
        using var output = new StringWriter();
        new MarkdownPlanReport().Write(
            SloPlanner.Plan(
                SloPlanner.CreateSpec("api", profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
                FixedClock.Default.UtcNow
            ),
            output
        );
        Assert.DoesNotContain("policy", output.ToString(), StringComparison.Ordinal);
    }
}
