using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Grafana;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Formats.Tests.Manifests.Grafana;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Alerts that link to the dashboard of their service.</summary>
public sealed class DashboardLinkTests
{
    public static TheoryData<string, RuleFlavor> Formats =>
        new()
        {
            { "PrometheusRule", RuleFlavor.Exact },
            { "PrometheusRule", RuleFlavor.Sloth },
            { "PrometheusOperator", RuleFlavor.Exact },
            { "PrometheusOperator", RuleFlavor.Sloth },
            { "VMRule", RuleFlavor.Exact },
            { "VMRule", RuleFlavor.Sloth },
            { "MimirRule", RuleFlavor.Exact },
            { "MimirRule", RuleFlavor.Sloth },
        };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_alert_links_to_the_dashboard_that_is_exported(string format, RuleFlavor flavor)
    {
        var definition = ExactSamples.All["ratio"];
        var options = new ManifestOptions { Flavor = flavor, GrafanaUri = new Uri("https://example.com/grafana/") };
        var uid = DashboardFile.Write(new GrafanaWriter(), flavor, definition).Root["uid"]!.ToString();
        var text = Write(format, options, definition);
        var alerts = Count(text, "alert: ");
        Assert.NotEqual(0, alerts);
        Assert.Equal(alerts, Count(text, $"dashboard: https://example.com/grafana/d/{uid}\n"));
        Assert.DoesNotContain(" dashboard: ", Write(format, options with { GrafanaUri = null }, definition), StringComparison.Ordinal);

        // The link is not of the definition, and not a change by hand.
        var back = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        var plain = Assert.Single(ManifestImporter.ReadText(Write(format, options with { GrafanaUri = null }, definition)).Definitions);
        Assert.Equal(plain, back);
        Assert.Equal("annotations.dashboard", Assert.Single(back.Losses, l => !plain.Losses.Any(p => p.Field == l.Field)).Field);
    }

    [Theory]
    [InlineData(RuleFlavor.Exact)]
    [InlineData(RuleFlavor.Sloth)]
    public void An_annotation_of_that_name_stays(RuleFlavor flavor)
    {
        var definition = new SloDefinition("x", "s", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = ExactSamples.All["ratio"].Alerting,
            AlertSettings = AlertSettings.None with
            {
                Absent = false,
                Annotations = new Dictionary<string, string> { ["dashboard"] = "https://elsewhere.example/board" },
            },
        };
        var text = Write("PrometheusRule", new ManifestOptions { Flavor = flavor, GrafanaUri = new Uri("http://g.example") }, definition);
        Assert.DoesNotContain("g.example", text, StringComparison.Ordinal);
        var back = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Equal("https://elsewhere.example/board", back.AlertSettings.Annotations["dashboard"]);
    }

    [Theory]
    [InlineData("grafana.example.com/x")]
    [InlineData("/grafana")]
    [InlineData("ftp://grafana.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@grafana.example.com")]
    [InlineData("https://user:secret@grafana.example.com/")]
    [InlineData("https://grafana.example.com/?orgId=1")]
    [InlineData("https://grafana.example.com/#top")]
    public void Other_addresses_are_refused(string address)
    {
        var error = Assert.Throws<SloValidationException>(() =>
            new ManifestOptions { GrafanaUri = new Uri(address, UriKind.RelativeOrAbsolute) }
        );
        Assert.Contains("GrafanaUri", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:3000", "http://localhost:3000/d/")]
    [InlineData("HTTPS://Grafana.Example.com/", "https://grafana.example.com/d/")]
    [InlineData("https://example.com/a%20b/grafana", "https://example.com/a%20b/grafana/d/")]
    [InlineData("https://example.com/{{x}}", "https://example.com/%7B%7Bx%7D%7D/d/")]
    public void Web_addresses_are_taken(string address, string start) =>
        Assert.Contains(
            $"dashboard: {start}slo-",
            Write("PrometheusRule", new ManifestOptions { GrafanaUri = new Uri(address) }, ExactSamples.All["ratio"]),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("sum by (handler) (rate(a[{{.window}}]))", "(handler {{ $labels.handler }})")]
    [InlineData("sum(rate(a[{{.window}}])) by (b, c)", "(b {{ $labels.b }}, c {{ $labels.c }})")]
    [InlineData("sum by (\"http.route\") (rate(a[{{.window}}]))", "(http.route {{ index $labels \"http.route\" }})")]
    public void The_text_of_an_alert_names_the_group_of_a_query(string total, string group)
    {
        var bad = total.Replace("rate(a[", "rate(a{code=\"500\"}[", StringComparison.Ordinal);
        var definition = new SloDefinition("x", "s", QueryIndicator.FromBad(bad, total), 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = ExactSamples.All["ratio"].Alerting,
        };
        Assert.Contains(
            $"of events are bad {group}: ",
            Write("PrometheusRule", ManifestOptions.Default, definition).Replace("\\\"", "\"", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    private static string Write(string format, ManifestOptions options, SloDefinition definition)
    {
        using var text = new StringWriter();
        ManifestFormats.FindWriter(format)!.Write([definition], options, text);
        return text.ToString();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
