using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

public sealed class AlertWindowSetsTests
{
    private const string Week = """
        apiVersion: sloth.slok.dev/v1
        kind: AlertWindows
        spec:
          sloPeriod: 1w
          page:
            quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
            slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
          ticket:
            quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}
            slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}
        """;

    [Fact]
    public void The_built_in_sets_have_the_factors_of_the_workbook()
    {
        Assert.Equal(["google-28d", "google-30d"], AlertWindowSets.Names);
        Assert.Equal(
            ["page 1h/5m × 14.4", "page 6h/30m × 6", "ticket 1d/2h × 3", "ticket 3d/6h × 1"],
            Alerts(AlertWindowSets.Find("Google-30d")!)
        );
        Assert.Equal(
            ["page 1h/5m × 13.44", "page 6h/30m × 5.6", "ticket 1d/2h × 2.8", "ticket 3d/6h × 0.9333333333"],
            Alerts(AlertWindowSets.Find("google-28d")!)
        );
        Assert.Null(AlertWindowSets.Find("google-31d"));
    }

    [Fact]
    public void A_set_is_found_for_its_own_period_and_google_30d_for_others()
    {
        Assert.Equal("google-28d", AlertWindowSets.ForPeriod(TimeSpan.FromDays(28)).Name);
        Assert.Equal("google-30d", AlertWindowSets.ForPeriod(TimeSpan.FromDays(90)).Name);
    }

    [Fact]
    public void A_file_is_a_set_named_like_it()
    {
        var set = Read(Week, "week.yaml");
        Assert.Equal(("week", TimeSpan.FromDays(7)), (set.Name, set.Period));
        Assert.Equal(["page 1h/5m × 13.44", "page 6h/30m × 3.5", "ticket 1d/2h × 1.4", "ticket 3d/6h × 0.98"], Alerts(set));
    }

    [Fact]
    public void A_set_in_block_style_is_read()
    {
        var set = AlertWindowSets.ReadFile(Fixtures.Own.Path("sloth/windows/week.yaml"), "week.yaml");
        Assert.Equal(("week", TimeSpan.FromDays(7)), (set.Name, set.Period));
        Assert.Equal(["page 1h/5m × 16.8", "page 6h/30m × 4.2", "ticket 1d/2h × 1.75", "ticket 3d/6h × 1.4"], Alerts(set));
    }

    [Theory]
    [InlineData("sloPeriod: 1w", "sloPeriod: week", "spec.sloPeriod", 4)]
    [InlineData("errorBudgetPercent: 8", "errorBudgetPercent: 0", "spec.page.quick.errorBudgetPercent", 6)]
    [InlineData("errorBudgetPercent: 8", "errorBudgetPercent: 101", "spec.page.quick.errorBudgetPercent", 6)]
    [InlineData("shortWindow: 30m", "shortWindow: 6h", "spec.page.slow.shortWindow", 7)]
    [InlineData("longWindow: 3d", "longWindow: 8d", "spec.ticket.slow.longWindow", 10)]
    [InlineData("longWindow: 3d", "longwindow: 3d", "spec.ticket.slow.longWindow", 10)]
    [InlineData("kind: AlertWindows", "kind: PrometheusServiceLevel", "kind", 2)]
    public void A_wrong_value_is_named_with_its_place(string right, string wrong, string field, int line)
    {
        var problem = Assert
            .Throws<SloDocumentException>(() => Read(Week.Replace(right, wrong, StringComparison.Ordinal), "week.yaml"))
            .Problems[0];
        Assert.Equal((field, line), (problem.Problem.Field, problem.Line));
    }

    [Fact]
    public void Among_manifests_it_is_a_problem_that_says_where_it_belongs()
    {
        var problem = Assert.Single(ManifestImporter.ReadText(Week).Problems).Problem;
        Assert.Equal("AlertWindowsNotSlo", problem.Code);
        Assert.Contains("-AlertWindowSet", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaled_alerts_stand_for_the_same_share_of_the_budget() =>
        Gen.Select(Gen.Int[1, 366], Gen.Bool)
            .Sample(
                (days, is28) =>
                {
                    var set = AlertWindowSets.Find(is28 ? "google-28d" : "google-30d")!;
                    var period = TimeSpan.FromDays(days);
                    var alerts = set.AlertsFor(period);
                    Assert.Equal(set.Windows.Select(w => w.Severity), alerts.Select(a => a.Severity));
                    foreach (var (window, alert) in set.Windows.Zip(alerts))
                    {
                        var percent = alert.BurnRate * alert.LongWindow.Ticks / period.Ticks * 100m;
                        Assert.True(Math.Abs(percent - window.BudgetPercent) < 0.000001m, alert.ToString());

                        // Half a minute of rounding, and never nothing.
                        var exact = window.LongWindow.TotalMinutes * days / set.Period.TotalDays;
                        Assert.True(Math.Abs(alert.LongWindow.TotalMinutes - exact) <= 0.5 || exact < 1);
                        Assert.True(alert.ShortWindow >= TimeSpan.FromMinutes(1) && alert.ShortWindow <= alert.LongWindow);
                    }
                }
            );

    private static string[] Alerts(AlertWindowSet set) => set.AlertsFor(set.Period).Select(a => a.ToString()).ToArray();

    private static AlertWindowSet Read(string text, string name)
    {
        var folder = Directory.CreateTempSubdirectory("windows-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text);
            return AlertWindowSets.ReadFile(path, name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
