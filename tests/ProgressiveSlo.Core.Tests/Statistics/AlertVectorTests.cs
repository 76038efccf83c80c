using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>What an alert fires on, how fast and for how long, beside the reference numbers.</summary>
public sealed class AlertVectorTests
{
    [Fact]
    public void Thresholds_and_least_events_of_windows_are_exact()
    {
        foreach (var row in NumberVectors.Rows("alert-windows.csv"))
        {
            var (alert, target) = (Alert(row), row.Decimal("target"));
            Relative(row, "threshold", alert.ErrorRatioThreshold(target));
            Assert.True((row["reachable"] == "true") == alert.IsReachable(target), Text(row));
            Assert.True(row["minimum_events_in_long_window"] == Whole(alert.MinimumEvents(target)), Text(row));
            Relative(row, "budget_share_per_long_window_at_factor", alert.BudgetConsumedAtDetection(Period(row)));
            Minutes(row, "detection_minutes_total_outage", alert.DetectionTime(target, 1m));
        }
    }

    [Fact]
    public void A_steady_error_ratio_is_detected_and_forgotten_on_time()
    {
        foreach (var row in NumberVectors.Rows("alert-detection.csv"))
        {
            var (alert, target, ratio) = (Alert(row), row.Decimal("target"), row.Decimal("error_ratio"));
            var detection = alert.DetectionTime(target, ratio);
            Assert.True((row["fires"] == "true") == detection.HasValue, Text(row));
            Minutes(row, "detection_minutes", detection);
            Minutes(row, "reset_minutes", alert.ResetTime(target, ratio));
            if (detection is not null)
                Relative(row, "budget_consumed_at_detection", alert.BudgetConsumedAtDetection(Period(row)));
        }
    }

    private static BurnRateAlert Alert(IReadOnlyDictionary<string, string> row) =>
        new(row["severity"], Window(row["long_window"]), Window(row["short_window"]), row.Decimal("factor"));

    private static TimeSpan Period(IReadOnlyDictionary<string, string> row) => TimeSpan.FromDays(row["set"] == "google-28d" ? 28 : 30);

    private static TimeSpan Window(string text) =>
        PrometheusDuration.TryParse(text, out var window) ? window : throw new FormatException(text);

    private static string Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    // The factor 14/15 stands in the files with 17 digits.
    private static void Relative(IReadOnlyDictionary<string, string> row, string column, decimal actual) =>
        Assert.True(Math.Abs(actual - row.Decimal(column)) <= 1e-12m * row.Decimal(column), column + " of " + Text(row));

    // A TimeSpan counts ticks of 100 ns.
    private static void Minutes(IReadOnlyDictionary<string, string> row, string column, TimeSpan? actual)
    {
        Assert.True((row[column].Length == 0) == actual is null, column + " of " + Text(row));
        if (actual is { } time)
            Assert.True(
                Math.Abs(time.TotalMinutes - row.Number(column)) <= 1e-12 * row.Number(column) + (1e-7 / 60),
                column + " of " + Text(row)
            );
    }

    private static string Text(IReadOnlyDictionary<string, string> row) => string.Join(", ", row.Select(c => c.Key + " " + c.Value));
}
