using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Labels and annotations of alerts, and what is said of those that cannot be written as they are.</summary>
public sealed class ExactTextTests
{
    private const string OwnValue = "The label names the alert and its SLO, and keeps its own value";
    private const string Braces =
        "Braces that are more than {{ $value }} or {{ $labels.name }} are written word for word, and not as a template";

    [Theory]
    [InlineData("{{ .Value }}", "{{ .Value }}")]
    [InlineData("{{$value}}", "{{$value}}")]
    [InlineData("{{ .Labels.slo_id }}", "{{ .Labels.slo_id }}")]
    [InlineData("{{ $labels.slo_id | title }} x", "{{ $labels.slo_id | title }} x")]
    [InlineData("{{ $externalLabels }}", "{{\"{{\"}} $externalLabels }}")]
    [InlineData("{{ $labels.slo_id-x }}", "{{\"{{\"}} $labels.slo_id-x }}")]
    [InlineData("{{ $labels. }}", "{{\"{{\"}} $labels. }}")]
    [InlineData("{{ .Values }}", "{{\"{{\"}} .Values }}")]
    [InlineData("{{ value }} {{ $value }}", "{{\"{{\"}} value }} {{ $value }}")]
    [InlineData("{{ $value", "{{\"{{\"}} $value")]
    [InlineData("{{", "{{\"{{\"}}")]
    [InlineData("{{ }}", "{{\"{{\"}} }}")]
    [InlineData("no braces }}", "no braces }}")]
    public void Braces_are_a_template_where_they_are_a_value_or_a_label(string written, string expected)
    {
        var (alert, losses) = Alert(new AlertSettings { Annotations = Texts("note", written) });
        Assert.Equal(expected, alert.Annotations["note"]);
        Assert.Equal(written == expected ? [] : [("alertSettings.annotations.note", Braces)], losses.Select(l => (l.Field, l.Message)));
    }

    [Fact]
    public void Settings_of_a_severity_come_after_those_of_all_and_losses_name_their_field()
    {
        var (alert, losses) = Alert(
            new AlertSettings
            {
                Labels = new Dictionary<string, string>
                {
                    ["alertname"] = "x",
                    ["slo_id"] = "x",
                    ["team"] = "a",
                    ["note"] = "{{ x }}",
                },
                Annotations = Texts("note", "{{ y }}"),
                Severities =
                [
                    new SeverityAlerts(
                        "critical",
                        new Dictionary<string, string>
                        {
                            ["team"] = "b",
                            ["slo_name"] = "x",
                            ["hint"] = "{{ z }}",
                        },
                        Texts("hint", "{{ z }}")
                    ),
                ],
            }
        );
        Assert.Equal("b", alert.Labels["team"]);
        Assert.Equal("{{\"{{\"}} x }}", alert.Labels["note"]);
        Assert.False(alert.Labels.ContainsKey("alertname"));
        Assert.Equal("shop/checkout-availability", alert.Labels["slo_id"]);
        Assert.Equal(
            [
                ("alertSettings.labels.alertname", OwnValue),
                ("alertSettings.labels.slo_id", OwnValue),
                ("alertSettings.labels.note", Braces),
                ("alertSettings.severities[critical].labels.slo_name", OwnValue),
                ("alertSettings.severities[critical].labels.hint", Braces),
                ("alertSettings.annotations.note", Braces),
                ("alertSettings.severities[critical].annotations.hint", Braces),
            ],
            losses.Select(l => (l.Field, l.Message))
        );
    }

