using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

public sealed class SlothReaderTests
{
    private const string File = """
        version: prometheus/v1
        service: checkout
        labels: {owner: payments, tier: "1"}
        slos:
          - name: requests
            objective: 99.95
            description: Carts that can be paid.
            labels: {tier: "2"}
            sli:
              events:
                error_query: sum(rate(cart_errors_total[{{.window}}]))
                total_query: sum(rate(cart_total[{{ .window }}]))
            alerting:
              name: CartErrors
              labels: {category: carts}
              annotations: {runbook: https://example.org/carts}
              page_alert:
                labels: {severity: page-carts}
              ticket_alert:
                annotations: {channel: "#carts"}
          - name: freshness
            objective: 99
            sli:
              raw:
                error_ratio_query: avg_over_time(stale_ratio[{{.window}}])
            alerting:
              page_alert: {disable: true}
              ticket_alert: {disable: true}
        """;

    [Fact]
    public void A_window_that_is_given_later_brings_its_alerts_and_none_that_was_disabled()
    {
        var window = TimeSpan.FromDays(28);
        var all = ManifestImporter.ReadText(File).Definitions.Select(d => SlothPeriod.Apply(d, window)).ToArray();
        Assert.All(all, d => Assert.Equal(window, d.Window));
        Assert.Equal(["page", "page", "ticket", "ticket"], all[0].Alerting.Select(a => a.Severity));
        Assert.Empty(all[1].Alerting);
        var pages = File.Replace("annotations: {channel: \"#carts\"}", "disable: true", StringComparison.Ordinal);
        var page = SlothPeriod.Apply(ManifestImporter.ReadText(pages).Definitions[0], window);
        Assert.Equal([13.44m, 5.6m], page.Alerting.Select(a => a.BurnRate));
        Assert.All(page.Alerting, a => Assert.Equal("page", a.Severity));
    }

    [Fact]
    public void A_file_is_read_whole()
    {
        var result = ManifestImporter.ReadText(File);
        Assert.Empty(result.Problems);
        var requests = new SloDefinition(
            "requests",
            "checkout",
            QueryIndicator.FromBad("sum(rate(cart_errors_total[{{.window}}]))", "sum(rate(cart_total[{{.window}}]))"),
            0.9995m,
            TimeSpan.FromDays(30)
        )
        {
            Labels = new Dictionary<string, string> { ["owner"] = "payments", ["tier"] = "2" },
            Annotations = new Dictionary<string, string> { ["description"] = "Carts that can be paid." },
            Alerting = result.Definitions[0].Alerting,
            AlertSettings = new AlertSettings
            {
                Name = "CartErrors",
                Labels = new Dictionary<string, string> { ["category"] = "carts" },
                Annotations = new Dictionary<string, string> { ["runbook"] = "https://example.org/carts" },
                Severities =
                [
                    new SeverityAlerts("page", labels: new Dictionary<string, string> { ["severity"] = "page-carts" }),
                    new SeverityAlerts("ticket", annotations: new Dictionary<string, string> { ["channel"] = "#carts" }),
                ],
            },
        };
        Assert.Equal(requests, result.Definitions[0]);
        Assert.Equal(
            ["page 1h/5m × 14.4", "page 6h/30m × 6", "ticket 1d/2h × 3", "ticket 3d/6h × 1"],
            requests.Alerting.Select(a => a.ToString())
        );
        Assert.Equal("avg_over_time(stale_ratio[{{.window}}])", Assert.IsType<RawRatioIndicator>(result.Definitions[1].Indicator).Query);
        Assert.Empty(result.Definitions[1].Alerting);
        Assert.All(result.Definitions, d => Assert.Empty(d.Losses));
    }

    [Fact]
    public void Places_of_fields_are_known()
    {
        var source = ManifestImporter.ReadText(File).Definitions[0].Source!;
        Assert.Equal(("Sloth", "prometheus/v1", 5), (source.Format, source.ApiVersion, source.Line));
        Assert.Equal(new SourceLocation("slos[0].objective", 6, 16), source.LocationOf("target"));
        Assert.Equal(new SourceLocation("slos[0].sli.events.error_query", 11, 22), source.LocationOf("indicator.bad"));
        Assert.Equal("slos[0].labels.tier", source.LocationOf("labels.tier").Field);
        Assert.Equal("labels.owner", source.LocationOf("labels.owner").Field);
        Assert.Equal("service", source.LocationOf("service").Field);
        Assert.Equal("slos[0].alerting", source.LocationOf("alerting[0]").Field);
    }

