using System;
using System.Linq;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// One full outage on day 20, and otherwise 5 % of the budget, at 100,000 events a day: the first day on which a phase lets the service
/// pass, when it is looked at daily for 400 days. The days come from another implementation.
/// </summary>
public sealed class OutageTableTests
{
    private const int EventsPerDay = 100_000;
    private const int LastDay = 400;

    [Theory]
    [InlineData("baseline", 15, 30, 30, 30)]
    [InlineData("baseline", 30, 30, 30, 30)]
    [InlineData("baseline", 43, 30, 30, 30)]
    [InlineData("baseline", 60, 30, 30, 30)]
    [InlineData("baseline", 120, 30, 40, 54)]
    [InlineData("improvement", 15, 60, 60, 60)]
    [InlineData("improvement", 30, 60, 60, 60)]
    [InlineData("improvement", 43, 60, 60, 60)]
    [InlineData("improvement", 60, 60, 60, 60)]
    [InlineData("improvement", 120, 60, 79, 107)]
    [InlineData("production_ready", 15, 90, 90, 90)]
    [InlineData("production_ready", 30, 90, 99, 133)]
    [InlineData("production_ready", 43, 109, 141, 191)]
    [InlineData("production_ready", 60, 109, 196, 265)]
    [InlineData("production_ready", 120, 109, 391, null)]
    [InlineData("excellence", 15, 90, 99, 135)]
    [InlineData("excellence", 30, 90, 197, 268)]
    [InlineData("excellence", 43, 90, 282, 383)]
    [InlineData("excellence", 60, 90, 392, null)]
    [InlineData("excellence", 120, 90, null, null)]
    public void The_phase_opens_on_the_day_of_the_table(string phase, int minutes, int alone, int? five, int? twenty)
    {
        var rules = PhaseRules.Of(phase);
        Assert.Equal(alone, FirstDay(rules, minutes, rules.MeetsConsecutiveDays));
        Assert.Equal(five, FirstDay(rules, minutes, r => rules.MeetsConsecutiveDays(r) && rules.IsDemonstrated(r, 5)));
        Assert.Equal(twenty, FirstDay(rules, minutes, r => rules.MeetsConsecutiveDays(r) && rules.IsDemonstrated(r, 20)));
    }

    [Theory]
    [InlineData("baseline", 120, 30)]
    [InlineData("production_ready", 120, 109)]
    [InlineData("excellence", 60, 90)]
    [InlineData("excellence", 120, 174)]
    public void Without_the_strength_the_phase_opens_when_the_whole_record_is_within_the_budget_too(string phase, int minutes, int day)
    {
        var rules = PhaseRules.Of(phase);
        Assert.Equal(day, FirstDay(rules, minutes, r => rules.MeetsConsecutiveDays(r) && rules.MeetsAvailability(r)));
    }

    private static int? FirstDay(PhaseRules rules, int minutes, Func<ArraySegment<DayCount>, bool> gate)
    {
        var quiet = (long)Math.Round(EventsPerDay * rules.Budget * 0.05);
        var days = Enumerable.Repeat(new DayCount(quiet, EventsPerDay), LastDay).ToArray();
        days[19] = new DayCount(quiet + (EventsPerDay * minutes / 1440), EventsPerDay);
        var day = Enumerable
            .Range(rules.PlannedDays, LastDay - rules.PlannedDays + 1)
            .FirstOrDefault(d => gate(new ArraySegment<DayCount>(days, 0, d)));
        return day == 0 ? null : day;
    }
}
