using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Budgets;

public sealed class ErrorBudgetMeasureTests
{
    private static readonly ErrorBudgetPolicyStep[] _policy = [new(0.5m, "review"), new(0.75m, "reliability first"), new(1m, "freeze")];

    [Fact]
    public void A_rolling_window_takes_the_last_days_of_the_evidence()
    {
        // 40 days of 1,000 events; the first 10 are all bad and lie outside of the window, the last has 15 bad events.
        var evidence = Days(
            Date(1),
            Enumerable
                .Range(0, 40)
                .Select(day =>
                    day < 10 ? 1000L
                    : day == 39 ? 15
                    : 0
                )
        );
        var budget = Assert.Single(
            new ErrorBudgetCalculator
            {
                Target = 0.999m,
                Window = TimeSpan.FromDays(30),
                Policy = _policy,
            }.Of(evidence)
        );
        Assert.Equal(30_000, budget.TotalEvents);
        Assert.Equal(15, budget.ConsumedEvents);
        Assert.Equal(50m, budget.ConsumedPercent);
        Assert.Equal(Date(11), budget.From);
        Assert.Equal(Date(41), budget.To);
        Assert.Equal("30d", budget.Period);
        Assert.Equal("review", budget.Consequence);
        Assert.Equal("api", budget.Service);
    }

