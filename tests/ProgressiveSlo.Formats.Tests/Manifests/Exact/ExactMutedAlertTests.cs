using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Our own rules with thresholds that people write to mute an alert, and with series that are recorded for each window.</summary>
public sealed class ExactMutedAlertTests
{
    [Theory]
    [InlineData("Inf")]
    [InlineData("NaN")]
    [InlineData("1e30")]
    [InlineData("1e28")]
    [InlineData("8e28")]
    [InlineData("-1")]
    public void An_alert_with_an_odd_threshold_was_changed_by_hand_and_stops_nothing(string threshold)
    {
        var text = Write(QueryIndicator.FromBad("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))"));
        var at = text.IndexOf(" > 0.", StringComparison.Ordinal);
        var end = at + 3;
        while (text[end] is '.' or (>= '0' and <= '9'))
            end++;
        var read = Read(text[..(at + 3)] + threshold + text[end..]);
        Assert.Empty(read.Problems);
        Assert.NotEmpty(Assert.Single(read.Definitions).Losses);
    }

    [Theory]
    [InlineData("sum(job:errors:rate{{.window}})", "sum(job:requests:rate{{.window}})")]
    [InlineData("sum(job:errors:rate{{.window}}{job=\"a\"})", "sum(rate(requests[{{.window}}]))")]
    [InlineData("sum(rate5m:errors:rate{{.window}})", "sum(rate5m:requests:rate{{.window}})")]
    public void Series_that_are_recorded_for_each_window_survive_their_own_export(string bad, string total)
    {
        var read = Read(Write(QueryIndicator.FromBad(bad, total)));
        Assert.Empty(read.Problems);
        var definition = Assert.Single(read.Definitions);
        Assert.Empty(definition.Losses);
        var indicator = Assert.IsType<QueryIndicator>(definition.Indicator);
        Assert.Equal(
            (bad.Replace("{job=\"a\"}", "{job = \"a\"}", StringComparison.Ordinal), total),
            (indicator.Bad!.Replace("{job=\"a\"}", "{job = \"a\"}", StringComparison.Ordinal), indicator.Total)
        );
    }

    private static string Write(SloIndicator indicator) =>
        ManifestDocuments.Write(
            ManifestFormats.FindWriter("PrometheusRule")!,
            [
                new SloDefinition("checkout-availability", "checkout", indicator, 0.999m, TimeSpan.FromDays(30))
                {
                    Alerting = [new BurnRateAlert("critical", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
                },
            ],
            ManifestOptions.Default,
            out _
        );

    private static ManifestReadResult Read(string text) => ManifestImporter.ReadText(text);
}
