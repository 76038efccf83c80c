using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Linting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

/// <summary>Kinds of findings that public files showed, each with what is near to it.</summary>
public sealed class PublicFindingTests
{
    [Theory]
    [InlineData("1 - sum(rate(r_total{code=~\"0|2..|3..\"}[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", true)]
    [InlineData("sum(rate(r_total{code!~\"2..|3..\"}[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", true)]
    [InlineData("sum(rate(r_total{code=~\"[45]..\"}[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", true)]
    [InlineData("1 - sum(rate(r_total{code!~\"5..\"}[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", false)]
    [InlineData("sum(rate(r_total{code=~\"5..|429\"}[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", false)]
    public void Client_errors_are_seen_in_ratios_too(string ratio, bool isFound) =>
        Assert.Equal(isFound, Codes(Sloth($"raw: {{error_ratio_query: '{ratio}'}}")).Contains("ClientErrorsBad"));

    [Theory]
    [InlineData("scope=~\"resource|\"", false)]
    [InlineData("scope=~\"|namespace\"", false)]
    [InlineData("scope=~\".*\"", true)]
    [InlineData("scope=~\"(.*)\"", true)]
    public void An_empty_alternative_is_written_on_purpose(string condition, bool isFound) =>
        Assert.Equal(
            isFound,
            Codes(
                    Sloth(
                        $"events: {{error_query: 'sum(rate(r_total{{{condition},code=~\"5..\"}}[{{{{.window}}}}]))', "
                            + $"total_query: 'sum(rate(r_total{{{condition}}}[{{{{.window}}}}])) > 0'}}"
                    )
                )
                .Contains("RegexMatchesEmpty")
        );

    [Fact]
    public void Rules_in_a_ConfigMap_are_checked_at_their_lines()
    {
        const string Text = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: rules}
            data:
              prometheus.yml: |
                global: {scrape_interval: 15s}
              a.yml: |
                groups:
                - name: g
                  rules:
                  - alert: A
                    expr: up > 1
              b.yml: |
                groups:
                - name: g
                  rules:
                  - alert: B
                    expr: sum(r_total) > 1
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: prometheus}

            """;
        var found = Linter.LintText(Text, LintOptions.Default).Where(f => f.Code != "RulesHandWritten");
        Assert.Equal([("AlertUnreachable", 12), ("CounterWithoutRate", 18)], found.Select(f => (f.Code, f.Line)));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\n")]
    public void A_file_with_nothing_else_is_still_an_error(string text) => Assert.Equal(["ApiVersionUnknown"], Codes(text));

    private static string Sloth(string sli) =>
        "version: prometheus/v1\nservice: shop\nlabels: {owner: pay}\nslos:\n- name: availability\n  objective: 99.9\n  description: d\n"
        + $"  sli: {{{sli}}}\n  alerting: {{page_alert: {{disable: true}}, ticket_alert: {{disable: true}}}}\n";

    private static string[] Codes(string text) => Linter.LintText(text, LintOptions.Default).Select(f => f.Code).ToArray();
}
