using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Tests.Migration.Inventory;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Rules in every form that tools have of them: lint, inventory and import agree on what is rules.</summary>
public sealed class RuleFormTests
{
    private static readonly string _generated = Generated();

    public static TheoryData<string> Forms =>
        [
            "",
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:",
            "apiVersion: monitoring.rhobs/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:",
            "apiVersion: operator.victoriametrics.com/v1beta1\nkind: VMRule\nmetadata: {name: a}\nspec:",
            "apiVersion: monitoring.openshift.io/v1\nkind: AlertingRule\nmetadata: {name: a}\nspec:",
            "apiVersion: monitoring.googleapis.com/v1\nkind: Rules\nmetadata: {name: a}\nspec:",
            "apiVersion: monitoring.googleapis.com/v1\nkind: ClusterRules\nmetadata: {name: a}\nspec:",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: monitoring.rhobs/v1\n  kind: PrometheusRule\n  metadata: {name: a}\n  spec:",
            "apiVersion: v1\nkind: VMRuleList\nitems:\n- apiVersion: operator.victoriametrics.com/v1beta1\n  kind: VMRule\n"
                + "  metadata: {name: a}\n  spec:",
            "additionalPrometheusRulesMap:\n  shop:",
            "serverFiles:\n  alerting_rules.yml:",
        ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rules_are_rules_to_everybody(string head)
    {
        var text = Wrap(head, Inventories.Rules);
        Assert.DoesNotContain(Linter.LintText(text, LintOptions.Default), f => f.Severity != FindingSeverity.Information);
        Assert.Contains(Linter.LintText(text, LintOptions.Default), f => f.Code == "RulesHandWritten");
        var inventory = Inventories.Read(text);
        Assert.Empty(inventory.Findings);
        Assert.Equal(0.999m, Assert.Single(inventory.Items).Target);
        Assert.Equal("checkout", Assert.Single(ManifestImporter.ReadText(Wrap(head, _generated)).Definitions).Service);

        // A mistake in a query is found in each of them, and is at its own line.
        var bad = Wrap(head, Inventories.Rules.Replace("0.001", "0.001 +", StringComparison.Ordinal));
        var line = bad.Split('\n').ToList().FindIndex(l => l.Contains("expr:", StringComparison.Ordinal)) + 1;
        if (!head.Contains("VMRule", StringComparison.Ordinal))
            Assert.Equal(line, Linter.LintText(bad, LintOptions.Default).Single(f => f.Code == "PromQlSyntax").Line);
    }

    [Theory]
    [InlineData("prometheusRule:\n  rules:\n")]
    [InlineData("metrics:\n  prometheusRule:\n    enabled: true\n    rules:\n")]
    [InlineData("alerts:\n")]
    [InlineData("recordingrule: []\nalerts:\n")]
    public void Lists_of_rules_that_a_chart_puts_into_a_group_are_rules(string head)
    {
        var rules = string.Join('\n', Inventories.Rules.Split('\n').Skip(3));
        Assert.Equal(0.999m, Assert.Single(Inventories.Read(head + rules).Items).Target);
        Assert.Empty(Inventories.Read(head + rules).Findings);
        Assert.Equal(["RulesHandWritten"], Linter.LintText(head + rules, LintOptions.Default).Select(f => f.Code));
        var bad = Linter.LintText(head + rules.Replace("for: 2m", "for: 2x", StringComparison.Ordinal), LintOptions.Default);
        Assert.Contains(bad, f => f is { Code: "DurationInvalid", Severity: FindingSeverity.Error });
    }

    [Theory]
    [InlineData("loki.grafana.com/v1", "AlertingRule")]
    [InlineData("loki.grafana.com/v1", "RecordingRule")]
    [InlineData("loki.grafana.com/v1beta1", "AlertingRule")]
    public void Rules_of_Loki_are_skipped_and_that_is_said_once(string version, string kind)
    {
        const string Rules = """
            groups:
              - name: g
                rules:
                  - {alert: A, expr: 'sum(rate({app="a"} |= "error" [5m])) > 1'}
                  - {alert: B, expr: 'sum(count_over_time({app="a"}[5m])) > 1'}
            """;
        var text = Wrap($"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec:", Rules);
        var finding = Assert.Single(Linter.LintText(text, LintOptions.Default));
        Assert.Equal(("RuleNotPromQl", FindingSeverity.Information), (finding.Code, finding.Severity));
        Assert.StartsWith("2 rules", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("RuleNotPromQl", 2), (Inventories.Read(text).Findings.Single().Code, Inventories.Read(text).Counts.OtherLanguage));
        Assert.Empty(ManifestImporter.ReadText(text).Problems);
        Assert.Single(ManifestImporter.ReadText(text).Skipped);
    }

    [Theory]
    [InlineData("sum(rate(x{job=\"{{ .Values.job }}\"}[5m])) > 1")]
    [InlineData("sum(rate(x{job=\"a\"}[<%= p('window') %>])) > 1")]
    [InlineData("{% for a in b %}x{% endfor %} > 1")]
    public void A_template_is_one_finding_and_not_one_for_each_rule(string expression)
    {
        var text =
            "groups:\n- name: g\n  rules:\n"
            + string.Concat(Enumerable.Range(0, 5).Select(i => $"  - alert: A{i}\n    for: 'x'\n    expr: |-\n      {expression}\n"));
        var finding = Assert.Single(Linter.LintText(text, LintOptions.Default));
        Assert.Equal(("TemplateNotRendered", FindingSeverity.Error, 6), (finding.Code, finding.Severity, finding.Line));
        Assert.Equal(["TemplateNotRendered"], Inventories.Read(text).Findings.Select(f => f.Code));
        Assert.Equal(["TemplateNotRendered"], ManifestImporter.ReadText(text).Problems.Select(p => p.Problem.Code));
    }

    [Theory]
    [InlineData("a <% b", false)]
    [InlineData("label_replace(up, \"a\", \"{%\", \"b\", \"c\")", false)]
    [InlineData("up{a=\"<%\"} == 0", false)]
    public void What_only_looks_like_a_template_is_read(string expression, bool isTemplate)
    {
        var findings = Linter.LintText(
            $"groups:\n- name: g\n  rules:\n  - record: a\n    expr: |-\n      {expression}\n",
            LintOptions.Default
        );
        Assert.Equal(isTemplate || expression == "a <% b", findings.Any(f => f.Severity == FindingSeverity.Error));
    }

    [Fact]
    public void Labels_of_a_group_are_those_of_its_rules()
    {
        var text = Inventories
            .Rules.Replace("labels: {severity: page, team: shop}", "labels: {severity: page}", StringComparison.Ordinal)
            .Replace("{job=\"checkout\"", "{x=\"y\"", StringComparison.Ordinal)
            .Replace("    rules:", "    labels: {service: pay, team: money, severity: none}\n    rules:", StringComparison.Ordinal);
        var item = Assert.Single(Inventories.Read(text).Items);
        Assert.Equal(("pay", "money", "page"), (item.Service, item.Owner, item.AlertWindows.Single().Severity));
        Assert.DoesNotContain(Linter.LintText(text, LintOptions.Default), f => f.Severity == FindingSeverity.Error);
        var old = Linter.LintText(text, new LintOptions { PrometheusVersion = new PrometheusVersion(2, 55) });
        Assert.Contains(old, f => f is { Code: "FieldUnknown", Field: "groups[0].labels", Line: 3 });
    }

    [Fact]
    public void One_bad_rule_never_ends_an_inventory()
    {
        var inventory = Inventories.Read(Inventories.Rules + "\n      - {record: a, expr: 'sum('}\n      - {alert: B}\n      - x\n");
        Assert.Single(inventory.Items);
        Assert.Equal(3, inventory.Findings.Count);
        Assert.All(inventory.Findings, f => Assert.Equal(FindingSeverity.Warning, f.Severity));
    }

    private static string Wrap(string head, string rules)
    {
        if (head.Length == 0)
            return rules;
        var last = head.Split('\n')[^1];
        return head + "\n" + Inventories.Indent(rules, last.Length - last.TrimStart().Length + 2);
    }

    private static string Generated()
    {
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };
        using var text = new StringWriter();
        new PrometheusRuleWriter().Write([definition], new ManifestOptions { Flavor = RuleFlavor.Sloth }, text);
        return string.Join('\n', text.ToString().Split('\n').Where(l => !l.StartsWith("---", StringComparison.Ordinal))).TrimEnd();
    }
}
