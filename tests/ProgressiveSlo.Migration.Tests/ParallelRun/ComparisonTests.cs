using ProgressiveSlo.Migration.ParallelRun;
using Xunit;
using static ProgressiveSlo.Migration.Tests.ParallelRun.Runs;

namespace ProgressiveSlo.Migration.Tests.ParallelRun;

public sealed class ComparisonTests
{
    [Fact]
    public void Equal_series_without_alerts_agree()
    {
        var side = Side(h => h % 24 == 3 ? 0.02 : 0.001);
        var result = Compare(side, side);
        Assert.Equal((ParallelRunVerdict.Agrees, true), (result.Verdict, result.Agrees));
        Assert.Empty(result.Reasons);
        Assert.Equal(
            (336, 336, 0, 0, 0, 0),
            (result.Intervals, result.Compared, result.Idle, result.OnlyManual, result.OnlyAutomated, result.Missing)
        );
        Assert.Equal(1, result.Coverage);
        Assert.Equal((0, 0, 0), (result.Sli!.Mean, result.Sli.MeanAbsolute, result.Sli.Max));
        Assert.Empty(result.Sli.Worst);
    }

    [Fact]
    public void Differences_are_automated_minus_manual_and_the_worst_times_are_named()
    {
        // Hours 10 to 13: 0.04 more on the automated side; hours 100 and 101: 0.03 less.
        var manual = Side(h => h is 100 or 101 ? 0.03 : 0);
        var automated = Side(h => h is >= 10 and < 14 ? 0.04 : 0);
        var sli = Compare(manual, automated).Sli!;
        Assert.Equal((0.16 - 0.06) / 336, sli.Mean, 15);
        Assert.Equal((0.16 + 0.06) / 336, sli.MeanAbsolute, 15);
        Assert.Equal((0.04, At(10), 0.0, 0.04), (sli.Max, sli.MaxAt, sli.MaxManual, sli.MaxAutomated));
        Assert.Equal([(At(10), At(14)), (At(100), At(102))], sli.Worst.Select(w => (w.From, w.To)));
        Assert.Equal([0.04, -0.03], sli.Worst.Select(w => Math.Round(w.Difference, 12)));
    }

    [Fact]
    public void The_five_worst_times_are_kept()
    {
        var sli = Compare(Side(_ => 0), Side(h => h % 20 == 0 ? 0.01 + (h / 100000.0) : 0)).Sli!;
        Assert.Equal([320, 300, 280, 260, 240], sli.Worst.Select(w => (w.From - From).TotalHours));
    }

    [Fact]
    public void Counted_events_give_budgets_of_bad_by_all_each_with_its_own()
    {
        // 36 bad of 3,600 + 300 quiet hours: 1 bad of 1.
        var manual = Counts(h => h < 36 ? (99, 100) : (1, 1));
        var automated = Counts(h => h < 36 ? (98, 100) : (1, 1));
        var budget = Compare(manual, automated).Budget!;
        Assert.Equal(BudgetBasis.Events, budget.Basis);
        Assert.Equal(36.0 / 3900, budget.ManualErrorRatio, 15);
        Assert.Equal(72.0 / 3900, budget.AutomatedErrorRatio, 15);
        Assert.Equal(36.0 / 39, budget.Manual, 12);
        Assert.Equal(72.0 / 39, budget.Automated, 12);
        Assert.Equal(36.0 / 39, budget.Difference, 12);
    }

    [Fact]
    public void Events_of_one_side_weigh_the_ratios_of_both()
    {
        var manual = Side(h => h < 168 ? 0.01 : 0);
        var automated = Counts(h => h < 168 ? (297, 300) : (100, 100));
        var budget = Compare(manual, automated).Budget!;
        Assert.Equal(BudgetBasis.EventsOfAutomated, budget.Basis);
        Assert.Equal(0.0075, budget.ManualErrorRatio, 12);
        Assert.Equal(0.0075, budget.AutomatedErrorRatio, 12);
        Assert.Equal(BudgetBasis.EventsOfManual, Compare(automated, manual).Budget!.Basis);
    }

    [Fact]
    public void Without_events_the_budget_is_an_average_over_time_and_says_so()
    {
        var budget = Compare(Side(h => h < 168 ? 0.01 : 0), Side(h => h < 168 ? 0.02 : 0)).Budget!;
        Assert.Equal(BudgetBasis.Time, budget.Basis);
        Assert.Equal(0.5, budget.Manual, 12);
        Assert.Equal(1.0, budget.Automated, 12);
        Assert.Equal(0.5, budget.Difference, 12);
    }

    [Fact]
    public void A_difference_just_within_its_tolerance_agrees_and_one_just_beyond_does_not()
    {
        // A tenth of the budget of 0.01 is 0.001 on average; differences of both signs leave the budgets alike.
        ParallelRunResult With(double size) => Compare(Side(_ => 0.005), Side(h => 0.005 + (h % 2 == 0 ? size : -size)));
        Assert.Equal(ParallelRunVerdict.Agrees, With(0.00099).Verdict);
        var beyond = With(0.00101);
        Assert.Equal((ParallelRunVerdict.Disagrees, "SliDiffers"), (beyond.Verdict, beyond.Codes()[0]));

        // A twentieth of the budget is 0.0005.
        ParallelRunResult Shifted(double size) => Compare(Side(_ => 0.005), Side(_ => 0.005 + size));
        Assert.Equal(ParallelRunVerdict.Agrees, Shifted(0.00049).Verdict);
        Assert.Equal("BudgetDiffers", Shifted(0.00051).Codes()[0]);
    }

    [Fact]
    public void Tolerances_can_be_widened()
    {
        var tolerance = new ParallelRunTolerance
        {
            SliDifference = 1,
            BudgetDifference = 1,
            UnmatchedAlerts = 1,
        };
        Assert.Equal(ParallelRunVerdict.Agrees, Compare(Side(_ => 0.005, [Fires("A", 5, 6)]), Side(_ => 0.014), tolerance).Verdict);
        Assert.Equal(
            ParallelRunVerdict.Disagrees,
            Compare(Side(_ => 0.005, [Fires("A", 5, 6), Fires("A", 50, 60)]), Side(_ => 0.014), tolerance).Verdict
        );
    }

    [Fact]
    public void Bad_events_that_only_one_side_knows_are_a_difference()
    {
        // Ten hours of 0.336 are a whole budget of 336 hours; they are few enough to keep the coverage.
        var result = Compare(Side(h => h is >= 50 and < 60 ? null : 0), Side(h => h is >= 50 and < 60 ? 0.336 : 0));
        Assert.Equal(3.36 / 326 / 0.01, result.Budget!.OneSided, 12);
        Assert.Equal((0, 10, ParallelRunVerdict.Disagrees), (result.OnlyManual, result.OnlyAutomated, result.Verdict));
        Assert.Contains("BudgetOneSided", result.Codes());
        Assert.Contains("PointsMissing", result.Codes());
    }

    [Fact]
    public void Two_weeks_by_the_minute_are_compared_at_once()
    {
        var subject = Subject with { Step = TimeSpan.FromMinutes(1) };
        var points = Enumerable.Range(0, 20160).Select(m => new SliPoint(From.AddMinutes(m), m % 7 / 1000.0)).ToArray();
        var result = ParallelRunComparison.Compare(
            subject,
            new ParallelRunSide(points) { Alerts = [] },
            new ParallelRunSide(points) { Alerts = [] }
        );
        Assert.Equal((20160, ParallelRunVerdict.Agrees), (result.Compared, result.Verdict));
    }
}
