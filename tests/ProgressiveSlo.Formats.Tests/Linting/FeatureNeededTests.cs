using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>What queries need of the Prometheus that runs them, in specs and in rules alike.</summary>
public sealed class FeatureNeededTests
{
    [Theory]
    [InlineData(
        "{\"http.requests\"}",
        null,
        "Information",
        "A quoted name, or a label with a colon needs Prometheus 3.0 or later, or 2.55 with --enable-feature=utf8-names"
    )]
    [InlineData("{\"http.requests\"}", "3.0", "", "")]
    [InlineData(
        "{\"http.requests\"}",
        "2.55",
        "Information",
        "A quoted name, or a label with a colon needs --enable-feature=utf8-names in Prometheus 2.55"
    )]
    [InlineData("{\"http.requests\"}", "2.42", "Error", "Prometheus 2.42 does not read this: A quoted name, or a label with a colon needs")]
    [InlineData("histogram_avg(a)", null, "Information", "histogram_avg() needs Prometheus 2.51 or later")]
    [InlineData("histogram_avg(a)", "2.51", "", "")]
    [InlineData("histogram_avg(a)", "2.50", "Error", "Prometheus 2.50 does not read this: histogram_avg() needs Prometheus 2.51 or later")]
    [InlineData(
        "limitk(1, a)",
        "3.14",
        "Information",
        "limitk or limit_ratio needs --enable-feature=promql-experimental-functions in Prometheus 3.14"
    )]
    [InlineData("sum(a offset (5m * 2))", "3.14", "", "")]
    [InlineData(
        "sum(a offset (5m * 2))",
        "3.13",
        "Information",
        "Arithmetic with durations needs --enable-feature=promql-duration-expr in Prometheus 3.13"
    )]
    [InlineData("holt_winters(a[5m], 0.1, 0.1)", null, "Error", "holt_winters() was removed in Prometheus 3.0")]
    [InlineData("holt_winters(a[5m], 0.1, 0.1)", "3.2", "Error", "holt_winters() was removed in Prometheus 3.0")]
    [InlineData("holt_winters(a[5m], 0.1, 0.1)", "2.55", "", "")]
    public void A_rule_and_a_spec_say_what_the_query_needs(string query, string? version, string severity, string message)
    {
        var options = LintOptions.Default with { PrometheusVersion = PrometheusVersion.TryParse(version, out var known) ? known : null };
        foreach (var text in new[] { Rule(query), Spec(query) })
        {
            var found = Linter.LintText(text, options).Where(f => f.Code is "FeatureNeeded" or "PromQlSyntax").ToArray();
            Assert.Equal(severity.Length == 0 ? [] : ["FeatureNeeded " + severity], found.Select(f => $"{f.Code} {f.Severity}"));
            Assert.All(found, f => Assert.StartsWith(message, f.Message, StringComparison.Ordinal));
            Assert.All(found, f => Assert.EndsWith(" of the expression", f.Message, StringComparison.Ordinal));
            Assert.All(found, f => Assert.NotEqual("", f.Guidance));
        }
    }

    [Theory]
    [InlineData("http.errors:rate5m", "plug-l2", null, "FeatureNeeded Information record, FeatureNeeded Information labels")]
    [InlineData("http.errors:rate5m", "plug-l2", "3.0", "")]
    [InlineData("http.errors:rate5m", "plug-l2", "2.42", "FeatureNeeded Error record, FeatureNeeded Error labels")]
    [InlineData("5xx", "ü", "3.14", "")]
    [InlineData("a{b}", "__name__", "3.14", "MetricNameInvalid Error record, LabelNameInvalid Error labels")]
    [InlineData("a:b", "a:b", "3.14", "")]
    [InlineData("a:b", "a:b", "2.54", "FeatureNeeded Error labels")]
    [InlineData("a:b", "c", null, "")]
    public void Names_of_rules_and_labels_are_those_of_the_version(string record, string label, string? version, string expected)
    {
        var options = LintOptions.Default with { PrometheusVersion = PrometheusVersion.TryParse(version, out var known) ? known : null };
        var text = $"groups:\n- name: g\n  rules:\n  - record: '{record}'\n    expr: b\n    labels: {{'{label}': x}}\n";
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                Linter
                    .LintText(text, options)
                    .Where(f => f.Code is "FeatureNeeded" or "MetricNameInvalid" or "LabelNameInvalid")
                    .Select(f => $"{f.Code} {f.Severity} {f.Field.Split('.')[^1]}")
            )
        );
    }

    [Fact]
    public void Settings_give_it_another_severity() =>
        Assert.Contains(
            Linter.LintText(
                Rule("histogram_avg(a)"),
                LintOptions.Default with
                {
                    Severities = new Dictionary<string, FindingSeverity?> { ["FeatureNeeded"] = FindingSeverity.Warning },
                }
            ),
            f => f is { Code: "FeatureNeeded", Severity: FindingSeverity.Warning }
        );

    private static string Rule(string query) => $"groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: '{query}'\n";

    private static string Spec(string query) =>
        $$$"""
            apiVersion: slo.dev/v1
            kind: ServiceLevelObjective
            metadata: {name: availability}
            spec:
              service: checkout
              indicator:
                type: query
                query:
                  bad: '{{{query}}} + sum(rate(b[{{.window}}]))'
                  total: sum(rate(http_requests_total[{{.window}}]))
              objectives:
              - window: 30d
                target: 0.999
            """;
}
