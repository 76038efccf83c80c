using System;
using System.Linq;
using CsCheck;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// What more bad events of as many do to the strength of evidence. In proportion they never help. Spread out evenly they can, a little,
/// because a record of many small errors looks less like one of incidents: how much is held here.
/// </summary>
public sealed class StrengthMoreBadEventsTests
{
    private static readonly Gen<(long Bad, long Total)[]> _tens = Gen.Select(Gen.Long[0, 2000], Gen.Double[0, 1], Gen.Int[1, 6])
        .Select((total, share, kind) => ((long)(total * Math.Pow(share, kind * 2)), total))
        .Array[2, 60];

    [Fact]
    public void In_proportion_on_every_day_they_neither_raise_a_strength_above_one_nor_bring_one_there() =>
        Gen.Select(_tens, Gen.Int[11, 20], Gen.Double[-4, -0.01])
            .Sample(
                (tens, factor, digits) =>
                {
                    var budget = Math.Pow(10, digits);
                    var before = Strength(tens, 10, budget);
                    var after = Strength(tens, factor, budget);
                    var most = Math.Max(0, before) + (1e-9 * Math.Max(1, Math.Abs(before)));
                    Assert.True(after <= most || double.IsNaN(before), $"{before} → {after}");
                },
                iter: 5000
            );

    // One outage on day 20 of a service that has no other error, or everywhere else a tenth of the budget.
    [Theory]
    [InlineData("improvement", 120, 5, 81, 80)]
    [InlineData("production_ready", 30, 5, 101, 99)]
    [InlineData("production_ready", 60, 5, 201, 197)]
    [InlineData("excellence", 30, 5, 201, 197)]
    [InlineData("baseline", 120, 5, 41, 40)]
    [InlineData("production_ready", 30, 20, 144, 130)]
    [InlineData("baseline", 120, 20, 59, 53)]
    public void Spread_evenly_around_one_outage_they_save_some_days(string phase, int minutes, double strength, int alone, int withOthers)
    {
        var rules = PhaseRules.Of(phase);
        Assert.Equal(alone, FirstDay(rules, minutes, 0, strength));
        Assert.Equal(withOthers, FirstDay(rules, minutes, 0.1, strength));
    }

    // Weighed down by t(1) = 6.3, a record of two days gains more from a third day than its one bad event takes.
    [Fact]
    public void On_a_third_day_with_traffic_one_can_raise_it_and_on_a_fourth_no_more()
    {
        DayCount[] two = [new(0, 1000), new(0, 1000), new(0, 0), new(0, 0)];
        DayCount[] three = [new(0, 1000), new(0, 1000), new(0, 1000), new(0, 0)];
        Assert.True(Log([.. two[..3], new(1, 1)]) > Log(two));
        Assert.True(Log([.. three[..3], new(1, 1)]) < Log(three));
    }

    [Theory]
    [InlineData("baseline")]
    [InlineData("improvement")]
    [InlineData("production_ready")]
    [InlineData("excellence")]
    public void Spread_evenly_they_demonstrate_no_service_with_incidents_that_is_not_demonstrated_without_them(string phase)
    {
        var rules = PhaseRules.Of(phase);
        var seen = 0;
        foreach (var pattern in new[] { ErrorPattern.ThreeAMonth, ErrorPattern.OneAMonth, ErrorPattern.Runs })
        {
            var services = new SimulatedServices(pattern, rules.Budget * 0.5, 100_000, 3);
            for (var service = 0; service < 40; service++)
            {
                var days = services.Days(service, rules.PlannedDays);
                if (rules.IsDemonstrated(days, 5))
                    continue;
                seen++;
                for (var share = 0.02; share < 1; share *= 1.5)
                {
                    var more = days.Select(d => d with { Bad = Math.Min(d.Total, d.Bad + (long)(d.Total * rules.Budget * share)) });
                    Assert.False(rules.IsDemonstrated(more.ToArray(), 5));
                }
            }
        }

        Assert.True(seen > 20);
    }

    // Two incidents in 100 days of improvement: what is spread over all days, or over every second one, can bring a strength that is just
    // below 5 above it, and no other one. The decision on the record has the figures.
    [Fact]
    public void Spread_beside_two_incidents_they_bring_a_strength_of_nearly_five_to_a_little_more()
    {
        const double Budget = 0.005;
        var random = new Random(7);
        var (found, least, most) = (0, double.MaxValue, 0.0);
        for (var service = 0; service < 20_000; service++)
        {
            var perDay = new[] { 200L, 2000, 20_000, 100_000 }[random.Next(4)];
            var days = Enumerable.Repeat(new DayCount(0, perDay), 100).ToArray();
            for (var incident = 0; incident < 2; incident++)
                days[random.Next(100)] = new DayCount((long)(perDay * (0.02 + (random.NextDouble() * 0.15))), perDay);
            var before = Math.Exp(Log(days, Budget));
            if (!(before < 5))
                continue;
            foreach (var (share, step) in new[] { (0.0005, 1), (0.001, 1), (0.002, 1), (0.0005, 2), (0.001, 2) })
            {
                var more = (long)Math.Ceiling(perDay * share);
                var after = Math.Exp(
                    Log([.. days.Select((d, i) => i % step == 0 ? d with { Bad = Math.Min(d.Total, d.Bad + more) } : d)], Budget)
                );
                if (after < 5)
                    continue;
                found++;
                (least, most) = (Math.Min(least, before), Math.Max(most, after));
            }
        }

        Assert.True(found > 0 && least > 4.5 && most < 5.6, $"{found} found, {least} → {most}");
    }

    private static double Strength((long Bad, long Total)[] tens, int times, double budget) =>
        Log(tens.Select(d => new DayCount(d.Bad * times, d.Total * 20)).ToArray(), budget);

    private static double Log(DayCount[] days, double budget = 0.01) =>
        EffectiveSample.Of(days) is { } sample ? StrengthOfEvidence.Log(sample.Bad, sample.Total, budget) : double.NaN;

    private static int FirstDay(PhaseRules rules, int minutes, double quietShare, double strength)
    {
        var quiet = (long)Math.Round(100_000 * rules.Budget * quietShare);
        var days = Enumerable.Repeat(new DayCount(quiet, 100_000), 400).ToArray();
        days[19] = new DayCount(quiet + (100_000 * minutes / 1440), 100_000);
        return Enumerable
            .Range(rules.PlannedDays, 400 - rules.PlannedDays)
            .First(d => rules.IsDemonstrated(new ArraySegment<DayCount>(days, 0, d), strength));
    }
}
