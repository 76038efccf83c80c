using ProgressiveSlo.Core.Tests.Statistics;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Budgets;

public sealed class ErrorBudgetTests
{
    [Fact]
    public void The_reference_budgets_come_out()
    {
        var count = 0;
        foreach (var row in NumberVectors.Rows("budget.csv"))
        {
            count++;
            if (row["state"] == "error")
            {
                Assert.Throws<SloValidationException>(() => Of(row));
                continue;
            }

            var budget = Of(row);
            Assert.Equal(
                row["state"],
                budget.State switch
                {
                    "Ok" => "ok",
                    "Exhausted" => "exhausted",
                    "NoTraffic" => "no-traffic",
                    _ => budget.State,
                }
            );
            Close(row, "error_ratio", budget.ErrorRatio);
            Close(row, "allowed_bad", budget.AllowedEvents);
            Close(row, "consumed_percent", budget.ConsumedPercent);
            Close(row, "remaining_percent", budget.RemainingPercent);
            Close(row, "burn_rate", budget.BurnRate);
            Close(row, "consumed_downtime_minutes", budget.ConsumedMinutes);
            Close(row, "allowed_downtime_minutes", budget.AllowedMinutes);
            Close(row, "days_to_exhaustion", budget.DaysToExhaustion);
            Assert.Equal(budget.RemainingEvents, budget.AllowedEvents - budget.ConsumedEvents);
        }

        Assert.Equal(58, count);
    }

    [Fact]
    public void The_reference_times_to_exhaustion_come_out()
    {
        foreach (var row in NumberVectors.Rows("exhaustion.csv"))
            Close(
                row,
                "days_to_exhaustion",
                ErrorBudgetArithmetic.DaysToExhaustion(
                    Number(row["remaining"]),
                    Number(row["burn_rate"]),
                    TimeSpan.FromDays(double.Parse(row["period_days"], CultureInfo.InvariantCulture))
                )
            );
    }

    [Fact]
    public void A_budget_that_lasts_longer_than_numbers_go_lasts_for_ever()
    {
        Assert.Null(ErrorBudgetArithmetic.DaysToExhaustion(1m, 1e-28m, TimeSpan.FromDays(3650)));
        Assert.Null(ErrorBudget.Compute(1, 1, 0.1m, TimeSpan.FromDays(365)).DaysToExhaustion);
    }

    [Fact]
    public void A_refused_percent_names_the_ratio_to_write() =>
        Assert.Equal(
            "Target: 99.9 is not a ratio between 0 and 1. Write 0.999 for 99.9 %.",
            Assert.Throws<SloValidationException>(() => ErrorBudget.Compute(1, 1, 99.9m, TimeSpan.FromDays(1))).Message
        );

    private static ErrorBudget Of(IReadOnlyDictionary<string, string> row) =>
        ErrorBudget.Compute(
            long.Parse(row["good"], CultureInfo.InvariantCulture),
            long.Parse(row["total"], CultureInfo.InvariantCulture),
            Number(row["target"]),
            TimeSpan.FromDays(double.Parse(row["window_days"], CultureInfo.InvariantCulture))
        );

    private static void Close(IReadOnlyDictionary<string, string> row, string key, decimal? actual)
    {
        var expected = row[key];
        if (expected is "" or "never")
        {
            Assert.True(actual is null, $"{key}: {actual}, and there is none");
            return;
        }

        var wanted = Number(expected);
        var difference = Math.Abs(wanted - (actual ?? throw new InvalidOperationException($"{key} is missing")));
        // The last place of a decimal is 1e-28, which shows where half an event is left of 4.6e18.
        Assert.True(difference <= Math.Abs(wanted) * 1e-12m + 1e-26m, $"{key}: {actual} is not {wanted}");
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
