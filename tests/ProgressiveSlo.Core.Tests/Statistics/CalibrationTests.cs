using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>
/// How often the gate calls a target demonstrated whose true availability is exactly the target. Each service has 30 days of evidence
/// before its first look, and is looked at daily for another 30: it counts as wrong when one evaluation says demonstrated.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CalibrationTests
{
    private const int Services = 4000;
    private const int EventsPerDay = 100_000;
    private const decimal Target = 0.999m;
    private const int DaysOfLooks = 30;
    private static readonly DemonstrationRule Rule = new(Target, 0.95, WindowDays: 30, Looks: 14);

    [Theory]
    [InlineData(0, 7)]
    [InlineData(0.1, 11)]
    public void At_most_four_percent_are_called_demonstrated_when_the_truth_is_exactly_the_target(double shareOfIncidentDays, int seed)
    {
        var wrong = Demonstrated(1, shareOfIncidentDays, seed);

        // At the other end, a rule that never says yes would pass this test.
        Assert.InRange(wrong, 0.005, 0.04);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0.1, 5)]
    public void A_service_at_a_quarter_of_its_budget_is_nearly_always_demonstrated(double shareOfIncidentDays, int seed) =>
        Assert.InRange(Demonstrated(0.25, shareOfIncidentDays, seed), 0.95, 1);

    // Error ratio over budget is a long-run mean; a day with an incident has twenty times the errors of one without.
    private static double Demonstrated(double errorRatioOverBudget, double shareOfIncidentDays, int seed)
    {
        const double Times = 20;
        var random = new SeededRandom((ulong)seed);
        var quiet = (double)(1m - Target) * errorRatioOverBudget / (1 + (shareOfIncidentDays * (Times - 1))) * EventsPerDay;
        var demonstrated = 0;
        for (var service = 0; service < Services; service++)
        {
            var days = new DayCount[Rule.WindowDays + DaysOfLooks];
            for (var i = 0; i < days.Length; i++)
                days[i] = new DayCount(random.Poisson(random.Next() < shareOfIncidentDays ? quiet * Times : quiet), EventsPerDay);
            demonstrated += EverDemonstrated(days) ? 1 : 0;
        }

        return (double)demonstrated / Services;
    }

    private static bool EverDemonstrated(DayCount[] days)
    {
        for (var evaluation = Rule.FullDays; evaluation <= days.Length; evaluation++)
        {
            if (new Demonstration(days[(evaluation - Rule.FullDays)..evaluation], Rule).State == DemonstrationState.Demonstrated)
                return true;
        }

        return false;
    }

    /// <summary>A generator of the tests' own (SplitMix64, Steele and others 2014), so that no runtime changes the numbers.</summary>
    private sealed class SeededRandom(ulong state)
    {
        private ulong _state = state;

        /// <summary>From 0 to below 1.</summary>
        public double Next()
        {
            _state += 0x9E3779B97F4A7C15;
            var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        /// <summary>
        /// Errors are rare, so their number is as good as Poisson. Source: Knuth, by products of uniform numbers, in parts that do not
        /// underflow.
        /// </summary>
        public long Poisson(double mean)
        {
            const double LargestPart = 300;
            long count = 0;
            for (; mean > LargestPart; mean -= LargestPart)
                count += PoissonPart(LargestPart);
            return count + PoissonPart(mean);
        }

        private long PoissonPart(double mean)
        {
            var limit = Math.Exp(-mean);
            var count = -1L;
            for (var product = 1.0; product > limit; product *= Next())
                count++;
            return count;
        }
    }
}
