using ProgressiveSlo.Evidence;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

public sealed class DayChecksTests
{
    private static readonly KeyValuePair<string, object>[] Thirty = [new("consecutiveDays", 30m)];

    [Fact]
    public void Consecutive_days_are_not_judged_unless_the_phase_says_how_many() =>
        Assert.Null(DayEvidence.Evaluate(DayEvidence.Of(40, 1000, _ => 1)).Check("ConsecutiveDays"));

    [Fact]
    public void Thirty_days_that_met_the_target_pass_and_equality_meets_it()
    {
        var check = Consecutive(DayEvidence.Of(30, 1000, _ => 5));
        Assert.Equal(CheckStatus.Pass, check.Outcome);
        Assert.Equal("30 days to 2026-02-28 met 99.5%, 30 consecutive days needed", check.Message);
    }

    [Fact]
    public void A_day_that_missed_breaks_and_fails()
    {
        var evidence = DayEvidence.Of(60, 1000, ago => ago == 29 ? 6 : 0);
        var check = Consecutive(evidence);
        Assert.Equal(CheckStatus.Fail, check.Outcome);
        Assert.Equal(29, check.Actual);
        Assert.Equal(
            "Only 29 days to 2026-02-28 met 99.5%, 30 consecutive days needed: 2026-01-30 missed it with 99.40%. It takes 1 more day",
            check.Message
        );
        Assert.Equal(Verdict.NotReady, DayEvidence.Evaluate(evidence, phaseGate: Thirty).Outcome);
        Assert.Equal(CheckStatus.Pass, Consecutive(DayEvidence.Of(60, 1000, ago => ago == 30 ? 6 : 0)).Outcome);
    }

    [Fact]
    public void A_day_without_data_breaks_and_is_insufficient()
    {
        var days = DayEvidence.Of(60, 1000, _ => 0).Days;
        foreach (
            var broken in new[]
            {
                days.Where(d => d.Date != DayEvidence.LastDate.AddDays(-20)).ToArray(),
                days.Select(d => d.Date == DayEvidence.LastDate.AddDays(-20) ? new SloDay(d.Date, 0, 0) { Coverage = 0 } : d).ToArray(),
            }
        )
        {
            var result = DayEvidence.Evaluate(DayEvidence.Of(broken) with { Coverage = 1 }, phaseGate: Thirty);
            Assert.Equal(Verdict.InsufficientEvidence, result.Outcome);
            Assert.Equal(20, result.Check("ConsecutiveDays")!.Actual);
            Assert.Contains(
                "2026-02-08 has no data. It takes 10 more days",
                result.Check("ConsecutiveDays")!.Message,
                StringComparison.Ordinal
            );

            // Coverage is that of the days that are judged, whatever the evidence says of all of them.
            Assert.Equal(2, result.Issues.Count);
        }
    }

    [Fact]
    public void A_window_that_ends_after_the_last_day_has_days_without_data_at_its_end()
    {
        var evidence = DayEvidence.Of(60, 1000, _ => 0) with { To = DayEvidence.LastDate.AddDays(1) };
        Assert.Equal(CheckStatus.Pass, Consecutive(evidence).Outcome);
        var check = Consecutive(evidence with { Days = evidence.Days.Take(59).ToArray() });
        Assert.Equal(CheckStatus.Unknown, check.Outcome);
        Assert.Contains(
            "Only 0 days to 2026-02-28 met 99.5%, 30 consecutive days needed: 2026-02-28 has no data",
            check.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_day_without_traffic_neither_counts_nor_breaks()
    {
        var days = DayEvidence
            .Of(35, 1000, _ => 0)
            .Days.Select(d => d.Date.DayOfWeek == DayOfWeek.Sunday ? new SloDay(d.Date, 0, 0) : d)
            .ToArray();
        Assert.Equal(30, days.Count(d => d.TotalEvents > 0));
        Assert.Equal(CheckStatus.Pass, Consecutive(DayEvidence.Of(days)).Outcome);
        Assert.Equal(29, Consecutive(DayEvidence.Of(days.Skip(2).ToArray())).Actual);
    }

    [Fact]
    public void Evidence_that_starts_too_late_is_insufficient()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Of(10, 1000, _ => 0), phaseGate: Thirty);
        Assert.Equal(Verdict.InsufficientEvidence, result.Outcome);
        Assert.Equal(
            ["Only 10 days to 2026-02-28 met 99.5%, 30 consecutive days needed: the evidence starts there. It takes 20 more days"],
            result.Issues
        );
    }

