using CsCheck;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>
/// The earliest date is the day on which the gate itself opens, when each day from now on is a good one with the traffic that its day of
/// the week has had.
/// </summary>
public sealed class EarliestDateTests
{
    private const int MostDays = 400;
    private const int Week = 7;

    // Weeks such as those of an office, of a shop that is closed on a day, or of a job on two days.
    private static readonly int[] _everyDay = [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000];
    private static readonly int[] _office = [0, 10_000, 10_000, 10_000, 10_000, 10_000, 0];
    private static readonly int[] _uneven = [500, 20_000, 10_000, 10_000, 30_000, 10_000, 2_000];

    [Theory]
    [InlineData(60, 0)]
    [InlineData(50, 10)]
    [InlineData(99, 0)]
    public void A_missing_day_puts_it_off_to_the_day_on_which_enough_is_covered(int days, int more)
    {
        var evidence = Record(_everyDay, days, _ => 1);
        if (more > 0)
            Assert.Equal(DayEvidence.Today.AddDays(more), Find(evidence, days));
        var gap = evidence with { Days = [.. evidence.Days.Where((_, i) => i != 12)] };

        // At worst the day was bad as a whole, and with the bad events of the others it is 0.5 % of so many days.
        var needed = (int)Math.Ceiling(200 * (1 + ((days - 1) / 10_000.0)));
        Assert.Equal(DayEvidence.Today.AddDays(needed - days), Find(gap, days));
    }

    [Fact]
    public void Weekends_without_traffic_put_it_off_and_by_no_day_too_many()
    {
        var evidence = Record(_office, 50, _ => 1);
        Assert.Equal(Simulate(evidence, _office, 50), Find(evidence, 50));
        Assert.True(Find(evidence, 50) > DayEvidence.Today.AddDays(10));
        var message = DayEvidence.Evaluate(DayEvidence.Plan(50), evidence).Check("ConsecutiveDays")!.Message;
        Assert.EndsWith($"Look again on {Find(evidence, 50):yyyy-MM-dd}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_day_too_many_and_a_measured_criterion_put_it_off()
    {
        // Four slow days are 5 % of eighty.
        var plan = DayEvidence.Plan(60, latency: new(MetricSelector.Parse("h_seconds", "x"), false));
        var slow = DayEvidence.Of([
            .. Record(_everyDay, 60, _ => 1).Days.Select((d, i) => d with { LatencyP95 = i < 4 ? 1001 : 10, LatencyP99 = 1001 }),
        ]);
        slow = slow with { LatencyP95 = null, LatencyP99 = null };
        Assert.Equal(DayEvidence.Today.AddDays(20), DayEvidence.Evaluate(plan, slow).EarliestDate);

        // Forty windows of thirty days take 69 days.
        SuccessCriterion[] criteria = [new("x") { VerifiedBy = "ConsecutiveDays", Days = 40 }, new("Team trained")];
        Assert.Equal(
            DayEvidence.Today.AddDays(9),
            DayEvidence.Evaluate(DayEvidence.Plan(60, criteria: criteria), Record(_everyDay, 60, _ => 1)).EarliestDate
        );
    }

    [Fact]
    public void Good_days_one_by_one_open_the_gate_on_that_day() =>
        Gen.Select(
                Gen.OneOf(Gen.Const(_everyDay), Gen.Const(_office), Gen.Const(_uneven)),
                Gen.Int[14, 70],
                Gen.Int[0, 69].Array[0, 2],
                Gen.Int[0, 69],
                Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.5]),
                Gen.OneOf(Gen.Const("improvement"), Gen.Const("baseline"))
            )
            .Sample(
                (week, length, missing, badDay, share, phase) =>
                {
                    var evidence = Record(week, length, i => i == badDay ? share : 0.0001);
                    evidence = evidence with { Days = [.. evidence.Days.Where((_, i) => !missing.Contains(i))] };

                    // What a day of the week has is known from a day of it that is there.
                    if (evidence.Days.Select(d => d.Date.DayOfWeek).Distinct().Count() < Week)
                        return;
                    var found = Find(evidence, length, phase);
                    var expected = Simulate(evidence, week, length, phase);
                    Assert.True(
                        found == expected || (expected is null && found > DayEvidence.Today.AddDays(MostDays)),
                        $"{found:yyyy-MM-dd} and not {expected:yyyy-MM-dd}: {length} days of {string.Join(' ', week)}, "
                            + $"without {string.Join(' ', missing)}, {share} on day {badDay}, {phase}"
                    );
                },
                iter: 150
            );

    private static DateTime? Find(SloEvidence evidence, int length, string phase = "improvement") =>
        DayEvidence.Evaluate(DayEvidence.Plan(length, phase), evidence).EarliestDate;

    // The real gate, asked on each day.
    private static DateTime? Simulate(SloEvidence evidence, int[] week, int length, string phase = "improvement")
    {
        var plan = DayEvidence.Plan(length, phase);
        var days = evidence.Days.ToList();
        for (var more = 0; more <= MostDays; more++)
        {
            var gate = new ReadinessGate(new FixedClock(FixedClock.Default.UtcNow.AddDays(more)));
            if (gate.Evaluate(plan.Find(phase)!, DayEvidence.Of([.. days]), GateOptions.Default).Ready)
                return DayEvidence.Today.AddDays(more);
            var date = DayEvidence.Today.AddDays(more);
            days.Add(new SloDay(date, week[(int)date.DayOfWeek], week[(int)date.DayOfWeek]));
        }

        return null;
    }

    private static SloEvidence Record(int[] week, int length, Func<int, double> share) =>
        DayEvidence.Of([
            .. Enumerable
                .Range(0, length)
                .Select(i =>
                {
                    var date = DayEvidence.Today.AddDays(i - length);
                    long total = week[(int)date.DayOfWeek];
                    var bad = share(i) >= 1 ? Math.Min(total, (long)share(i)) : (long)(total * share(i));
                    return new SloDay(date, total - bad, total);
                }),
        ]);
}
