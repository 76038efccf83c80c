using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests;

/// <summary>Templates of alerts name the labels that the series of the tool have.</summary>
public sealed class AlertTemplateTests
{
    private const string Sloth = """
        version: prometheus/v1
        service: shop
        labels: {category: availability}
        slos:
          - name: requests
            objective: 99.9
            sli:
              events:
                error_query: sum(rate(errors_total[{{.window}}]))
                total_query: sum(rate(requests_total[{{.window}}]))
            alerting:
              name: ShopBurns
              labels:
                service: "{{ $labels.sloth_service }}"
                sli_type: "{{ $labels.category }}"
              annotations:
                summary: SLO {{ $labels.sloth_slo }} of {{ $labels.sloth_service }} burns
                dashboard: https://g.example/?var-id={{$labels.sloth_id}}
                other: "{{ $labels.cluster }} {{ .Labels.category }}"
              page_alert:
                annotations:
                  page: "{{ .Labels.sloth_service | title }}"
        """;

    private const string Pyrra = """
        apiVersion: pyrra.dev/v1alpha1
        kind: ServiceLevelObjective
        metadata:
          name: orders
          labels: {pyrra.dev/team: pay}
          annotations:
            pyrra.dev/summary: "{{ $labels.slo }} of {{ $labels.team }}"
            pyrra.dev/windows: "{{ $labels.short }}/{{ $labels.long }}"
        spec:
          target: "99"
          window: 4w
          indicator:
            ratio:
              errors: {metric: 'http_requests_total{code=~"5.."}'}
              total: {metric: http_requests_total}
              grouping: [handler]
        """;

    [Fact]
    public void Labels_of_Sloth_become_ours_and_labels_of_the_SLO_their_values()
    {
        var (text, losses) = Write("PrometheusRule", Read(Sloth));
        Assert.Contains("service: '{{ $labels.slo_service }}'", Unquoted(text), StringComparison.Ordinal);
        Assert.Contains("sli_type: availability", text, StringComparison.Ordinal);
        Assert.Contains("SLO {{ $labels.slo_name }} of {{ $labels.slo_service }} burns", text, StringComparison.Ordinal);
        Assert.Contains("var-id={{$labels.slo_id}}", text, StringComparison.Ordinal);
        Assert.Contains("{{ .Labels.slo_service | title }}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sloth_", text, StringComparison.Ordinal);
        var loss = Assert.Single(losses);
        Assert.Equal("alertSettings.annotations.other", loss.Field);
        Assert.Contains("no label cluster", loss.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sloth")]
    [InlineData("SlothOperator")]
    [InlineData("PrometheusRule")]
    public void What_goes_back_to_Sloth_has_its_labels_again(string format)
    {
        var (text, _) = Write(format, Read(Sloth), new ManifestOptions { Flavor = RuleFlavor.Sloth });
        Assert.Contains("SLO {{ $labels.sloth_slo }} of {{ $labels.sloth_service }} burns", text, StringComparison.Ordinal);
        Assert.Contains("var-id={{$labels.sloth_id}}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("labels.slo_", text, StringComparison.Ordinal);
        Assert.Equal(Read(Sloth).AlertSettings, Read(text).AlertSettings);
    }

    [Fact]
    public void Labels_of_Pyrra_become_ours_and_those_of_its_windows_are_losses()
    {
        var definition = Read(Pyrra);
        Assert.Equal("metadata.annotations.pyrra.dev/windows", Assert.Single(definition.Losses).Field);
        var (text, losses) = Write("PrometheusRule", definition);
        Assert.Contains("{{ $labels.slo_name }} of pay", text, StringComparison.Ordinal);
        Assert.Contains(losses, l => l.Field == "alertSettings.annotations.windows");
        Assert.Contains("{{ $labels.slo }} of {{ $labels.team }}", Write("Pyrra", definition).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_labels_become_values_or_labels_of_Pyrra()
    {
        var definition = new SloDefinition("errors", "web", RatioIndicator.Http("x_total"), 0.99m, TimeSpan.FromDays(28))
        {
            AlertSettings = new AlertSettings
            {
                Annotations = new Dictionary<string, string>
                {
                    ["a"] = "{{ $labels.slo_service }}/{{ $labels.slo_name }}",
                    ["b"] = "{{ $labels.slo_id | toUpper }}",
                },
            },
        };
        var (text, losses) = Write("Pyrra", definition);
        Assert.Contains("web/{{ $labels.slo }}", text, StringComparison.Ordinal);
        Assert.Contains(losses, l => l.Field == "alertSettings.annotations.b");
    }

    [Fact]
    public void A_label_that_the_grouping_keeps_stays()
    {
        var definition = Read(Sloth.Replace("sum(rate(", "sum by (cluster) (rate(", StringComparison.Ordinal));
        var (text, losses) = Write("PrometheusRule", definition);
        Assert.Empty(losses);
        Assert.Contains("{{ $labels.cluster }} availability", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_outside_of_actions_stay()
    {
        var definition = Read(Sloth.Replace("burns", "burns, see $labels.sloth_slo", StringComparison.Ordinal));
        Assert.Contains("see $labels.sloth_slo", Write("PrometheusRule", definition).Text, StringComparison.Ordinal);
    }

    private static string Unquoted(string text) => text.Replace('"', '\'');

    private static SloDefinition Read(string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }

    private static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(
        string format,
        SloDefinition definition,
        ManifestOptions? options = null
    )
    {
        using var text = new StringWriter();
        var losses = ManifestFormats.FindWriter(format)!.Write([definition], options ?? ManifestOptions.Default, text);
        return (text.ToString(), losses.Where(l => l.Field.StartsWith("alertSettings", StringComparison.Ordinal)).ToArray());
    }
}
