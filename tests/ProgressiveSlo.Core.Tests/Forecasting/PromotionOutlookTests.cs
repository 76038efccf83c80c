using System;
using System.Linq;
using ProgressiveSlo.Core.Tests.Readiness;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Forecasting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Forecasting;

/// <summary>What the next phase would be like today, and what a review of the plan is told.</summary>
public sealed class PromotionOutlookTests
{
    private static readonly DateTime _now = FixedClock.Default.UtcNow;

    [Theory]
    [InlineData(220, "-120", "-1.2")]
    [InlineData(100, "0", "0")]
    [InlineData(25, "75", "0.75")]
    [InlineData(0, "100", "1")]
    public void The_budget_of_the_next_phase_is_that_of_the_window(long bad, string percent, string remaining)
    {
        // What happened before the window of 30 days does not matter.
        var evidence = DayEvidence.Of(60, 100_000, ago => ago < 30 ? bad : 50_000);
        var outlook = PromotionOutlook.Of(DayEvidence.Plan(60), evidence, _now)!;
        Assert.Equal(
            $"Promoting today: 99.9% (production_ready) would be at {percent}% of its error budget, by the last 30 days",
            outlook.Message
        );
        Assert.Equal(
            (decimal.Parse(remaining, System.Globalization.CultureInfo.InvariantCulture), 30),
            (outlook.BudgetRemaining, outlook.WindowDays)
        );
        Assert.Null(outlook.Alerts);
    }

    [Fact]
    public void Alerts_of_the_last_30_days_are_counted_by_severity()
    {
        BurnRateAlert[] alerting = [TestProfiles.Alert(), TestProfiles.Alert(3m, 360, 30, "warning")];
        var plan = DayEvidence.Plan(60, alerting: alerting);
        var evidence = DayEvidence.Of(60, 100_000, _ => 0);

        // Outages of 20 minutes on the days 2, 10 and 33, counted from the first of 40.
        var outages = new[] { 2, 10, 33 };
        var series = Minutes(40, m => outages.Contains(m / 1440) && m % 1440 is >= 600 and < 620);
        var outlook = PromotionOutlook.Of(plan, evidence, _now, series)!;
        Assert.Equal(["critical", "critical", "warning", "warning"], outlook.Alerts!.Select(a => a.Severity).Order());
        Assert.EndsWith(
            ", and 2 critical alerts and 2 warning alerts would have fired in the last 30 days",
            outlook.Message,
            StringComparison.Ordinal
        );

        var quiet = PromotionOutlook.Of(plan, evidence, _now, Minutes(12, _ => false))!;
        Assert.EndsWith(", and no alert would have fired in the last 12 days", quiet.Message, StringComparison.Ordinal);
        Assert.Throws<SloValidationException>(() =>
            PromotionOutlook.Of(plan, evidence, _now, Minutes(2, _ => false).Resample(TimeSpan.FromHours(1)))
        );
    }

    [Fact]
    public void There_is_none_in_the_last_phase_and_without_traffic_and_the_running_day_does_not_count()
    {
        Assert.Null(PromotionOutlook.Of(DayEvidence.Plan(60, "excellence"), DayEvidence.Of(60, 1000, _ => 0), _now));
        Assert.Null(PromotionOutlook.Of(DayEvidence.Plan(60), DayEvidence.Of(60, 0, _ => 0), _now));
        var evidence = DayEvidence.Of(10, 1000, _ => 0);
        evidence = evidence with { Days = [.. evidence.Days, evidence.Days[0] with { Date = DayEvidence.Today, GoodEvents = 0 }] };
        var outlook = PromotionOutlook.Of(DayEvidence.Plan(10), evidence, _now)!;
        Assert.Equal((1m, 10), (outlook.BudgetRemaining, outlook.WindowDays));
    }

    [Fact]
    public void Dates_that_are_not_realistic_are_findings_for_a_review()
    {
        var forecast = new SloForecast
        {
            Service = "api",
            HorizonDays = 400,
            Gates =
            [
                Gate("baseline", 0.5, 10),
                Gate("improvement", 0.12, 40),
                Gate("production_ready", 0, null),
                Gate("excellence", null, null),
            ],
        };
        var findings = ForecastFindings.Of(forecast, "slo/plans/api.yaml");
        Assert.Equal(["phases.improvement", "phases.production_ready"], findings.Select(f => f.Field));
        Assert.All(findings, f => Assert.Equal(("PlanDateUnrealistic", FindingSeverity.Warning, "api"), (f.Code, f.Severity, f.Service!)));
        Assert.Equal(
            "The planned date 2026-03-31 of improvement is not realistic: its gate is open by then on 12% of the paths, "
                + "and on half of them by 2026-04-10",
            findings[0].Message
        );
        Assert.StartsWith("Plan 2026-04-10,", findings[0].Guidance, StringComparison.Ordinal);
        Assert.Contains("not within 400 days", findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("-Trend", findings[1].Guidance, StringComparison.Ordinal);
    }

    private static SloForecastGate Gate(string phase, double? chance, int? days) =>
        new()
        {
            Phase = phase,
            PlannedDate = chance is null ? null : DayEvidence.Today.AddDays(30),
            PlannedProbability = chance,
            P50 = days is { } half ? DayEvidence.Today.AddDays(half) : null,
            P90 = days is { } most ? DayEvidence.Today.AddDays(most) : null,
        };

    private static EventSeries Minutes(int days, Func<int, bool> isBad)
    {
        var total = Enumerable.Repeat(100L, days * 1440).ToArray();
        var good = Enumerable.Range(0, total.Length).Select(m => isBad(m) ? 0L : 100L).ToArray();
        return EventSeries.Create("api", DayEvidence.Today.AddDays(-days), TimeSpan.FromMinutes(1), good, total);
    }
}
