using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

public sealed class ExactAlertTests
{
    [Theory]
    [InlineData("critical", 60, 5, 14.4, 0.93, 30, "AlertUnreachable")]
    [InlineData("critical", 60, 60, 14.4, 0.999, 30, "AlertWindowOrder")]
    [InlineData("critical", 2880, 60, 1, 0.999, 1, "AlertWindowTooLong")]
    [InlineData("critical", 60, 5, 0, 0.999, 30, "AlertAlwaysFires")]
    public void An_alert_that_makes_no_sense_is_refused(
        string severity,
        int longMinutes,
        int shortMinutes,
        double factor,
        double target,
        int days,
        string code
    )
    {
        var alert = new BurnRateAlert(severity, TimeSpan.FromMinutes(longMinutes), TimeSpan.FromMinutes(shortMinutes), (decimal)factor);
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, target: (decimal)target, days: days, alerts: [alert]))
        );
        Assert.Equal("alerting[0]", refusal.Problem.Field);
        Assert.Equal(code, refusal.Problem.Code);
    }

    [Theory]
    [InlineData("sum(rate(x[{{.window}}])", "PromQlSyntax")]
    [InlineData("x[{{.window}}]", "PromQlSyntax")]
    [InlineData("sum(rate(x[{{.period}}]))", "PlaceholderUnknown")]
    public void A_query_that_no_rule_can_have_is_refused(string query, string code)
    {
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            ExactSamples.Write(ExactSamples.Make(QueryIndicator.FromBad(query, "sum(rate(y[{{.window}}]))")))
        );
        Assert.Equal("indicator.bad", refusal.Problem.Field);
        Assert.Equal(code, refusal.Problem.Code);
    }

    [Fact]
    public void Another_data_source_is_refused() =>
        Assert.Equal(
            "indicator",
            Assert
                .Throws<ManifestNotWritableException>(() =>
                    ExactSamples.Write(ExactSamples.Make(new RawRatioIndicator("SELECT 1", dataSource: "BigQuery")))
                )
                .Problem.Field
        );

    [Theory]
    [InlineData("phase", "LabelReserved")]
    [InlineData("slo_id", "LabelReserved")]
    [InlineData("label_x", "LabelReserved")]
    [InlineData("app.kubernetes.io/name", "LabelNameInvalid")]
    public void A_rule_label_that_the_rules_use_or_prometheus_refuses_is_refused(string label, string code)
    {
        var options = new ManifestOptions { RuleLabels = new Dictionary<string, string> { [label] = "x" } };
        var refusal = Assert.Throws<ManifestNotWritableException>(() => ExactSamples.Write(ExactSamples.All["ratio"], options));
        Assert.Equal("ruleLabels", refusal.Problem.Field);
        Assert.Equal(code, refusal.Problem.Code);
    }

    [Fact]
    public void Thresholds_and_budgets_are_exact()
    {
        var rules = Rules(ExactSamples.Make(RatioIndicator.Default));
        Assert.Equal("vector(0.001)", rules.Single(r => r.Name == "slo:error_budget:ratio").Expression);
        Assert.Contains(
            " > 0.0144 and ",
            rules.Single(r => !r.IsRecord && r.Labels["severity"] == "critical").Expression,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_set_of_alert_windows_is_scaled_to_the_period()
    {
        var week = new AlertWindowSet(
            "two",
            TimeSpan.FromDays(30),
            [
                new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 2m),
                new("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 10m),
            ]
        );
        var rules = Rules(ExactSamples.Make(RatioIndicator.Default, days: 7), new ManifestOptions { AlertWindows = week });
        var page = rules.Single(r => !r.IsRecord && r.Labels["severity"] == "page");
        Assert.StartsWith("slo:sli_error:ratio_rate14m{", page.Expression, StringComparison.Ordinal);
        Assert.Contains(rules, r => r.Name == "slo:sli_error:ratio_rate14m");
        Assert.Contains(rules, r => r.Name == "slo:sli_error:ratio_rate1m");
        Assert.Equal("ticket", rules.Single(r => r.Name == "SloIndicatorAbsent").Labels["severity"]);
    }

    [Fact]
    public void Braces_from_outside_are_no_template()
    {
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [ExactSamples.Page],
            Labels = new Dictionary<string, string> { ["owner"] = "{{ query \"up\" }}" },
            Annotations = new Dictionary<string, string> { ["runbook"] = "https://x/{{.}}" },
            AlertSettings = new AlertSettings
            {
                Annotations = new Dictionary<string, string>
                {
                    ["note"] = "{{ $labels.slo_id }} {{ query \"up\" }} {{ $value | humanize }}",
                },
            },
        };
        var alert = WrittenRule.Read(ExactSamples.Write(definition, out var losses)).First(r => !r.IsRecord);
        Assert.Equal("{{\"{{\"}} query \"up\" }}", alert.Labels["owner"]);
        Assert.Equal("https://x/{{\"{{\"}}.}}", alert.Annotations["runbook_url"]);
        Assert.Equal("{{ $labels.slo_id }} {{\"{{\"}} query \"up\" }} {{ $value | humanize }}", alert.Annotations["note"]);
        Assert.Equal("alertSettings.annotations.note", Assert.Single(losses).Field);
    }

    [Theory]
    [InlineData("{{ $value | nonsense }}", "{{\"{{\"}} $value | nonsense }}")]
    [InlineData("{{ $value | humanize | query }}", "{{\"{{\"}} $value | humanize | query }}")]
    [InlineData("{{ $labels.slo_id | toUpper | }}", "{{\"{{\"}} $labels.slo_id | toUpper | }}")]
    [InlineData("{{ $value | printf \"%s\" }}", "{{\"{{\"}} $value | printf \"%s\" }}")]
    [InlineData("{{ $value | humanize | title }}", "{{ $value | humanize | title }}")]
    public void A_value_goes_through_functions_that_are_known_and_through_no_other(string written, string expected)
    {
        var definition = ExactSamples.Make(
            RatioIndicator.Default,
            settings: new AlertSettings { Annotations = new Dictionary<string, string> { ["note"] = written } }
        );
        var alert = WrittenRule.Read(ExactSamples.Write(definition, out var losses)).First(r => !r.IsRecord);
        Assert.Equal(expected, alert.Annotations["note"]);
        Assert.Equal(written == expected ? [] : ["alertSettings.annotations.note"], losses.Select(l => l.Field));
    }

    [Theory]
    [InlineData("critical", true)]
    [InlineData("page", true)]
    [InlineData("warning", false)]
    [InlineData("ticket", false)]
    public void Severities_that_wake_someone_want_the_least_number_of_bad_events(string severity, bool wakes)
    {
        var alerts = new[] { new BurnRateAlert(severity, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m) };
        var events = Rules(ExactSamples.Make(RatioIndicator.Default, alerts: alerts, settings: new AlertSettings { MinimumBadEvents = 7 }));
        Assert.Equal(wakes, events.First(r => !r.IsRecord).Expression.Contains(">= 7", StringComparison.Ordinal));

        // An indicator without events cannot count them, which is told of pages alone.
        ExactSamples.Write(
            ExactSamples.Make(
                new RawRatioIndicator("avg(avg_over_time(x[{{.window}}]))"),
                alerts: alerts,
                settings: new AlertSettings { MinimumBadEvents = 7 }
            ),
            out var losses
        );
        Assert.Equal(wakes ? ["alertSettings.minimumBadEvents"] : [], losses.Select(l => l.Field));
    }

    [Fact]
    public void An_absent_alert_follows_the_settings()
    {
        Assert.Contains(Rules(ExactSamples.Make(RatioIndicator.Default)), r => r.Name == "SloIndicatorAbsent");
        Assert.DoesNotContain(
            Rules(ExactSamples.Make(RatioIndicator.Default, settings: new AlertSettings { Absent = false })),
            r => r.Name == "SloIndicatorAbsent"
        );
        Assert.DoesNotContain(Rules(ExactSamples.Make(RatioIndicator.Default, alerts: [])), r => !r.IsRecord);
        Assert.Contains(
            Rules(
                ExactSamples.Make(RatioIndicator.Default, alerts: [], settings: new AlertSettings { Absent = true, AbsentName = "Gone" })
            ),
            r => r.Name == "Gone"
        );
    }

    [Fact]
    public void A_ratio_without_events_has_no_number_of_bad_events_and_says_so()
    {
        var definition = ExactSamples.Make(
            new RawRatioIndicator("avg(avg_over_time(x[{{.window}}]))"),
            settings: new AlertSettings { MinimumBadEvents = 5 }
        );
        ExactSamples.Write(definition, out var losses);
        Assert.Equal("alertSettings.minimumBadEvents", Assert.Single(losses).Field);
    }

    private static IReadOnlyList<WrittenRule> Rules(SloDefinition definition, ManifestOptions? options = null) =>
        WrittenRule.Read(ExactSamples.Write(definition, options));
}
