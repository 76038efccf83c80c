using System.Globalization;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>One rule that is wrong does not take its neighbours along.</summary>
public sealed class FaultyRuleTests
{
    public static TheoryData<RuleFlavor, string> Strangers
    {
        get
        {
            var data = new TheoryData<RuleFlavor, string>();
            foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
            {
                data.Add(flavor, "- alert: Own\n");
                data.Add(flavor, "- expr: up == 0\n");
                data.Add(flavor, "- alert: Own\n  expr: sum(rate(a[5m])\n");
                data.Add(flavor, "- alert: Own\n  expr: up == 0\n  for: 5 minutes\n");
                data.Add(flavor, "- alert: Own\n  record: own\n  expr: up == 0\n");
                data.Add(flavor, "- alert: Own\n  expr: up == 0\n  labels: [a, b]\n");
                data.Add(flavor, "- just text\n");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void A_wrong_rule_beside_the_SLOs_is_named_and_they_are_read(RuleFlavor flavor, string rule)
    {
        var text = Rules(flavor);
        foreach (var whole in new[] { InGroupOfItsOwn(text, rule), InFirstGroup(text, rule) })
        {
            var result = ManifestImporter.ReadText(whole);
            Assert.Equal(["one", "two"], result.Definitions.Select(d => d.ShortName));
            var line = LineOf(whole, rule.Split('\n')[0]);
            Assert.NotEmpty(result.Problems);
            Assert.All(result.Problems, p => Assert.InRange(p.Line, line, line + 3));

            var errors = Linter.LintText(whole, LintOptions.Default).Where(f => f.Severity == FindingSeverity.Error).ToArray();
            Assert.NotEmpty(errors);
            Assert.All(errors, e => Assert.InRange(e.Line, line, line + 3));
            Assert.Equal(errors.Length, errors.Select(e => (e.Code, e.Line, e.Column)).Distinct().Count());

            var inventory = new InventoryReader(null, default);
            inventory.ReadText(whole, "rules.yaml");
            var items = inventory.Complete();
            Assert.Contains(items, i => i.Target == 0.99m);
            Assert.Contains(items, i => i.Target == 0.995m);
        }
    }

    [Theory]
    [InlineData(RuleFlavor.Exact, "slo:objective:ratio", "expr")]
    [InlineData(RuleFlavor.Exact, "slo_info", "expr")]
    [InlineData(RuleFlavor.Sloth, "slo:objective:ratio", "expr")]
    [InlineData(RuleFlavor.Sloth, "slo:sli_error:ratio_rate1h", "expr")]
    [InlineData(RuleFlavor.Sloth, "sloth_slo_info", "expr")]
    public void An_SLO_with_a_rule_that_cannot_be_read_is_left_out_alone(RuleFlavor flavor, string name, string key)
    {
        var lines = Rules(flavor).Split('\n').ToList();
        var at = lines.FindIndex(l => l.TrimStart() == "- record: " + name);
        var from = lines.FindIndex(at, l => l.TrimStart().StartsWith(key + ":", StringComparison.Ordinal));
        var to = lines.FindIndex(from + 1, l => l.TrimStart().StartsWith("labels:", StringComparison.Ordinal));
        lines.RemoveRange(from, to - from);
        var result = ManifestImporter.ReadText(string.Join('\n', lines));
        Assert.Equal(["two"], result.Definitions.Select(d => d.ShortName));
        Assert.Equal(at + 1, Assert.Single(result.Problems).Line);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_alert_of_Sloth_without_a_condition_leaves_out_its_SLO_alone(bool isPage)
    {
        var lines = Rules(RuleFlavor.Sloth).Split('\n').ToList();
        var alerts = lines.Select((l, i) => (l, i)).Where(l => l.l.TrimStart().StartsWith("- alert:", StringComparison.Ordinal)).ToArray();
        var at = alerts[isPage ? 0 : 1].i;
        var from = lines.FindIndex(at, l => l.TrimStart().StartsWith("expr:", StringComparison.Ordinal));
        var to = lines.FindIndex(from + 1, l => l.TrimStart().StartsWith("labels:", StringComparison.Ordinal));
        lines.RemoveRange(from, to - from);
        var result = ManifestImporter.ReadText(string.Join('\n', lines));
        Assert.Equal(["two"], result.Definitions.Select(d => d.ShortName));
        Assert.Equal(at + 1, Assert.Single(result.Problems).Line);
    }

    private static string Rules(RuleFlavor flavor)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new PrometheusRuleWriter().Write(
            [Definition("one", 0.99m), Definition("two", 0.995m)],
            new ManifestOptions { Flavor = flavor },
            text
        );
        return text.ToString();
    }

    private static SloDefinition Definition(string name, decimal target) =>
        new(
            name,
            "shop",
            QueryIndicator.FromBad($"sum(rate({name}_errors[{{{{.window}}}}]))", $"sum(rate({name}_all[{{{{.window}}}}]))"),
            target,
            TimeSpan.FromDays(30)
        )
        {
            Alerting =
            [
                new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m),
                new BurnRateAlert("page", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m),
                new BurnRateAlert("ticket", TimeSpan.FromDays(1), TimeSpan.FromHours(2), 3m),
                new BurnRateAlert("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1m),
            ],
        };

    private static string InGroupOfItsOwn(string text, string rule) =>
        text.TrimEnd('\n') + "\n- name: own\n  rules:\n" + Indented(rule, "  ");

    private static string InFirstGroup(string text, string rule)
    {
        var first = text.IndexOf("rules:\n", StringComparison.Ordinal) + "rules:\n".Length;
        var indent = text[first..(first + text[first..].IndexOf('-', StringComparison.Ordinal))];
        return text[..first] + Indented(rule, indent) + text[first..];
    }

    private static string Indented(string rule, string indent) =>
        string.Concat(rule.TrimEnd('\n').Split('\n').Select(l => indent + l + "\n"));

    private static int LineOf(string text, string line) => Array.FindIndex(text.Split('\n'), l => l.Trim() == line) + 1;
}
