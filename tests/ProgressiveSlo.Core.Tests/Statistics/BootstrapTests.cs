using System;
using System.Linq;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>Random numbers, days that are drawn with them, and the curve that stands for the strength of evidence.</summary>
public sealed class BootstrapTests
{
    [Fact]
    public void Random_numbers_are_those_of_the_published_generator()
    {
        // Worked out from the papers by another program.
        var random = new SeededRandom(1);
        Assert.Equal(
            [17154914556750032435, 15481925071032317162, 3049712571244418729],
            new ulong[] { random.Next(), random.Next(), random.Next() }
        );
        random = new SeededRandom(1, 7);
        Assert.Equal([1643048376164816837UL, 7260035645498427974UL], new[] { random.Next(), random.Next() });
        random = new SeededRandom(-5);
        Assert.Equal([287889447854901884UL, 16276288755023828071UL], new[] { random.Next(), random.Next() });
        Assert.Equal(0xAF63DC4C8601EC8CUL, SeededRandom.StreamOf("a"));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(35)]
    [InlineData(90)]
    public void Each_day_of_a_weekday_is_drawn_as_often_as_the_others_and_for_its_own_weekday(int days)
    {
        const int Horizon = 70;
        const int Paths = 3000;
        var (counts, wrong) = (new int[days], 0);
        var path = new int[Horizon];
        var bootstrap = new DayBootstrap([.. Enumerable.Repeat(true, days)]);
        for (var i = 0; i < Paths; i++)
        {
            bootstrap.Draw(new SeededRandom(i), days, path);
            for (var day = 0; day < Horizon; day++)
            {
                wrong += (days + day) % 7 == path[day] % 7 ? 0 : 1;
                counts[path[day]]++;
            }
        }

        // A path has its days in blocks, so that the counts of three thousand vary by a few percent.
        Assert.Equal(0, wrong);
        for (var place = 0; place < days; place++)
        {
            var ofWeekday = (days - (place % 7) + 6) / 7;
            var expected = Paths * Horizon / 7.0 / ofWeekday;
            Assert.True(Math.Abs(counts[place] - expected) < 0.12 * expected, $"{place}: {counts[place]} instead of {expected}");
        }
    }

    [Fact]
    public void Neighbours_stay_neighbours_six_times_of_seven_and_unknown_days_are_never_drawn()
    {
        const int Horizon = 400;
        bool[] known = [.. Enumerable.Range(0, 60).Select(i => i is 0 or 59 || i % 9 != 4)];
        var path = new int[Horizon];
        var bootstrap = new DayBootstrap(known);
        var together = 0;
        for (var i = 0; i < 200; i++)
        {
            bootstrap.Draw(new SeededRandom(i), 60, path);
            Assert.DoesNotContain(path, place => !known[place]);
            together += Enumerable.Range(1, Horizon - 1).Count(d => path[d] == path[d - 1] + 1);
        }

        // Twice: the record that is drawn, and the path from it; some of the neighbours are unknown.
        var share = together / 200.0 / (Horizon - 1);
        Assert.InRange(share, 0.55, 6 / 7.0 * 6 / 7.0 + 0.06);
    }

    [Fact]
    public void The_first_and_the_last_day_of_a_short_record_are_drawn_too()
    {
        var path = new int[50];
        var bootstrap = new DayBootstrap([.. Enumerable.Repeat(true, 8)]);
        var seen = new int[8];
        for (var i = 0; i < 400; i++)
        {
            bootstrap.Draw(new SeededRandom(i), 8, path);
            foreach (var place in path)
                seen[place]++;
        }

        Assert.All(seen, n => Assert.InRange(n, 2000, 3000));
    }

    [Theory]
    [InlineData(0.01, 5)]
    [InlineData(0.001, 5)]
    [InlineData(0.0005, 20)]
    [InlineData(0.05, 1)]
    public void The_curve_says_what_the_strength_says(double budget, double strength)
    {
        var (curve, random, yes) = (new CriticalCurve(budget, Math.Log(strength)), new SeededRandom(3), 0);
        for (var i = 0; i < 20_000; i++)
        {
            // From a few events to a million, and around the budget.
            var total = Math.Exp(1 + (random.NextDouble() * 13));
            var bad = i % 10 == 0 ? 0 : total * budget * random.NextDouble() * 1.2;
            var expected = StrengthOfEvidence.ReachesLog(bad, total, budget, Math.Log(strength));
            Assert.Equal(expected, curve.Reaches(bad, total));
            yes += expected ? 1 : 0;
        }

        Assert.InRange(yes, 2000, 18_000);
    }
}
