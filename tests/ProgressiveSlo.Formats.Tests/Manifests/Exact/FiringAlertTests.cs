using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

/// <summary>Pairs of windows that can never fire are left out of the rules with a loss, and the others are written.</summary>
public sealed class FiringAlertTests
{
    [Theory]
    [InlineData(0.93, 1)]
    [InlineData(0.9, 1)]
    [InlineData(0.85, 1)]
    [InlineData(0.8, 2)]
    [InlineData(0.5, 3)]
    public void A_low_target_has_the_alerts_that_can_fire(double target, int unreachable)
    {
        var definition = Make((decimal)target, 30, AlertWindowSets.Find("google-30d")!.AlertsFor(TimeSpan.FromDays(30)));
        var (text, losses) = Write(definition);
        Assert.Equal(
            Enumerable.Range(0, unreachable).Select(i => $"alerting[{i}]"),
            losses.Where(l => l.Code == "AlertUnreachable").Select(l => l.Field)
        );
        var again = Assert.Single(ManifestImporter.ReadText(text).Definitions);
        Assert.Empty(again.Losses);
        Assert.Equal(definition.Alerting.Skip(unreachable), again.Alerting);
    }

    [Fact]
    public void A_set_that_was_scaled_to_a_short_period_has_the_pairs_of_two_windows()
    {
        var definition = Make(0.999m, 30, []).With(window: TimeSpan.FromHours(2));
        var options = new ManifestOptions { AlertWindows = AlertWindowSets.Find("google-30d") };
        var (text, losses) = Write(definition, options);
        Assert.Contains(losses, l => l.Code == "AlertWindowOrder");
        Assert.NotEmpty(Assert.Single(ManifestImporter.ReadText(text).Definitions).Alerting);
    }

    [Fact]
    public void A_definition_whose_alerts_can_all_never_fire_is_refused()
    {
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            Write(Make(0.9m, 30, [new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)]))
        );
        Assert.Equal("AlertUnreachable", refusal.Problem.Code);
    }

    [Fact]
    public void Windows_that_stand_in_the_other_order_are_refused()
    {
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            Write(
                Make(
                    0.999m,
                    30,
                    [
                        new("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m),
                        new("ticket", TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), 6m),
                    ]
                )
            )
        );
        Assert.Equal(("AlertWindowOrder", "alerting[1]"), (refusal.Problem.Code, refusal.Problem.Field));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(14, 0)]
    [InlineData(30, 0)]
    public void A_short_window_of_less_than_two_scrapes_is_told(int days, int told)
    {
        var (_, losses) = Write(Make(0.999m, days, []), new ManifestOptions { AlertWindows = AlertWindowSets.Find("google-30d") });
        Assert.Equal(told, losses.Count(l => l.Code == "AlertWindowTooShort"));
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("6h")]
    [InlineData("12h")]
    [InlineData("1d")]
    public void A_short_period_of_Pyrra_becomes_rules(string window)
    {
        var result = ManifestImporter.ReadText(
            $$"""
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata:
              name: orders
            spec:
              target: "99"
              window: {{window}}
              indicator:
                ratio:
                  errors: {metric: 'http_requests_total{code=~"5.."}'}
                  total: {metric: http_requests_total}
            """
        );
        var definition = Assert.Single(result.Definitions);
        Assert.NotEmpty(definition.Alerting);
        Assert.All(definition.Alerting, a => Assert.True(a.ShortWindow < a.LongWindow));
        var (text, _) = Write(definition);
        Assert.Equal(definition.Alerting, Assert.Single(ManifestImporter.ReadText(text).Definitions).Alerting);

        using var pyrra = new StringWriter();
        Assert.DoesNotContain(
            ManifestFormats.FindWriter("Pyrra")!.Write([definition], ManifestOptions.Default, pyrra),
            l => l.Field == "alerting"
        );
    }

    private static SloDefinition Make(decimal target, int days, IReadOnlyList<BurnRateAlert> alerts) =>
        ExactSamples.Make(RatioIndicator.Default, target: target, days: days, alerts: alerts);

    private static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(SloDefinition definition, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        var losses = ManifestFormats.FindWriter("PrometheusRule")!.Write([definition], options ?? ManifestOptions.Default, text);
        return (text.ToString(), losses);
    }
}