    [Fact]
    public void The_time_to_exhaustion_follows_the_last_days_and_not_the_whole_window()
    {
        // 30 bad events are allowed and 6 were bad, all on the last of three days: 6 of 3,000 is twice the budget.
        var evidence = Days(Date(1), Enumerable.Repeat(0L, 29).Append(6));
        var budget = new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) }.Of(evidence)[0];
        Assert.Equal(0.2m, budget.BurnRate);
        Assert.Equal(2m, budget.RecentBurnRate);
        Assert.Equal(12m, budget.DaysToExhaustion);
        Assert.Equal(Date(31).AddDays(12), budget.ExhaustionTime);
        Assert.Null(budget.Consequence);
    }

    [Fact]
    public void Days_that_are_missing_at_the_end_are_days_without_events()
    {
        // Data of 20 days, and the evidence is about 30: nothing burns any more, and the window ends with the evidence.
        var evidence = Days(Date(1), Enumerable.Repeat(1L, 20)) with
        {
            To = Date(31),
        };
        var budget = new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) }.Of(evidence)[0];
        Assert.Equal(Date(31), budget.To);
        Assert.Null(budget.RecentBurnRate);
        Assert.Equal(100m, budget.ConsumedPercent);
    }

    [Fact]
    public void Calendar_months_are_budgets_of_their_own_and_the_last_one_counts_as_far_as_it_went()
    {
        // 2026-01-01 to 2026-02-14: 31 and 14 days of 1,000 events each.
        var evidence = Days(Date(1), Enumerable.Range(0, 45).Select(day => day is 5 or 40 ? 14L : 0));
        var months = new ErrorBudgetCalculator { Target = 0.999m, Policy = _policy }.Of(evidence);
        Assert.Equal(["2026-01", "2026-02"], months.Select(month => month.Period));
        Assert.Equal([31, 28], months.Select(month => (int)month.Window.TotalDays));
        Assert.Equal(31m, months[0].AllowedEvents);
        Assert.Equal(Date(32), months[0].To);

        // Half of February is over: the whole month would have 28,000 events, so 28 may be bad, and 14 of them were.
        Assert.Equal(28m, months[1].AllowedEvents);
        Assert.Equal(50m, months[1].ConsumedPercent);
        Assert.Equal(20.16m, months[1].ConsumedMinutes);
        Assert.Equal(40.32m, months[1].AllowedMinutes);
        Assert.Equal("review", months[1].Consequence);
        Assert.Equal(Date(46), months[1].To);
    }

    [Fact]
    public void A_month_that_is_measured_in_part_says_so_and_is_extrapolated_from_the_measured_days_alone()
    {
        // 2026-01-15 to 2026-01-31, two days of them without data: 15 days of 1,000 events.
        var days = Enumerable
            .Range(15, 17)
            .Select(d => new SloDay(Date(d), d is 20 or 21 ? 0 : 999, d is 20 or 21 ? 0 : 1000) { Coverage = d is 20 or 21 ? 0 : 1 });
        var month = Assert.Single(new ErrorBudgetCalculator { Target = 0.998m }.Of(new SloEvidence { Days = [.. days] }));
        Assert.Equal((15, 62m), (month.DaysMeasured, month.AllowedEvents));
        Assert.Equal(1.44m * 15, month.ConsumedMinutes);
        Assert.Equal("2026-01: 75.81% of the error budget left, measured on 15 of 31 days", month.ToString());

        var whole = Assert.Single(new ErrorBudgetCalculator { Target = 0.998m }.Of(Days(Date(1), Enumerable.Repeat(1L, 31))));
        Assert.Equal((31, "api, 2026-01: 50% of the error budget left"), (whole.DaysMeasured, whole.ToString()));
    }

    [Fact]
    public void A_window_of_parts_of_days_takes_hours_and_is_refused_without_them()
    {
        SloHour[] hours = [.. Enumerable.Range(0, 48).Select(h => new SloHour(Date(1).AddHours(h), h < 12 ? 50 : 99, 100))];
        SloEvidence evidence = new()
        {
            Service = "api",
            Days = [.. hours.GroupBy(h => h.Start.Date).Select(d => new SloDay(d.Key, d.Sum(h => h.GoodEvents), 2400))],
            Hours = hours,
        };
        var calculator = new ErrorBudgetCalculator { Target = 0.99m, Window = TimeSpan.FromHours(36) };
        var budget = calculator.Of(evidence)[0];
        Assert.Equal((3600L, 36L, Date(1).AddHours(12)), (budget.TotalEvents, budget.ConsumedEvents, budget.From));
        Assert.Equal(
            "The window of 1d12h is not made of whole days, and the evidence of 'api' has no hours of 2026-01-01",
            Assert.Throws<SloValidationException>(() => calculator.Of(evidence with { Hours = hours[24..] })).Problem.Message
        );
        Assert.Equal("Window", Assert.Throws<SloValidationException>(() => calculator.Of(evidence with { Hours = [] })).Problem.Field);
        Assert.Contains(
            "not of whole hours either",
            Assert
                .Throws<SloValidationException>(() =>
                    new ErrorBudgetCalculator { Target = 0.99m, Window = TimeSpan.FromMinutes(90) }.Of(evidence)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_last_step_of_the_policy_that_is_reached_applies_and_equality_reaches_it()
    {
        Assert.Null(ErrorBudgetPolicy.StepAt(_policy, 0.4999m));
        Assert.Null(ErrorBudgetPolicy.StepAt(_policy, null));
        Assert.Equal("review", ErrorBudgetPolicy.StepAt(_policy, 0.5m)!.Consequence);
        Assert.Equal("freeze", ErrorBudgetPolicy.StepAt(_policy, 7m)!.Consequence);
    }

    [Fact]
    public void A_part_of_a_month_leaves_no_noise_of_divisions()
    {
        for (var days = 1; days <= 31; days++)
        {
            var evidence = new SloEvidence
            {
                Days = Enumerable
                    .Range(0, days)
                    .Select(i => new SloDay(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i), 999, 1000))
                    .ToArray(),
            };
            var month = Assert.Single(new ErrorBudgetCalculator { Target = 0.999m }.Of(evidence));
            Assert.Equal(31m, month.AllowedEvents);
            Assert.Equal(31m - days, month.RemainingEvents);
            Assert.Equal(1m, month.BurnRate);
            Assert.Equal(1.44m * days, month.ConsumedMinutes);
            Assert.InRange(month.ConsumedPercent!.Value.ToString(CultureInfo.InvariantCulture).Length, 1, 16);
            Assert.Equal(days == 31 ? "Exhausted" : "Ok", month.State);
        }
    }

    [Fact]
    public void Sums_are_enough_for_a_window_and_not_for_months()
    {
        var sums = new SloEvidence
        {
            Service = "api",
            GoodEvents = 999,
            TotalEvents = 1000,
        };
        Assert.Equal(
            100m,
            new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) }
                .Of(sums)[0]
                .ConsumedPercent
        );
        Assert.Contains(
            "calendar months need them",
            Assert.Throws<SloValidationException>(() => new ErrorBudgetCalculator { Target = 0.999m }.Of(sums)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'api'",
            Assert
                .Throws<SloValidationException>(() =>
                    new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) }.Of(new SloEvidence { Service = "api" })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Days_without_data_are_told_from_days_without_traffic()
    {
        var rolling = new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) };
        SloDay nothing = new(Date(1), 0, 0) { Coverage = 0 };
        Assert.Equal("NoData", rolling.Of(new SloEvidence { Days = [nothing] })[0].State);
        Assert.Equal("NoTraffic", rolling.Of(new SloEvidence { Days = [nothing, new(Date(2), 0, 0)] })[0].State);
        Assert.Equal(
            "NoData",
            new ErrorBudgetCalculator { Target = 0.999m }
                .Of(new SloEvidence { Days = [nothing] })[0]
                .State
        );

        // The days that there are lie before the window.
        SloEvidence old = new() { Days = [new(Date(1), 9, 10)], To = Date(1).AddDays(60) };
        Assert.Equal("NoData", rolling.Of(old)[0].State);
        Assert.EndsWith("no data", rolling.Of(old)[0].ToString(), StringComparison.Ordinal);
        SloEvidence sums = new() { GoodEvents = 0, TotalEvents = 0 };
        Assert.Equal("NoTraffic", rolling.Of(sums)[0].State);
        Assert.Equal("NoData", rolling.Of(sums with { Coverage = 0 })[0].State);
    }

    [Fact]
    public void Days_without_traffic_have_no_budget_and_no_exhaustion()
    {
        var budget = new ErrorBudgetCalculator { Target = 0.999m, Window = TimeSpan.FromDays(30) }.Of(
            new SloEvidence { Days = [new(Date(1), 0, 0)] }
        )[0];
        Assert.Equal("NoTraffic", budget.State);
        Assert.Null(budget.ConsumedPercent);
        Assert.Null(budget.DaysToExhaustion);
        Assert.Equal(43.2m, budget.AllowedMinutes);
    }

    private static DateTime Date(int day) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day - 1);

    private static SloEvidence Days(DateTime first, IEnumerable<long> bad) =>
        new() { Service = "api", Days = bad.Select((count, index) => new SloDay(first.AddDays(index), 1000 - count, 1000)).ToArray() };
}
