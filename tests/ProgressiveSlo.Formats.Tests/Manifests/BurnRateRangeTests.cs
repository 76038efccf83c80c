using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Factors that are no burn rates, wherever a document may give one: named with place and fix, and never computed with.</summary>
public sealed class BurnRateRangeTests
{
    private const string Factor = "14.4";

    // Formats whose alerts are written with their factor, and the field that has it.
    public static TheoryData<string, string, string> Wrong()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var format in new[] { "SloDev", "OpenSlo" })
        {
            data.Add(format, "0", "AlertAlwaysFires");
            data.Add(format, "-14.4", "AlertAlwaysFires");
            data.Add(format, "1e-40", "AlertAlwaysFires");
            data.Add(format, "1000000000.1", "AlertUnreachable");
            data.Add(format, "79228162514264337593543950335", "AlertUnreachable");
            foreach (var odd in new[] { "1e30", ".nan", ".inf", "-.inf", "NaN", "Infinity", "1e999", "14,4" })
                data.Add(format, odd, "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_factor_that_is_no_burn_rate_is_named_with_line_field_and_fix(string format, string factor, string code)
    {
        var text = Write(format);
        var at = text.IndexOf(Factor, StringComparison.Ordinal);
        var read = ManifestImporter.ReadText(text[..at] + factor + text[(at + Factor.Length)..]);
        Assert.Empty(read.Definitions);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((code, text[..at].Split('\n').Length), (problem.Problem.Code, problem.Line));
        Assert.EndsWith(
            format == "SloDev" ? "burnRates[0].burnRate" : "condition.threshold",
            problem.Problem.Field,
            StringComparison.Ordinal
        );
        Assert.Contains(Factor, problem.Problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SloDev")]
    [InlineData("OpenSlo")]
    [InlineData("PrometheusRule")]
    public void The_largest_factor_and_a_very_small_one_are_read(string format)
    {
        foreach (var factor in new[] { 1_000_000_000m, 0.0000001m })
        {
            var read = ManifestImporter.ReadText(Write(format, factor, 0.9999999999m));
            Assert.Empty(read.Problems);
            Assert.Equal(factor, Assert.Single(Assert.Single(read.Definitions).Alerting).BurnRate);
        }
    }

    [Theory]
    [InlineData("burnRate: 0", "phases[1].alerting[0].burnRate")]
    [InlineData("burnRate: -8", "phases[1].alerting[0].burnRate")]
    [InlineData("burnRate: 1e10", "phases[1].alerting[0].burnRate")]
    [InlineData("burnRate: .inf", "phases[1].alerting[0].burnRate")]
    [InlineData("burnRate: .nan", "phases[1].alerting[0].burnRate")]
    public void Plans_name_theirs(string wrong, string field)
    {
        using var output = new StringWriter();
        PlanWriter.Write(TestPlans.Make(), output);
        var text = output.ToString();
        var line = text.Split('\n').TakeWhile(l => !l.Contains("burnRate: 8", StringComparison.Ordinal)).Count() + 1;
        var error = Assert.Throws<SloDocumentException>(() =>
            PlanReader.Read(text.Replace("burnRate: 8\n", wrong + "\n", StringComparison.Ordinal), "p.yaml")
        );
        var problem = Assert.Single(error.Problems);
        Assert.Equal((field, line), (problem.Problem.Field, problem.Line));
    }

    [Theory]
    [InlineData("errorBudgetPercent: 2,", "errorBudgetPercent: 0,", "spec.page.quick.errorBudgetPercent")]
    [InlineData("errorBudgetPercent: 2,", "errorBudgetPercent: 1e-20,", "spec.page.quick.errorBudgetPercent")]
    [InlineData("errorBudgetPercent: 2,", "errorBudgetPercent: .inf,", "spec.page.quick.errorBudgetPercent")]
    [InlineData("shortWindow: 5m, longWindow: 1h", "shortWindow: 1ms, longWindow: 2ms", "spec.page.quick.longWindow")]
    public void Sets_of_alert_windows_give_factors_that_can_be_read_again(string was, string now, string field)
    {
        const string Set = """
            apiVersion: sloth.slok.dev/v1
            kind: AlertWindows
            spec:
              sloPeriod: 3650d
              page:
                quick: {errorBudgetPercent: 2, shortWindow: 5m, longWindow: 1h}
                slow: {errorBudgetPercent: 5, shortWindow: 30m, longWindow: 6h}
              ticket:
                quick: {errorBudgetPercent: 10, shortWindow: 2h, longWindow: 1d}
                slow: {errorBudgetPercent: 10, shortWindow: 6h, longWindow: 3d}
            """;
        Assert.NotNull(AlertWindowsReader.Read(Set, "x", "x"));
        var error = Assert.Throws<SloDocumentException>(() =>
            AlertWindowsReader.Read(Set.Replace(was, now, StringComparison.Ordinal), "x", "x")
        );
        Assert.Equal(field, Assert.Single(error.Problems).Problem.Field);
    }

    // A threshold of 0 is how people test an alert: its factor is none that a document could hold.
    [Theory]
    [InlineData("0.0144", "0", 0.999)]
    [InlineData("0.0144", "1000000000", 0.999)]
    [InlineData("0.00000000144", "0.9", 0.9999999999)]
    public void A_rule_with_such_a_threshold_was_changed_by_hand(string was, string now, double target)
    {
        var text = Write("PrometheusRule", 14.4m, (decimal)target);
        Assert.Contains($" > {was}", text, StringComparison.Ordinal);
        var read = ManifestImporter.ReadText(text.Replace($" > {was}", $" > {now}", StringComparison.Ordinal));
        Assert.Empty(read.Problems);
        var definition = Assert.Single(read.Definitions);
        Assert.Empty(definition.Alerting);
        Assert.NotEmpty(definition.Losses);
    }

    private static string Write(string format, decimal factor = 14.4m, decimal target = 0.999m) =>
        ManifestDocuments.Write(
            ManifestFormats.FindWriter(format)!,
            [
                new SloDefinition(
                    "checkout-availability",
                    "checkout",
                    QueryIndicator.FromBad("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))"),
                    target,
                    TimeSpan.FromDays(30)
                )
                {
                    Alerting = [new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), factor)],
                },
            ],
            ManifestOptions.Default,
            out _
        );
}
