using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Core.Tests.Statistics;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Series;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Backtesting;

/// <summary>Firing intervals beside the reference numbers, minute for minute.</summary>
public sealed class ReferenceReplayTests
{
    [Theory]
    [InlineData("constant")]
    [InlineData("diurnal")]
    [InlineData("low")]
    [InlineData("outage")]
    [InlineData("slow")]
    [InlineData("flapping")]
    public void Every_policy_fires_in_the_same_minutes_with_the_same_peaks(string name)
    {
        var series = ReferenceSeries.Read(name);
        var policies = ReferenceSeries.Policies();
        var results = Backtest.Run(series, [.. policies.Select(p => p.Policy)]);
        Assert.Equal(12, results.Count);
        foreach (var ((id, policy), result) in policies.Zip(results))
        {
            var expected = ReferenceSeries
                .Expected(name, "firing")
                .GetProperty(id)
                .EnumerateArray()
                .Select(i => (i[0].GetInt32(), i[1].GetInt32()));
            Assert.Equal(expected, result.Alerts.Select(a => (Minute(a.Start), Minute(a.End))));
            if (!ReferenceSeries.Expected(name, "peak_long_window_error_ratio").TryGetProperty(id, out var peaks))
                continue;
            foreach (var (peak, alert) in peaks.EnumerateArray().Zip(result.Alerts))
                Assert.Equal(peak.GetDouble(), (double)(alert.PeakBurnRate * (1m - policy.Target)), 1e-12);
        }

        static int Minute(DateTime time) => (int)(time - ReferenceSeries.Start).TotalMinutes;
    }

    [Fact]
    public void A_steady_error_ratio_is_detected_and_forgotten_as_the_closed_forms_say()
    {
        const int Before = 4500;
        const int Traffic = 1_000_000;
        var checkedRows = 0;
        foreach (var row in NumberVectors.Fixture("alert-detection.csv").Where(r => r["set"] != "google-28d"))
        {
            // Counts that are whole; smaller ratios never fire.
            var (target, ratio) = (row.Decimal("target"), row.Decimal("error_ratio"));
            var (longWindow, shortWindow) = (Window(row["long_window"]), Window(row["short_window"]));
            var lasting = (int)longWindow.TotalMinutes + 10;
            var (good, total) = (new List<long>(), new List<long>());
            for (var minute = 0; minute < Before + lasting + 4500; minute++)
            {
                total.Add(Traffic);
                good.Add(minute >= Before && minute < Before + lasting ? Traffic - (long)(ratio * Traffic) : Traffic);
            }

            var alert = new BurnRateAlert(row["severity"], longWindow, shortWindow, row.Decimal("factor"));
            var result = Backtest.Run(
                EventSeries.Create("steady", ReferenceSeries.Start, ReferenceSeries.Minute, good, total),
                [new BacktestPolicy(target, TimeSpan.FromDays(30), [alert])]
            )[0];
            if (row["fires"] == "false")
            {
                Assert.Empty(result.Alerts);
                continue;
            }

            var found = Assert.Single(result.Alerts);
            var first = (int)(found.Start - ReferenceSeries.Start).TotalMinutes - Before;
            Assert.Equal(row.Whole("first_firing_minute"), first);
            Assert.Equal(
                row.Whole("first_silent_minute_after_end"),
                (found.End - ReferenceSeries.Start).TotalMinutes + 1 - Before - lasting
            );

            // The share at the exact time of detection, and at most a minute's more at the evaluation after it.
            var used = (double)found.BudgetAtDetection;
            var minuteShare = (double)(ratio / (1m - target)) / 43200;
            Assert.InRange(
                used,
                row.Number("budget_consumed_at_detection") - 1e-12,
                row.Number("budget_consumed_at_detection") + minuteShare + 1e-12
            );
            Assert.Equal((double)ratio / (double)(1m - target), (double)found.PeakBurnRate, 1e-9);
            checkedRows++;
        }

        Assert.True(checkedRows > 100, $"{checkedRows} rows");
    }

    private static TimeSpan Window(string text) =>
        PrometheusDuration.TryParse(text, out var window) ? window : throw new FormatException(text);
}
