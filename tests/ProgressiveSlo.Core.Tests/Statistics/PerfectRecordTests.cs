using System;
using System.Linq;
using CsCheck;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class PerfectRecordTests
{
    [Fact]
    public void The_answer_reaches_the_strength_and_the_day_before_does_not() =>
        Gen.Select(Gen.Long[1, 100_000], Gen.Int[1, 4], Gen.Double[1.5, 80])
            .Sample(
                (perDay, nines, strength) =>
                {
                    var budget = Math.Pow(10, -nines);
                    var needed = (int)Math.Min(20_000, PerfectRecord.DaysNeeded(perDay * 30, 30, 30, budget, Math.Log(strength))!.Value);
                    Assert.Equal(needed < 20_000 && needed > 0, Reaches(needed));
                    Assert.False(Reaches(needed - 1));

                    bool Reaches(int days) =>
                        EffectiveSample.Of(Enumerable.Repeat(new DayCount(0, perDay), days).ToArray()) is { } sample
                        && StrengthOfEvidence.Reaches(sample.Bad, sample.Total, budget, strength);
                },
                iter: 40
            );

    [Theory]
    [InlineData(3000, null, 0.001, 5, 29)]
    [InlineData(30, 1.0, 0.001, 5, 2659)]
    [InlineData(43_200, 24.0, 0.001, 5, 111)]
    [InlineData(43_200, 24.0, 0.0005, 20, 377)]
    public void It_takes_as_long_as_the_traffic_makes_it(long events, double? trials, double budget, double strength, long days) =>
        Assert.Equal(days, PerfectRecord.DaysNeeded(events, 30, 30, budget, Math.Log(strength), trials));

    [Fact]
    public void Days_without_traffic_make_it_longer()
    {
        var daily = PerfectRecord.DaysNeeded(30, 30, 30, 0.01, Math.Log(5), 1);
        var workdays = PerfectRecord.DaysNeeded(20, 20, 28, 0.01, Math.Log(5), 1);
        Assert.Equal(workdays!.Value, daily!.Value * 1.4, 1.5);
    }

    [Fact]
    public void More_strength_never_takes_fewer_days_and_more_traffic_never_more() =>
        Gen.Select(Gen.Long[1, 5000], Gen.Double[1, 50], Gen.Double[1, 4])
            .Sample(
                (perDay, strength, more) =>
                {
                    var days = PerfectRecord.DaysNeeded(perDay * 30, 30, 30, 0.005, Math.Log(strength));
                    Assert.True(PerfectRecord.DaysNeeded(perDay * 30, 30, 30, 0.005, Math.Log(strength * more)) >= days);
                    Assert.True(PerfectRecord.DaysNeeded((long)(perDay * more) * 30, 30, 30, 0.005, Math.Log(strength)) <= days);
                },
                iter: 100
            );

    [Fact]
    public void Without_traffic_there_is_no_answer()
    {
        Assert.Null(PerfectRecord.DaysNeeded(0, 0, 30, 0.001, Math.Log(5)));
        Assert.Null(PerfectRecord.DaysNeeded(1, 1, 30, 1e-9, Math.Log(5), 0.01));
    }

    [Theory]
    [InlineData(10, 3, 0)]
    [InlineData(10, 3, 2)]
    [InlineData(2, 3, 5)]
    [InlineData(10, -1, 5)]
    public void Records_that_cannot_be_are_refused(long events, int daysWithTraffic, int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PerfectRecord.DaysNeeded(events, daysWithTraffic, days, 0.001, Math.Log(5)));
}
