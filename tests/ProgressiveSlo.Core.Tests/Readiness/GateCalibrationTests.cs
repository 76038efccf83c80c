using ProgressiveSlo.Core.Tests.Statistics;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Statistics;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>
/// The calibration of the strength of evidence and the table of outages, through the gate itself, which is asked every day. Stability,
/// which is the source's limit and no part of the calibration, is shown only.
/// </summary>
public sealed class GateCalibrationTests
{
    private const int Services = 120;
    private const int EventsPerDay = 100_000;
    private const int LastDay = 180;

    private static readonly DateTime _start = DayEvidence.Today;
    private static readonly KeyValuePair<string, object>[] _settings = [new("stability", "shown")];

    [Theory]
    [MemberData(nameof(StrengthCalibrationTests.Table), MemberType = typeof(StrengthCalibrationTests))]
    public void As_many_services_pass_the_gate_as_in_the_table(string phase, string errors, int[] alone, int[] five, int[] twenty)
    {
        _ = alone;
        var rules = PhaseRules.Of(phase);
        var plan = DayEvidence.Plan(0, phase, _settings);
        int[][] expected = [five, twenty];
        foreach (var (share, lastDay, column) in new[] { (1.0, LastDay, 0), (0.5, rules.PlannedDays, 1) })
        {
            var services = new SimulatedServices(StrengthCalibrationTests.Pattern(errors), rules.Budget * share, EventsPerDay, 23);
            var passes = services.FirstPasses(Services, rules.PlannedDays, lastDay, [Math.Log(5), Math.Log(20)], r => LogStrength(plan, r));
            for (var i = 0; i < passes.Length; i++)
            {
                var passed = passes[i].Count(day => day <= lastDay) / (double)Services;
                Assert.True(
                    Math.Abs(passed - (expected[i][column] / 100.0)) <= Tolerance(expected[i][column] / 100.0),
                    $"{(i == 0 ? 5 : 20)}, {share} of the budget: {passed:p1} instead of {expected[i][column]} %"
                );
            }
        }
    }

    [Theory]
    [InlineData("baseline", 15, 30, 30)]
    [InlineData("baseline", 60, 30, 30)]
    [InlineData("baseline", 120, 40, 54)]
    [InlineData("improvement", 60, 60, 60)]
    [InlineData("improvement", 120, 79, 107)]
    [InlineData("production_ready", 15, 90, 90)]
    [InlineData("production_ready", 30, 99, 133)]
    [InlineData("production_ready", 43, 141, 191)]
    [InlineData("production_ready", 60, 196, 265)]
    [InlineData("production_ready", 120, 391, null)]
    [InlineData("excellence", 15, 99, 135)]
    [InlineData("excellence", 30, 197, 268)]
    [InlineData("excellence", 43, 282, 383)]
    [InlineData("excellence", 60, 392, null)]
    [InlineData("excellence", 120, null, null)]
    public void The_gate_opens_after_an_outage_on_the_day_of_the_table(string phase, int minutes, int? five, int? twenty)
    {
        var rules = PhaseRules.Of(phase);
        var plan = DayEvidence.Plan(0, phase, _settings);
        var quiet = (long)Math.Round(EventsPerDay * rules.Budget * 0.05);
        var days = Enumerable.Repeat(new DayCount(quiet, EventsPerDay), 400).ToArray();
        days[19] = new DayCount(quiet + (EventsPerDay * minutes / 1440), EventsPerDay);
        var strengths = Enumerable
            .Range(rules.PlannedDays, 401 - rules.PlannedDays)
            .Select(d => (Day: d, Log: LogStrength(plan, new ArraySegment<DayCount>(days, 0, d))))
            .ToArray();
        Assert.Equal(five, First(5));
        Assert.Equal(twenty, First(20));

        int? First(double strength) => strengths.Where(s => s.Log >= Math.Log(strength)).Select(s => (int?)s.Day).FirstOrDefault();
    }

    [Fact]
    public void A_thousand_events_a_day_with_independent_errors_pass_production_ready_on_time_at_half_the_budget()
    {
        var plan = DayEvidence.Plan(0, "production_ready", _settings);
        var services = new SimulatedServices(ErrorPattern.Independent, 0.0005, 1000, 29);
        var passes = services.FirstPasses(400, 90, 90, [Math.Log(5)], r => LogStrength(plan, r))[0];
        Assert.InRange(passes.Count(day => day <= 90) / 400.0, 0.95, 1);
    }

    // ln E where nothing but the strength keeps the gate closed, otherwise NaN.
    private static double LogStrength(SloPlan plan, ArraySegment<DayCount> record)
    {
        var days = new SloDay[record.Count];
        for (var i = 0; i < days.Length; i++)
            days[i] = new SloDay(_start.AddDays(i), record[i].Total - record[i].Bad, record[i].Total);
        var result = new ReadinessGate(new FixedClock(_start.AddDays(days.Length).AddHours(1))).Evaluate(
            plan.Find(plan.CurrentPhase)!,
            new SloEvidence { Days = days },
            GateOptions.Default
        );
        return result.Checks.Any(c => c.Blocks && c.Name != "Demonstrated") ? double.NaN : Math.Log(result.Strength ?? 0);
    }

    private static double Tolerance(double share)
    {
        var spread = Math.Clamp(share, 0.01, 0.99);
        return 0.005 + (3.5 * Math.Sqrt(spread * (1 - spread) * ((1.0 / Services) + (1.0 / 300))));
    }
}
