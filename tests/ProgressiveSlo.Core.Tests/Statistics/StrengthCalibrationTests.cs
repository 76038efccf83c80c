using System;
using System.Linq;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// What "Demonstrated" is worth: how many simulated services pass a phase when somebody looks every day. The expected shares come from
/// another implementation, with 400 services at the target and 300 at half the budget for each cell where nothing else is said.
/// </summary>
public sealed class StrengthCalibrationTests
{
    private const int Services = 400;
    private const int EventsPerDay = 100_000;
    private const int LastDay = 180;

    /// <summary>
    /// Percent that pass at the target by day 180, and at half the budget by the planned day: criterion alone, E ≥ 5, E ≥ 20.
    /// </summary>
    public static TheoryData<string, string, int[], int[], int[]> Table { get; } =
        new()
        {
            { "baseline", "independent", [85, 100], [0, 100], [0, 100] },
            { "baseline", "3 a month", [86, 99], [11, 42], [6, 25] },
            { "baseline", "1 a month", [88, 94], [40, 36], [38, 36] },
            { "baseline", "runs", [86, 90], [38, 34], [37, 32] },
            { "improvement", "independent", [57, 100], [0, 100], [0, 100] },
            { "improvement", "3 a month", [66, 97], [9, 77], [3, 58] },
            { "improvement", "1 a month", [68, 78], [16, 39], [13, 14] },
            { "improvement", "runs", [72, 79], [17, 47], [13, 38] },
            { "production_ready", "independent", [14, 100], [0, 100], [0, 100] },
            { "production_ready", "3 a month", [25, 93], [4, 90], [2, 80] },
            { "production_ready", "1 a month", [37, 69], [12, 38], [6, 17] },
            { "production_ready", "runs", [42, 69], [12, 54], [7, 39] },
            { "excellence", "independent", [70, 100], [0, 100], [0, 100] },
            { "excellence", "3 a month", [75, 100], [8, 91], [3, 80] },
            { "excellence", "1 a month", [78, 99], [11, 41], [6, 22] },
            { "excellence", "runs", [74, 99], [17, 64], [9, 46] },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void As_many_services_pass_as_in_the_table(string phase, string errors, int[] alone, int[] five, int[] twenty)
    {
        var rules = PhaseRules.Of(phase);
        double[] thresholds = [double.NegativeInfinity, Math.Log(5), Math.Log(20)];
        var atTarget = Passed(rules, errors, 1, LastDay, thresholds);
        var atHalf = Passed(rules, errors, 0.5, rules.PlannedDays, thresholds);
        int[][] expected = [alone, five, twenty];
        for (var i = 0; i < thresholds.Length; i++)
        {
            var text = $"ln E of {thresholds[i]}: {atTarget[i]:p1} at the target, {atHalf[i]:p1} at half the budget";
            Assert.True(IsNear(expected[i][0], 400, atTarget[i]), text);
            Assert.True(IsNear(expected[i][1], 300, atHalf[i]), text);
        }
    }

    // Of 3,000 services each.
    [Theory]
    [InlineData("baseline", 100, 100, 71, 90)]
    [InlineData("improvement", 100, 100, 91, 100)]
    [InlineData("production_ready", 100, 100, 98, 100)]
    [InlineData("excellence", 100, 100, 99, 100)]
    public void At_a_quarter_of_the_budget_nearly_all_pass_by_the_planned_day(
        string phase,
        int independent,
        int threeAMonth,
        int oneAMonth,
        int runs
    )
    {
        var rules = PhaseRules.Of(phase);
        foreach (
            var (errors, expected) in new[]
            {
                ("independent", independent),
                ("3 a month", threeAMonth),
                ("1 a month", oneAMonth),
                ("runs", runs),
            }
        )
        {
            var passed = Passed(rules, errors, 0.25, rules.PlannedDays, [Math.Log(5)])[0];
            Assert.True(IsNear(expected, 3000, passed), $"{errors}: {passed:p1}");
        }
    }

    [Fact]
    public void A_thousand_events_a_day_with_independent_errors_pass_production_ready_on_time_at_half_the_budget()
    {
        var rules = PhaseRules.Of("production_ready");
        Assert.InRange(Passed(rules, "independent", 0.5, rules.PlannedDays, [Math.Log(5)], 1000)[0], 0.95, 1);
    }

    [Fact]
    public void Simulated_errors_have_the_mean_and_the_spread_that_they_should()
    {
        foreach (var errors in new[] { "independent", "3 a month", "1 a month", "runs" })
        {
            var pattern = Pattern(errors);
            var services = new SimulatedServices(pattern, 0.001, EventsPerDay, 9);
            var days = Enumerable.Range(0, 2000).SelectMany(s => services.Days(s, LastDay)).ToArray();
            var ratio = (double)days.Sum(d => d.Bad) / days.Sum(d => d.Total);
            Assert.InRange(ratio, 0.00099, 0.00101);
            Assert.InRange(days.Average(d => d.Total), EventsPerDay * 0.9995, EventsPerDay * 1.0005);
            var quiet = 0.001 / (1 - pattern.IncidentShare + (pattern.IncidentShare * pattern.Times));
            if (pattern.Times > 1)
                Assert.Equal(1, days.Count(d => d.Bad > 5 * quiet * d.Total) / (days.Length * pattern.IncidentShare), 0.03);
            else
                Assert.InRange(days.Average(d => Math.Pow(d.Bad - (d.Total * ratio), 2)), 99 * 0.98, 101 * 1.02);
        }
    }

    [Theory]
    [InlineData(2000, 0.001)]
    [InlineData(100_000, 0.0006)]
    [InlineData(100_000, 0.0008)]
    [InlineData(500, 0.3)]
    public void Simulated_counts_are_binomial_in_mean_variance_and_skewness(long events, double probability)
    {
        const int Draws = 400_000;
        var random = new CounterRandom(5, 1);
        double mean = events * probability,
            variance = mean * (1 - probability),
            sum = 0,
            squares = 0,
            cubes = 0;
        for (var i = 0; i < Draws; i++)
        {
            var z = (random.Binomial(i, 0, events, probability) - mean) / Math.Sqrt(variance);
            sum += z;
            squares += z * z;
            cubes += z * z * z;
        }

        Assert.InRange(sum / Draws, -0.008, 0.008);
        Assert.InRange(squares / Draws, 0.99, 1.01);
        Assert.InRange((cubes / Draws) - ((1 - (2 * probability)) / Math.Sqrt(variance)), -0.04, 0.04);
    }

    internal static ErrorPattern Pattern(string errors) =>
        errors switch
        {
            "independent" => ErrorPattern.Independent,
            "3 a month" => ErrorPattern.ThreeAMonth,
            "1 a month" => ErrorPattern.OneAMonth,
            "runs" => ErrorPattern.Runs,
            _ => throw new ArgumentOutOfRangeException(nameof(errors), errors, "Not a pattern of errors."),
        };

    private static double[] Passed(
        PhaseRules rules,
        string errors,
        double share,
        int lastDay,
        double[] thresholds,
        int events = EventsPerDay
    )
    {
        var services = new SimulatedServices(Pattern(errors), rules.Budget * share, events, 11);
        return services
            .FirstPasses(Services, rules.PlannedDays, lastDay, thresholds, rules.LogStrength)
            .Select(first => first.Count(day => day <= lastDay) / (double)Services)
            .ToArray();
    }

    private static bool IsNear(int percent, int ofServices, double share) =>
        Math.Abs(share - (percent / 100.0)) <= Tolerance(percent / 100.0, ofServices);

    // Both shares are samples: 3.5 standard deviations of their difference (at least that of 1 %), and half a percent of rounding.
    private static double Tolerance(double share, int ofServices)
    {
        var spread = Math.Clamp(share, 0.01, 0.99);
        return 0.005 + (3.5 * Math.Sqrt(spread * (1 - spread) * ((1.0 / Services) + (1.0 / ofServices))));
    }
}