    [Fact]
    public void The_error_budget_is_advice()
    {
        var check = DayEvidence.Evaluate(DayEvidence.Of(30, 1000, _ => 6)).Check("ErrorBudget")!;
        Assert.Equal(CheckStatus.Advice, check.Outcome);
        Assert.Equal("120% of the error budget of 99.5% is used: 180 bad events of the 150 that it allows in 30000", check.Message);
        Assert.Equal(1.2, check.Actual);
        Assert.Null(DayEvidence.Evaluate(DayEvidence.Of([]) with { Availability = 1 }).Check("ErrorBudget"));
    }

    [Fact]
    public void Exclusions_are_listed()
    {
        var from = DayEvidence.LastDate.AddHours(-30);
        var excluded = new EvidenceExclusion(from, from.AddHours(2), "database\nmove") { GoodEvents = 900, TotalEvents = 1000 };
        var evidence = DayEvidence.Of(30, 1000, _ => 0) with { Exclusions = [excluded, excluded with { Reason = "" }] };
        Assert.Equal(
            "2 intervals are left out of the evidence, with 2000 events, 200 of them bad: 2026-02-26T18:00:00Z to "
                + "2026-02-26T20:00:00Z (database\\u000amove); 2026-02-26T18:00:00Z to 2026-02-26T20:00:00Z",
            DayEvidence.Evaluate(evidence).Check("Exclusions")!.Message
        );
        Assert.Contains(
            "and 3 more",
            DayEvidence.Evaluate(evidence with { Exclusions = Enumerable.Repeat(excluded, 8).ToArray() }).Check("Exclusions")!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Days_alone_give_totals_coverage_and_age()
    {
        var result = DayEvidence.Evaluate(DayEvidence.Of(40, 1000, _ => 1));
        Assert.Equal(0.999, result.Check("Availability")!.Actual);

        // 40 days are there for earlier looks; the last 30 are judged.
        Assert.Equal(30_000, result.Check("Falsifiability")!.Actual);
        Assert.Equal(1, result.Check("Coverage")!.Actual);

        var gap = DayEvidence.Of(40, 1000, _ => 1).Days.Where((_, i) => i != 20).ToArray();
        Assert.Equal(29 / 30.0, DayEvidence.Evaluate(DayEvidence.Of(gap)).Check("Coverage")!.Actual!.Value, 12);

        // A day of the future is not an evidence; the running one is.
        var future = DayEvidence.Of(40, 1000, _ => 1).Days.Select(d => d with { Date = d.Date.AddDays(2) }).ToArray();
        Assert.Equal(Verdict.InsufficientEvidence, DayEvidence.Evaluate(DayEvidence.Of(future)).Outcome);
        Assert.True(DayEvidence.Evaluate(DayEvidence.Of(future.Select(d => d with { Date = d.Date.AddDays(-1) }).ToArray())).Ready);
    }

    [Fact]
    public void Days_before_the_window_neither_help_nor_harm()
    {
        // 20 bad days, then 30 that are just good enough.
        var evidence = DayEvidence.Of(50, 1000, ago => ago < 30 ? 1 : 900);
        Assert.Equal(0.999, DayEvidence.Evaluate(evidence).Check("Availability")!.Actual);
        Assert.Equal(0, DayEvidence.Evaluate(evidence).Check("Stability")!.Actual!.Value, 12);
    }

    private static ReadinessCheck Consecutive(SloEvidence evidence) =>
        DayEvidence.Evaluate(evidence, phaseGate: Thirty).Check("ConsecutiveDays")!;
}
