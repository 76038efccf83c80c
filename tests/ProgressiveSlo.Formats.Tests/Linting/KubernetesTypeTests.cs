using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>Kubernetes takes no number where text belongs; files that a tool reads by itself may have one.</summary>
public sealed class KubernetesTypeTests
{
    private const string Rule =
        "groups:\n- name: g\n  rules:\n  - {alert: A, expr: up == 0, labels: {severity: VALUE}, annotations: {summary: text}}\n";

    private const string Sloth =
        "service: checkout\nlabels: {tier: VALUE}\nslos:\n- name: requests\n  objective: 99\n  sli:\n    events:\n"
        + "      ERROR: sum(rate(a{code=~\"5..\"}[{{.window}}]))\n      TOTAL: sum(rate(a[{{.window}}]))\n"
        + "  alerting: {name: Errors, labels: {x: VALUE}}\n";

    private const string Pyrra =
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: checkout, labels: {team: shop}}\nspec:\n"
        + "  target: VALUE\n  window: 2w\n  indicator:\n    ratio:\n      errors: {metric: 'a{code=~\"5..\"}'}\n      total: {metric: a}\n";

    [Theory]
    [InlineData("1", 1)]
    [InlineData("99.9", 1)]
    [InlineData("0x10", 1)]
    [InlineData("1e3", 1)]
    [InlineData("true", 1)]
    [InlineData("False", 1)]
    [InlineData("'1'", 0)]
    [InlineData("\"true\"", 0)]
    [InlineData("page", 0)]
    [InlineData("1.2.3", 0)]
    [InlineData("!!str 1", 0)]
    public void A_label_of_a_rule_object_is_text(string value, int findings)
    {
        var rule = Rule.Replace("VALUE", value, StringComparison.Ordinal);
        var inside = "  " + rule.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal);
        foreach (
            var (version, kind) in new[]
            {
                ("monitoring.coreos.com/v1", "PrometheusRule"),
                ("operator.victoriametrics.com/v1beta1", "VMRule"),
            }
        )
        {
            var found = Find($"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec:\n{inside}");
            Assert.Equal(findings, found.Length);
            Assert.All(
                found,
                f => Assert.Equal(("spec.groups[0].rules[0].labels.severity", 8, FindingSeverity.Error), (f.Field, f.Line, f.Severity))
            );
        }

        // The same rule in a file is as it ought to be.
        Assert.Empty(Find(rule));
    }

    [Theory]
    [InlineData("1", 2)]
    [InlineData("true", 2)]
    [InlineData("'1'", 0)]
    public void So_are_labels_of_a_spec_of_Sloth(string value, int findings)
    {
        var spec = Sloth.Replace("VALUE", value, StringComparison.Ordinal);
        var file = "version: prometheus/v1\n" + spec.Replace("ERROR", "error_query").Replace("TOTAL", "total_query");
        Assert.Empty(Find(file));
        var inside = "  " + spec.Replace("ERROR", "errorQuery").Replace("TOTAL", "totalQuery").TrimEnd().Replace("\n", "\n  ");
        Assert.Equal(
            findings,
            Find("apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: a}\nspec:\n" + inside).Length
        );
    }

    [Theory]
    [InlineData("99", "spec.target")]
    [InlineData("99.5", "spec.target")]
    [InlineData("'99'", null)]
    public void So_is_the_target_of_Pyrra(string value, string? field) =>
        Assert.Equal(field is null ? [] : [field], Find(Pyrra.Replace("VALUE", value, StringComparison.Ordinal)).Select(f => f.Field));

    [Fact]
    public void So_are_labels_and_annotations_of_the_object() =>
        Assert.Equal(
            ["metadata.labels.team"],
            Find(Pyrra.Replace("VALUE", "'99'").Replace("team: shop", "team: 7", StringComparison.Ordinal)).Select(f => f.Field)
        );

    private static SloFinding[] Find(string text) => [.. Linter.LintText(text, LintOptions.Default).Where(f => f.Code == "TextNotQuoted")];
}
