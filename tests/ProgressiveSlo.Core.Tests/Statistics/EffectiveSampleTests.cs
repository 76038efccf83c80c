using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

public sealed class EffectiveSampleTests
{
    private static readonly Gen<DayCount[]> Records = Gen.Select(Gen.Int[0, 60], Gen.Double[0, 1], Gen.Int[0, 9])
        .Select((total, share, kind) => new DayCount((long)(total * Math.Pow(share, kind)), kind == 3 ? 0 : total))
        .Select(d => d with { Bad = Math.Min(d.Bad, d.Total) })
        .Array[1, 50];

    [Fact]
    public void It_is_that_of_the_formula_in_whole_numbers() =>
        Gen.Select(Records, Gen.Int[0, 30])
            .Sample(
                (days, trials) =>
                {
                    var expected = Formula(days, trials == 0 ? null : trials);
                    var actual = EffectiveSample.Of(days, trials == 0 ? null : trials);
                    Assert.Equal(expected.HasValue, actual.HasValue);
                    if (actual is not { } sample)
                        return;
                    Assert.Equal(expected!.Value, sample.Total, 1e-9 * expected.Value);
                    Assert.Equal(expected.Value * days.Sum(d => d.Bad) / days.Sum(d => d.Total), sample.Bad, 1e-9 * expected.Value);
                }
            );

    [Fact]
    public void It_is_never_more_than_the_events_and_always_more_than_none() =>
        Records.Sample(days =>
        {
            if (EffectiveSample.Of(days) is not { } sample)
                return;
            Assert.InRange(sample.Total, double.Epsilon, days.Sum(d => d.Total));
            Assert.InRange(sample.Bad, 0, sample.Total);
        });

    [Fact]
    public void Errors_that_come_more_evenly_than_by_chance_are_worth_no_more_than_the_events()
    {
        var even = Enumerable.Range(0, 30).Select(d => new DayCount(100 + (d % 2), 1000)).ToArray();
        Assert.Equal(30_000, EffectiveSample.Of(even)!.Value.Total);
        Assert.Equal(3_015, EffectiveSample.Of(even)!.Value.Bad, 1e-9);
        Assert.Equal(30_000, EffectiveSample.Of(Enumerable.Repeat(new DayCount(3, 1000), 30).ToArray())!.Value.Total);
    }

    [Fact]
    public void Its_quantile_is_right_for_a_million_events()
    {
        // One-sided 95 %: t(10⁶) = 1.64485515072204 and t(1) = 6.31375151467504.
        var sample = EffectiveSample.Of(new DayCount[] { new(0, 1_000_000), new(0, 1) })!.Value;
        Assert.Equal(1_000_001 * Math.Pow(1.64485515072204 / 6.31375151467504, 2), sample.Total, 1e-6);
    }

    [Fact]
    public void Its_quantile_does_not_jump_where_the_expansion_begins()
    {
        // 1,000 and 1,001 events: 999 degrees of freedom are searched, 1,000 are expanded. t(999) = 1.646380345 and t(1000) = 1.646378818.
        var below = EffectiveSample.Perfect(1000, 2).Total / 1000;
        var above = EffectiveSample.Perfect(1001, 2).Total / 1001;
        Assert.Equal(Math.Pow(1.64638034542735 / 1.64637881728546, 2), below / above, 1e-12);
    }

    [Fact]
    public void A_record_without_errors_is_worth_a_little_less_than_its_events()
    {
        var sample = EffectiveSample.Of(Enumerable.Repeat(new DayCount(0, 100_000), 30).ToArray())!.Value;
        Assert.Equal(0, sample.Bad);
        Assert.Equal(3_000_000 * Math.Pow(1.64485 / 1.69913, 2), sample.Total, 3_000_000 * 1e-5);
    }

    [Fact]
    public void Incidents_on_neighbouring_days_weigh_more_than_the_same_ones_apart()
    {
        DayCount[] Record(params int[] incidents) =>
            Enumerable.Range(0, 60).Select(d => new DayCount(incidents.Contains(d) ? 100 : 1, 1000)).ToArray();
        var together = EffectiveSample.Of(Record(20, 21, 22))!.Value.Total;
        var apart = EffectiveSample.Of(Record(10, 30, 50))!.Value.Total;
        Assert.InRange(together, apart * 0.3, apart * 0.6);
    }

    [Fact]
    public void A_gap_between_incidents_counts_by_the_calendar()
    {
        var near = Enumerable.Repeat(new DayCount(1, 1000), 40).ToArray();
        near[19] = near[20] = new DayCount(100, 1000);
        var gap = near[..20].Concat(new DayCount[10]).Concat(near[20..]).ToArray();
        Assert.True(EffectiveSample.Of(gap)!.Value.Total > 1.5 * EffectiveSample.Of(near)!.Value.Total);
    }

