using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Manifests.RuleNodes;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Migration.Inventory;

/// <summary>Rules wherever they stand, and what is said of what is none.</summary>
public sealed class RuleFileTests
{
    private static readonly string _object =
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: checkout\nspec:\n"
        + Inventories.Indent(Inventories.Rules, 2);

    public static TheoryData<string, string, int> Forms =>
        new()
        {
            { "a rule file", Inventories.Rules, 4 },
            {
                "a ruler's file with a namespace",
                "namespace: shop\n" + Inventories.Rules.Replace("  - name: checkout\n", "  - name: checkout\n    source_tenants: [a, b]\n"),
                6
            },
            { "what a ruler's API gives", "shop:\n" + Inventories.Rules["groups:\n".Length..], 4 },
            { "a PrometheusRule object", _object, 9 },
            { "a list of kubectl", "apiVersion: v1\nkind: List\nitems:\n  -\n" + Inventories.Indent(_object, 4), 13 },
            {
                "a list of PrometheusRule objects",
                "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRuleList\nitems:\n  -\n" + Inventories.Indent(_object, 4),
                13
            },
            {
                "a rule object of another operator",
                _object.Replace("monitoring.coreos.com/v1", "operator.victoriametrics.com/v1beta1").Replace("PrometheusRule", "VMRule"),
                9
            },
            { "the values of a chart", "serverFiles:\n  alerting_rules.yml:\n" + Inventories.Indent(Inventories.Rules, 4), 6 },
            { "a bare list of groups in values", "additionalPrometheusRules:\n" + Inventories.Rules["groups:\n".Length..], 4 },
            { "a ConfigMap", "apiVersion: v1\nkind: ConfigMap\ndata:\n  rules.yml: |\n" + Inventories.Indent(Inventories.Rules, 4), 8 },
            { "the second document of a file", "kind: Deployment\n---\n" + Inventories.Rules, 6 },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rules_are_found_in(string form, string text, int line)
    {
        Assert.NotEmpty(form);
        var inventory = Inventories.Read(text);
        Assert.Equal(("checkout", SloMethod.BurnRateAlert, 0.999m, line), inventory.One);
        Assert.Empty(inventory.Findings);
        Assert.Equal("rules.yaml", inventory.Items[0].Path);
        Assert.True(inventory.Items[0].HandWritten);
    }

    [Fact]
    public void What_jsonnet_renders_is_read_with_its_lines()
    {
        const string Json = """
            {
              "prometheusAlerts": {
                "groups": [
                  {
                    "name": "checkout",
                    "rules": [
                      {
                        "alert": "CheckoutErrors",
                        "expr": "sum(rate(http_requests_total{job=\"checkout\",code=~\"5..\"}[1h])) / sum(rate(http_requests_total{job=\"checkout\"}[1h])) > 14.4 * 0.001",
                        "labels": { "severity": "page" }
                      }
                    ]
                  }
                ]
              }
            }
            """;
        Assert.Equal(("checkout", SloMethod.BurnRateAlert, 0.999m, 7), Inventories.Read(("alerts.json", Json)).One);

        // The same text in a file that only looks like YAML by its name.
        Assert.Equal(7, Inventories.Read(("alerts.yaml", Json)).One.Line);
    }

    [Fact]
    public void Group_wait_labels_and_annotations_come_with_a_rule()
    {
        var rule = Inventories
            .Read(Inventories.Rules + "\n        annotations: {summary: 'at {{ $value }}'}")
            .Items.Single()
            .Rules.Single();
        Assert.Equal(
            ("checkout", System.TimeSpan.FromMinutes(2), "shop", "at {{ $value }}", "PrometheusRule"),
            (rule.Group, rule.For, rule.Labels["team"], rule.Annotations["summary"], rule.Format)
        );
        Assert.Equal("PrometheusOperator", Inventories.Read(_object).Items.Single().Rules.Single().Format);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("0m", 0)]
    [InlineData("0h0m", 0)]
    [InlineData("m", 1)]
    [InlineData("00", 1)]
    [InlineData("0x", 1)]
    [InlineData("0m0h", 1)]
    public void An_alert_may_wait_for_no_time_in_any_unit(string wait, int findings)
    {
        var inventory = Inventories.Read(Inventories.Rules.Replace("for: 2m", $"for: {wait}"));
        Assert.Equal(System.TimeSpan.Zero, inventory.Items.Single().Rules.Single().For);
        Assert.Equal(findings, inventory.Findings.Count);
    }

    [Theory]
    [InlineData("sum(rate({app=\"shop\"} |= \"error\" [5m])) > 1")]
    [InlineData("count_over_time({app=\"shop\"} != \"debug\" [5m])")]
    [InlineData("sum by (org) (rate({app=\"shop\"} | json | status >= 500 [1m]))")]
    [InlineData("bytes_over_time({app=\"shop\"}[1h])")]
    public void LogQL_is_passed_over_with_a_note(string query)
    {
        var inventory = Inventories.Read("groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: '" + query + "'");
        var finding = inventory.Findings.Single();
        Assert.Equal((InventoryReader.LanguageCode, FindingSeverity.Information), (finding.Code, finding.Severity));
        Assert.Equal((1, 0), (inventory.Counts.OtherLanguage, inventory.Counts.Rules));
    }

    [Theory]
    [InlineData("up{job=~\"a|b\"} == 0")]
    [InlineData("up{job!=\"a\"} != 1")]
    [InlineData("up{a=\"x\"} # a | b\n== 1")]
    [InlineData("a{b=\"}\"} != bool 1")]
    public void PromQL_is_not_taken_for_LogQL(string query) => Assert.False(LogQl.IsLogQl(query));

    [Fact]
    public void One_bad_rule_is_a_finding_and_the_others_count()
    {
        var inventory = Inventories.Read(
            Inventories.Rules
                + """

                      - alert: NoExpression
                      - expr: up == 0
                      - just text
                      - alert: BadWait
                        expr: up == 0
                        for: soon
                      - alert: BadLabels
                        expr: up == 0
                        labels: [a, b]
                      - record: no:promql
                        expr: sum(rate(
                """
        );
        Assert.Equal(0.999m, inventory.One.Target);
        Assert.Equal(
            [
                (8, "groups[0].rules[1].expr"),
                (9, "groups[0].rules[2]"),
                (10, "groups[0].rules[3]"),
                (13, "groups[0].rules[4].for"),
                (16, "groups[0].rules[5].labels"),
                (17, "expr"),
            ],
            inventory.Findings.Select(f => (f.Line, f.Field))
        );
        Assert.All(inventory.Findings, f => Assert.Equal(FindingSeverity.Warning, f.Severity));
        Assert.All(inventory.Findings, f => Assert.NotEmpty(f.Guidance));
        Assert.Equal(4, inventory.Counts.Rules);
    }

    [Fact]
    public void Rules_outside_of_groups_are_reported_once_with_their_number()
    {
        var inventory = Inventories.Read(
            "alerts:\n  a:\n    annotations: {}\n    expr: up == 0\n  b:\n    alert: B\n    expr: up == "
                + "1\nrecordingrule:\n  c: {record: a:b, expr: up}\ngrafana: {graph: '{}'}"
        );
        Assert.Empty(inventory.Items);
        var finding = inventory.Findings.Single();
        Assert.Equal(
            (InventoryReader.StrayCode, 3, "alerts.a", FindingSeverity.Warning),
            (finding.Code, finding.Line, finding.Field, finding.Severity)
        );
        Assert.StartsWith("3 rules", finding.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}")]
    [InlineData("groups: [admins, developers]")]
    [InlineData("groups:\n  - name: readers\n    rules:\n      - verbs: [get]")]
    [InlineData("image: {{ .Values.image }}\n{{- if .Values.x }}")]
    [InlineData("key: !vault secret")]
    [InlineData("{\"a\": [1, 2]}")]
    public void Other_files_are_passed_over_quietly(string text)
    {
        var inventory = Inventories.ReadFile(text);
        Assert.Empty(inventory.Findings);
        Assert.Equal((1, 1), (inventory.Counts.Files, inventory.Counts.Skipped));
    }

    [Fact]
    public void A_template_with_rules_is_a_finding_that_says_to_render_it()
    {
        var broken = Inventories.ReadFile("{{- if .Values.alerts }}\n" + Inventories.Rules + "\n{{- end }}").Findings.Single();
        Assert.Equal(FindingSeverity.Error, broken.Severity);
        Assert.Contains("helm template", broken.Guidance);

        var whole = Inventories.Read(Inventories.Rules.Replace("job=\"checkout\"", "job=\"{{ .Values.job }}\""));
        Assert.Equal((InventoryReader.TemplateCode, 5), (whole.Findings.Single().Code, whole.Findings.Single().Line));
        Assert.Empty(whole.Items);
    }

    [Fact]
    public void A_group_name_that_is_there_twice_is_said_and_both_are_read()
    {
        var inventory = Inventories.Read(
            Inventories.Rules
                + "\n"
                + Inventories.Rules["groups:\n".Length..].Replace("checkout", "search").Replace("name: search", "name: checkout")
        );
        Assert.Equal(["checkout", "search"], inventory.Items.Select(i => i.Service));
        Assert.Equal(
            ("RuleGroupDuplicate", FindingSeverity.Warning),
            (inventory.Findings.Single().Code, inventory.Findings.Single().Severity)
        );
    }

    [Fact]
    public void A_key_that_is_there_twice_costs_its_second_value_alone()
    {
        var inventory = Inventories.Read(Inventories.Rules + "\n        labels: {severity: ticket}");
        Assert.Equal("page", inventory.Items.Single().AlertWindows.Single().Severity);
        Assert.Contains("duplicated", inventory.Findings.Single().Message);
    }

    [Fact]
    public void More_findings_than_anybody_reads_are_counted()
    {
        var inventory = Inventories.Read(
            "groups:\n  - name: g\n    rules:\n      - {alert: A, expr: up}\n"
                + string.Concat(Enumerable.Repeat("      - {alert: A}\n", 100))
        );
        Assert.Equal(21, inventory.Findings.Count);
        Assert.Contains("80 more", inventory.Findings[^1].Message);
    }
}
