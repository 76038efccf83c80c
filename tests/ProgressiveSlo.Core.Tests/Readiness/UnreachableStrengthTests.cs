using ProgressiveSlo.Objectives;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>
/// What the gate says from the first day of a phase on where its strength takes more days than the phase has, and what it does not say
/// where a few days more are enough.
/// </summary>
public sealed class UnreachableStrengthTests
{
    private const string DailyJob =
        "A day counts as 1 independent trial, however many events it has (trialsPerDay), so it takes 265 days even without a failure, and "
        + "baseline is planned for 30. "
        + "What helps: a longer phase, a lower target, or one SLO for several services (SRE Workbook, chapter 5)";

    [Theory]
    [InlineData(0, "Strength of evidence for 99% unknown: there are 0 days with traffic, and it takes at least 5. ")]
    [InlineData(1, "Strength of evidence for 99% unknown: there is 1 day with traffic, and it takes at least 5. ")]
    [InlineData(6, "Strength of evidence 1, 5 needed for 99%: 0 bad events of 8640 in 6 days to 2026-02-28. ")]
    [InlineData(30, "Strength of evidence 1.2, 5 needed for 99%: 0 bad events of 43200 in 30 days to 2026-02-28. ")]
    public void The_gate_of_a_daily_job_says_on_every_day_how_many_it_takes(int days, string before)
    {
        var result = Evaluate(days, trials: 1);
        var check = result.Check("Demonstrated")!;
        Assert.Equal(("Unknown", before + DailyJob), (check.Status, check.Message));
        Assert.Equal(DayEvidence.Today.AddDays(265 - days), result.EarliestDate);
    }

    [Fact]
    public void The_days_that_are_told_are_those_on_which_it_opens()
    {
        Assert.Equal("Unknown", Evaluate(264, trials: 1).Check("Demonstrated")!.Status);
        Assert.Equal("Pass", Evaluate(265, trials: 1).Check("Demonstrated")!.Status);
    }

    // A record of every day up to it would be gigabytes: it is found by judging few of them.
    [Theory]
    [InlineData("improvement", 531)]
    [InlineData("production_ready", 2659)]
    public void A_day_years_ahead_is_the_first_one_and_few_records_are_judged_to_find_it(string phase, int needed)
    {
        ReadinessResult After(int days) =>
            DayEvidence.Evaluate(DayEvidence.Plan(days, phase, trials: 1), DayEvidence.Of(days, 1440, _ => 0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = After(30).EarliestDate;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(DayEvidence.Today.AddDays(needed - 30), found);
        Assert.Equal("Unknown", After(needed - 1).Check("Demonstrated")!.Status);
        Assert.Equal("Pass", After(needed).Check("Demonstrated")!.Status);
        Assert.InRange(allocated, 1, 60_000_000);
    }

    // The table of docs/guides/profiles.md.
    [Theory]
    [InlineData("baseline", 12, 265)]
    [InlineData("improvement", 23, 531)]
    [InlineData("production_ready", 111, 2659)]
    [InlineData("excellence", 222, 5320)]
    public void The_documented_days_are_those_that_a_strength_of_five_takes(string phase, int ofHours, int ofDays)
    {
        var budget = (double)(1m - TestProfiles.Default.Find(phase)!.Targets.Availability);
        Assert.Equal(ofHours, PerfectRecord.DaysNeeded(1440, 1, 1, budget, Math.Log(5), 24));
        Assert.Equal(ofDays, PerfectRecord.DaysNeeded(1440, 1, 1, budget, Math.Log(5), 1));
    }

    // A day of the week with traffic, the others without: five of those days take four weeks and a day, and not one day or two.
    [Theory]
    [InlineData(null, 1_000_000, "At the traffic seen it takes 35 days even without a failure, and")]
    [InlineData(1.0, 10, "A day counts as 1 independent trial, however many events it has (trialsPerDay), so it takes 1855 days even")]
    public void The_days_that_it_takes_are_those_of_the_records_own_traffic(double? trials, long events, string text)
    {
        var evidence = DayEvidence.Of([
            .. DayEvidence.Of(14, events, _ => 0).Days.Select((d, i) => i % 7 == 6 ? d : d with { GoodEvents = 0, TotalEvents = 0 }),
        ]);
        var check = DayEvidence.Evaluate(DayEvidence.Plan(14, "baseline", trials: trials), evidence).Check("Demonstrated")!;
        Assert.Equal("Unknown", check.Status);
        Assert.Contains(text, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_years_are_no_date()
    {
        var result = Evaluate(0, trials: 0.01);
        Assert.Contains(
            "A day counts as 0.01 independent trials, however many events it has (trialsPerDay), so it takes",
            result.Check("Demonstrated")!.Message,
            StringComparison.Ordinal
        );
        Assert.Null(result.EarliestDate);
    }

    [Fact]
    public void What_fits_into_the_phase_needs_no_help()
    {
        // 24 trials a day reach 99 % in 12 days.
        Assert.Equal(
            "Strength of evidence for 99% unknown: there are 0 days with traffic, and it takes at least 5",
            Evaluate(0, trials: 24).Check("Demonstrated")!.Message
        );
        Assert.Equal(
            "Strength of evidence 2.2, 5 needed for 99%: 0 bad events of 8640 in 6 days to 2026-02-28. A day counts as 24 independent "
                + "trials, however many events it has "
                + "(trialsPerDay), so it takes 12 days even without a failure: look again on 2026-03-07",
            Evaluate(6, trials: 24).Check("Demonstrated")!.Message
        );
    }

    [Fact]
    public void On_the_first_day_nothing_asks_for_what_the_user_did()
    {
        const string FirstDay = "no day is complete yet: the first one is 2026-03-01 (UTC), so ask again from 2026-03-02 on";

        // Get-SloEvidence measures at least one day, and it lies before the record.
        var evidence = DayEvidence.Of(1, 1440, _ => 0) with
        {
            LatencyFrom = DayEvidence.LastDate,
        };
        var plan = DayEvidence.Plan(0, latency: LatencyMetric.Parse("answer_seconds", false, "LatencyMetric"));
        var result = DayEvidence.Evaluate(plan, evidence);
        Assert.Equal("P95 latency unknown: " + FirstDay, result.Check("LatencyP95")!.Message);
        Assert.Equal("Consecutive days unknown: " + FirstDay, result.Check("ConsecutiveDays")!.Message);
        Assert.Empty(ReadinessClaim.Of(result).Replay(plan).Faults);
    }

    // On the first day the evidence is of the day before, as Get-SloEvidence gives it.
    private static ReadinessResult Evaluate(int days, double trials) =>
        DayEvidence.Evaluate(DayEvidence.Plan(days, "baseline", trials: trials), DayEvidence.Of(Math.Max(1, days), 1440, _ => 0));
}