    [Fact]
    public void A_record_read_backwards_is_worth_the_same() =>
        Records.Sample(days =>
        {
            var there = EffectiveSample.Of(days);
            var back = EffectiveSample.Of(Enumerable.Reverse(days).ToArray());
            Assert.Equal(there.HasValue, back.HasValue);
            Assert.Equal(there?.Total ?? 0, back?.Total ?? 0, 1e-9 * (there?.Total ?? 1));
        });

    [Fact]
    public void Only_the_days_that_are_given_count()
    {
        DayCount[] days = [new(900, 1000), new(1, 1000), new(5, 1000), new(2, 1000), new(900, 1000)];
        Assert.Equal(EffectiveSample.Of(days[1..4]), EffectiveSample.Of(new ArraySegment<DayCount>(days, 1, 3)));
    }

    [Fact]
    public void Events_that_are_not_independent_within_the_day_are_limited_by_trials()
    {
        var minutes = Enumerable.Repeat(new DayCount(0, 1440), 30).ToArray();
        Assert.Equal(720, EffectiveSample.Of(minutes, 24)!.Value.Total);
        minutes[3] = new DayCount(2, 1440);
        var sample = EffectiveSample.Of(minutes, 24)!.Value;
        Assert.Equal(720, sample.Total);
        Assert.Equal(720 * 2.0 / (30 * 1440), sample.Bad, 1e-12);

        // Days without traffic hold no trials.
        Assert.Equal(720, EffectiveSample.Of(minutes.Concat(new DayCount[5]).ToArray(), 24)!.Value.Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectiveSample.Of(minutes, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectiveSample.Of(minutes, double.NaN));
    }

    [Fact]
    public void One_day_with_traffic_and_one_event_say_nothing_yet()
    {
        Assert.Null(EffectiveSample.Of(Array.Empty<DayCount>()));
        Assert.Null(EffectiveSample.Of(new DayCount[] { new(0, 1000), new(0, 0) }));
        Assert.Null(EffectiveSample.Of(new DayCount[] { new(1000, 1000) }));
        Assert.NotNull(EffectiveSample.Of(new DayCount[] { new(0, 1), new(0, 1) }));
    }

    [Fact]
    public void Where_everything_is_bad_no_strength_is_left()
    {
        var sample = EffectiveSample.Of(new DayCount[] { new(7, 7), new(3, 3), new(11, 11) })!.Value;
        Assert.Equal(sample.Total, sample.Bad);
        Assert.Equal(double.NegativeInfinity, StrengthOfEvidence.Log(sample.Bad, sample.Total, 0.5));
    }

    [Fact]
    public void More_events_than_a_count_can_hold_are_refused() =>
        Assert.Throws<OverflowException>(() => EffectiveSample.Of(new DayCount[] { new(0, long.MaxValue), new(0, 1) }));

    // z·N is whole, so everything up to the quantiles is.
    private static double? Formula(DayCount[] days, int? trials)
    {
        var events = days.Sum(d => d.Total),
            bad = days.Sum(d => d.Bad);
        var m = days.Count(d => d.Total > 0);
        if (m < 2 || events < 2)
            return null;
        var quantiles = Math.Pow(Student((int)events - 1) / Student(m - 1), 2);
        var effective = (double)events * quantiles;
        if (bad > 0 && bad < events)
        {
            var z = days.Select(d => (d.Bad * events) - (bad * d.Total)).ToArray();
            var lags = Math.Min(6, days.Length - 1);
            var plain = z.Aggregate(BigInteger.Zero, (sum, u) => sum + (u * u)) * (lags + 1);
            var wide = plain;
            for (var d = 0; d < z.Length; d++)
            {
                for (var e = d + 1; e < z.Length && e - d <= lags; e++)
                    wide += 2 * (lags + 1 - (e - d)) * z[d] * z[e];
            }

            // N / deff = (m − 1) · N² · B · (N − B) / (m · Σ(z·N)²), the sum of squares being (L + 1) times too large.
            var squares = BigInteger.Max(plain, wide);
            var independent = (m - 1) * events * events * bad * (events - bad) * (lags + 1);
            effective = squares.IsZero
                ? double.PositiveInfinity
                : quantiles * Math.Exp(BigInteger.Log(independent) - BigInteger.Log(m * squares));
        }

        return Math.Min(Math.Min(effective, (double)events), m * (trials ?? double.PositiveInfinity));
    }

    // Bisection on the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4.
    private static double Student(int df)
    {
        double low = 1,
            high = 7;
        while (high - low > 1e-15 * high && (low + high) / 2 is var t && t > low && t < high)
        {
            var angle = Math.Atan(t / Math.Sqrt(df));
            double cos = Math.Cos(angle),
                sin = Math.Sin(angle),
                sum = 0;
            var term = df % 2 == 0 ? 1.0 : cos;
            for (var k = df % 2 == 0 ? 2 : 3; k <= df; k += 2)
            {
                sum += term;
                term *= cos * cos * (k - 1) / k;
            }

            var inside = df % 2 == 0 ? sin * sum : 2 / Math.PI * (angle + (sin * sum));
            if (inside < 0.9)
                low = t;
            else
                high = t;
        }

        return low;
    }
}