    [Fact]
    public void Labels_of_the_definition_stand_on_its_alerts_but_for_those_that_name_the_alert()
    {
        var definition = new SloDefinition("checkout-availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Phase = "baseline",
            Alerting = [ExactSamples.Page],
            Labels = new Dictionary<string, string>
            {
                ["alertname"] = "x",
                ["slo_id"] = "y",
                ["severity"] = "z",
                ["phase"] = "p",
                ["progressive"] = "true",
                ["app.kubernetes.io/name"] = "shop",
            },
        };
        var alert = WrittenRule.Read(ExactSamples.Write(definition, out var losses)).First(r => !r.IsRecord);
        Assert.Empty(losses);
        Assert.Equal(
            [
                "app_kubernetes_io_name=shop",
                "phase=baseline",
                "severity=critical",
                "slo_id=checkout-availability",
                "slo_name=availability",
                "slo_service=checkout",
            ],
            alert.Labels.Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("owner {{ $labels.owner }}", "{{ x }}", false, "owner {{ $labels.owner }}", true)]
    [InlineData("owner {{ $labels.owner }}", "team {{ x }}", false, "owner {{ $labels.owner }}", true)]
    [InlineData("owner {{ $labels.owner }}", "team", false, "owner team", false)]
    [InlineData("owner {{ $labels.owner | title }}", "team", false, "owner {{ $labels.owner | title }}", true)]
    [InlineData("{{ $labels.cluster }}", "team", false, "{{ $labels.cluster }}", false)]
    [InlineData("{{ $labels.cluster }}", "team", true, "{{ $labels.cluster }}", true)]
    [InlineData("{{ $labels.handler }}", "team", true, "{{ $labels.handler }}", false)]
    [InlineData("{{ $labels.slo_id }}", "team", true, "{{ $labels.slo_id }}", false)]
    public void A_label_that_the_series_have_not_is_filled_in_or_told(
        string written,
        string owner,
        bool isGrouped,
        string expected,
        bool isTold
    )
    {
        SloIndicator indicator = isGrouped
            ? RatioIndicator.Default.WithGrouping(["handler"])
            : QueryIndicator.FromBad("sum by (handler) (rate(a[{{.window}}]))", "avg(rate(b[{{.window}}]))");
        if (!isGrouped)
            indicator = new ThresholdIndicator("queue_length", "<", 100m);
        var definition = new SloDefinition("availability", "checkout", indicator, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [ExactSamples.Page],
            Labels = Texts("owner", owner),
            AlertSettings = new AlertSettings { Annotations = Texts("note", written) },
        };
        var alert = WrittenRule.Read(ExactSamples.Write(definition, out var losses)).First(r => !r.IsRecord);
        Assert.Equal(expected, alert.Annotations["note"]);
        var name = written.Contains("cluster", StringComparison.Ordinal) ? "cluster" : "owner";
        Assert.Equal(
            isTold ? [$"The series of the alert have no label {name}, so that it is empty in the text"] : [],
            losses.Where(l => l.Field == "alertSettings.annotations.note").Select(l => l.Message)
        );
    }

    [Theory]
    [InlineData("checkout", "checkout", null, "checkout burns its error budget too fast")]
    [InlineData("availability", "checkout", null, "checkout availability burns its error budget too fast")]
    [InlineData("availability", "checkout", "shop", "checkout (shop) availability burns its error budget too fast")]
    [InlineData("checkout", "checkout", "shop", "checkout (shop) burns its error budget too fast")]
    public void A_summary_names_service_namespace_and_SLO(string name, string service, string? space, string expected)
    {
        var definition = new SloDefinition(name, service, RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Namespace = space,
            Alerting = [ExactSamples.Page],
        };
        Assert.Equal(expected, WrittenRule.Read(ExactSamples.Write(definition)).First(r => !r.IsRecord).Annotations["summary"]);
    }

    [Fact]
    public void A_burn_rate_whose_threshold_has_too_many_digits_is_told()
    {
        var alert = new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.400000000000000000000000001m);
        ExactSamples.Write(ExactSamples.Make(RatioIndicator.Default, target: 0.99999m, alerts: [ExactSamples.Page, alert]), out var losses);
        var loss = Assert.Single(losses);
        Assert.Equal(
            ("alerting", "A burn rate times the error budget has more digits than a number holds, and is rounded"),
            (loss.Field, loss.Message)
        );
    }

    [Fact]
    public void That_there_are_no_events_to_count_is_told_with_the_setting()
    {
        var definition = ExactSamples.Make(
            new RawRatioIndicator("avg(avg_over_time(x[{{.window}}]))"),
            settings: new AlertSettings { MinimumBadEvents = 5 }
        );
        ExactSamples.Write(definition, out var losses);
        Assert.Equal(
            "The indicator is a ratio without events to count, so a page needs no number of bad events",
            Assert.Single(losses).Message
        );
    }

    [Theory]
    [InlineData("critical,ticket", "ticket")]
    [InlineData("page,warning", "ticket")]
    [InlineData("critical,warning", "warning")]
    [InlineData("", "warning")]
    public void The_absent_alert_has_the_words_of_the_other_ones(string severities, string expected)
    {
        var alerts = severities
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(s => new BurnRateAlert(s, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 10m))
            .ToArray();
        var definition = ExactSamples.Make(RatioIndicator.Default, alerts: alerts, settings: new AlertSettings { Absent = true });
        Assert.Equal(
            expected,
            WrittenRule.Read(ExactSamples.Write(definition)).Single(r => r.Name == "SloIndicatorAbsent").Labels["severity"]
        );
    }

    private static (WrittenRule Alert, IReadOnlyList<ConversionLoss> Losses) Alert(AlertSettings settings)
    {
        var definition = ExactSamples.Make(RatioIndicator.Default, alerts: [ExactSamples.Page], settings: settings);
        var text = ExactSamples.Write(definition.With(), out var losses);
        return (WrittenRule.Read(text).First(r => !r.IsRecord), losses);
    }

    private static Dictionary<string, string> Texts(string key, string value) => new() { [key] = value };
}