    [Fact]
    public void The_Kubernetes_object_says_the_same_in_camel_case()
    {
        var body = File.Replace("version: prometheus/v1\n", "", StringComparison.Ordinal)
            .Replace("error_query", "errorQuery", StringComparison.Ordinal)
            .Replace("total_query", "totalQuery", StringComparison.Ordinal)
            .Replace("error_ratio_query", "errorRatioQuery", StringComparison.Ordinal)
            .Replace("page_alert", "pageAlert", StringComparison.Ordinal)
            .Replace("ticket_alert", "ticketAlert", StringComparison.Ordinal)
            .Replace("\n", "\n  ", StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(
            "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata:\n  name: "
                + "checkout-slos\n  namespace: shop\n  labels: {team: a}\nspec:\n  "
                + body
        );
        Assert.Empty(result.Problems);
        var fromFile = ManifestImporter.ReadText(File).Definitions;
        foreach (var (own, other) in result.Definitions.Zip(fromFile))
        {
            Assert.Equal(("shop", "checkout-slos", "sloth.slok.dev/v1"), (own.Namespace, own.Source!.DocumentName, own.Source.ApiVersion));
            Assert.Equal("a", own.ObjectMetadata!.Labels["team"]);
            Assert.Equal((other.Indicator, other.Target, other.AlertSettings), (own.Indicator, own.Target, own.AlertSettings));
            Assert.Empty(own.Losses);
        }

        Assert.Equal(2, result.Definitions.Count);
    }

    [Theory]
    [InlineData("service: checkout", "service: check out", "service", "NameInvalid")]
    [InlineData("service: checkout", "service: c", "service", "NameInvalid")]
    [InlineData("service: checkout", "serv: checkout", "service", "FieldMissing")]
    [InlineData("slos:", "sloes:", "slos", "FieldMissing")]
    [InlineData("name: requests", "name: requests-", "slos[0].name", "NameInvalid")]
    [InlineData("name: freshness", "name: requests", "slos[1].name", "SloDuplicate")]
    [InlineData("objective: 99.95", "objective: 100", "slos[0].objective", "ObjectiveFull")]
    [InlineData("objective: 99.95", "objective: 0", "slos[0].objective", "ObjectiveOutOfRange")]
    [InlineData("objective: 99.95", "objective: 99.99999999999999", "slos[0].objective", "ObjectiveOutOfRange")]
    [InlineData("objective: 99.95", "objective: high", "slos[0].objective", "")]
    [InlineData("cart_errors_total[{{.window}}]", "cart_errors_total[5m]", "slos[0].sli.events.error_query", "WindowPlaceholderMissing")]
    [InlineData("cart_errors_total[{{.window}}])", "cart_errors_total[{{.window}}]", "slos[0].sli.events.error_query", "PromQlSyntax")]
    [InlineData(
        "cart_errors_total[{{.window}}]",
        "cart_errors_total[{{.window}}] offset {{.lag}}",
        "slos[0].sli.events.error_query",
        "PlaceholderUnknown"
    )]
    [InlineData(
        "sum(rate(cart_total[{{ .window }}]))",
        "sum(rate(cart_errors_total[{{.window}}]))",
        "slos[0].sli.events.error_query",
        "SelectorIdentical"
    )]
    [InlineData("      events:", "      happenings:", "slos[0].sli", "IndicatorMissing")]
    [InlineData("      raw:", "      plugin: {id: x}\n      raw:", "slos[1].sli", "")]
    [InlineData("name: CartErrors", "nam: CartErrors", "slos[0].alerting.name", "AlertNameMissing")]
    [InlineData("labels: {category: carts}", "labels: {category: ''}", "slos[0].alerting.labels.category", "")]
    [InlineData("severity: page-carts", "severity: \"\\uFEFF\"", "slos[0].alerting.page_alert.labels.severity", "")]
    [InlineData("severity: page-carts", "severity: \"a\\nb\"", "slos[0].alerting.page_alert.labels.severity", "")]
    [InlineData("labels: {tier: \"2\"}", "labels: {__name__: x}", "slos[0].labels.__name__", "LabelNameInvalid")]
    public void A_wrong_value_is_named_with_its_code(string right, string wrong, string field, string code)
    {
        Assert.Contains(right, File, StringComparison.Ordinal);
        var result = ManifestImporter.ReadText(File.Replace(right, wrong, StringComparison.Ordinal));
        var problem = Assert.Single(result.Problems);
        Assert.Equal((field, code), (problem.Problem.Field, problem.Problem.Code));
        Assert.True(problem.Line > 0 && problem.Problem.Fix.Length > 0);

        // What is wrong with one SLO is wrong with that one alone, and a query that is not PromQL is kept as text.
        Assert.Equal(code is "PromQlSyntax" or "PlaceholderUnknown", problem.Problem.IsKept);
        Assert.Equal(
            problem.Problem.IsKept ? 2
                : field.StartsWith("slos[", StringComparison.Ordinal) ? 1
                : 0,
            result.Definitions.Count
        );
    }

    [Fact]
    public void The_place_of_a_mistake_in_PromQL_is_that_in_the_query()
    {
        var problem = Assert.Single(
            ManifestImporter
                .ReadText(File.Replace("sum(rate(cart_errors_total", "sum(rat(cart_errors_total", StringComparison.Ordinal))
                .Problems
        );
        Assert.Contains("at 1:5: ", problem.Problem.Message, StringComparison.Ordinal);
        Assert.Equal((11, 22), (problem.Line, problem.Column));
    }

    [Fact]
    public void The_window_may_stand_inside_a_name() =>
        Assert.Empty(
            ManifestImporter
                .ReadText(File.Replace("rate(cart_errors_total[{{.window}}])", "job:cart_errors:rate{{.window}}", StringComparison.Ordinal))
                .Problems
        );

    [Fact]
    public void Keys_that_Sloth_ignores_are_losses()
    {
        var definition = ManifestImporter
            .ReadText(File.Replace("page_alert:\n        labels", "pageAlert:\n        labels", StringComparison.Ordinal) + "\nextra: 1\n")
            .Definitions[0];
        Assert.Equal(["extra", "slos[0].alerting.pageAlert"], definition.Losses.Select(l => l.Field));
    }

    [Fact]
    public void Slo_plugins_are_losses_that_name_them()
    {
        var text = File.Replace("slos:\n", "slo_plugins: {chain: [{id: org/first}]}\nslos:\n", StringComparison.Ordinal)
            .Replace("    objective: 99\n", "    objective: 99\n    plugins: {chain: [{id: org/second}]}\n", StringComparison.Ordinal);
        var definitions = ManifestImporter.ReadText(text).Definitions;
        Assert.Contains("org/first", Assert.Single(definitions[0].Losses).Message, StringComparison.Ordinal);
        Assert.Equal(["slo_plugins", "slos[1].plugins"], definitions[1].Losses.Select(l => l.Field));
    }

    [Fact]
    public void A_sli_plugin_is_not_carried_over_unless_its_query_is_known()
    {
        var unknown = ManifestImporter.ReadText(Plugin("{id: org/own, options: {a: b}}"));
        Assert.Equal("PluginNotCarriedOver", Assert.Single(unknown.Problems).Problem.Code);
        Assert.Equal(["requests", "freshness"], unknown.Definitions.Select(d => d.Name));
        Assert.Equal(
            ("SlothPlugin", "org/own {a=\"b\"}"),
            (unknown.Definitions[0].Indicator.DataSource, ((RawRatioIndicator)unknown.Definitions[0].Indicator).Query)
        );

        var known = ManifestImporter.ReadText(
            Plugin("{id: sloth-common/kubernetes/apiserver/availability, options: {filter: '{job=\"api\"}', other: x}}")
        );
        Assert.Empty(known.Problems);
        Assert.Equal(
            new RawRatioIndicator(
                "sum(rate(apiserver_request_total{job=\"api\",code=~\"(5..|429)\"}[{{.window}}])) / "
                    + "sum(rate(apiserver_request_total{job=\"api\"}[{{.window}}]))"
            ),
            known.Definitions[0].Indicator
        );
        Assert.Equal("slos[0].sli.plugin.options.other", Assert.Single(known.Definitions[0].Losses).Field);

        var refused = ManifestImporter.ReadText(Plugin("{id: sloth-common/kubernetes/apiserver/availability, options: {filter: 'job'}}"));
        Assert.Equal("slos[0].sli.plugin.options.filter", Assert.Single(refused.Problems).Problem.Field);
        Assert.Equal(
            "max_over_time(vector(0)[{{.window}}:])",
            ((RawRatioIndicator)ManifestImporter.ReadText(Plugin("{id: sloth-common/noop}")).Definitions[0].Indicator).Query
        );
    }

    [Fact]
    public void A_phase_of_a_plan_is_known_by_its_labels()
    {
        var definition = ManifestImporter
            .ReadText(File.Replace("labels: {tier: \"2\"}", "labels: {progressive: \"true\", phase: baseline}", StringComparison.Ordinal))
            .Definitions[0];
        Assert.Equal(("baseline", "requests"), (definition.Phase, definition.ShortName));
    }

    [Fact]
    public void Another_kind_of_Sloth_is_a_problem() =>
        Assert.Equal(
            "kind",
            Assert.Single(ManifestImporter.ReadText("apiVersion: sloth.slok.dev/v1\nkind: Other\n").Problems).Problem.Field
        );

    private static string Plugin(string plugin)
    {
        var start = File.IndexOf("      events:", StringComparison.Ordinal);
        var end = File.IndexOf("    alerting:", StringComparison.Ordinal);
        return File[..start] + "      plugin: " + plugin + "\n" + File[end..];
    }
}
