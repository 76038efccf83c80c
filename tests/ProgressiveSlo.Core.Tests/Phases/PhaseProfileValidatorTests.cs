using ProgressiveSlo.Phases;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Phases;

public sealed class PhaseProfileValidatorTests
{
    private static readonly PhaseTargets _low = new(0.99m, 2000, 5000);
    private static readonly PhaseTargets _high = new(0.999m, 500, 1000);

    [Fact]
    public void A_sound_profile_has_no_problem() => Assert.Empty(PhaseProfileValidator.Validate(TestProfiles.Default.Phases));

    [Fact]
    public void A_single_ongoing_phase_is_sound() => Assert.Empty(PhaseProfileValidator.Validate([new SloPhase("only", 1, null, _low)]));

    [Fact]
    public void Targets_rise() =>
        Expect("phases[1].targets.availability", new SloPhase("a", 1, 30, _low), new SloPhase("b", 2, null, _low));

    [Fact]
    public void Latencies_fall()
    {
        Expect(
            "phases[1].targets.latencyP95Milliseconds",
            new SloPhase("a", 1, 30, _low),
            new SloPhase("b", 2, null, new PhaseTargets(0.999m, 2001, 5000))
        );
        Expect(
            "phases[1].targets.latencyP99Milliseconds",
            new SloPhase("a", 1, 30, _low),
            new SloPhase("b", 2, null, new PhaseTargets(0.999m, 2000, 5001))
        );
    }

    [Fact]
    public void P99_is_not_below_p95() =>
        Expect("phases[0].targets.latencyP99Milliseconds", new SloPhase("a", 1, null, new PhaseTargets(0.99m, 500, 400)));

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(4000)]
    public void Phases_but_the_last_have_a_sensible_duration(int? days) =>
        Expect("phases[0].durationDays", new SloPhase("a", 1, days, _low), new SloPhase("b", 2, null, _high));

    [Fact]
    public void The_last_phase_is_ongoing() => Expect("phases[0].durationDays", new SloPhase("a", 1, 30, _low));

    [Theory]
    [InlineData("99.5", "Write 0.995 for 99.5 %")]
    [InlineData("0", "Write for example 0.995")]
    [InlineData("1", "Write for example 0.995")]
    [InlineData("-0.5", "Write for example 0.995")]
    public void A_target_is_a_ratio(string target, string fix)
    {
        var value = decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture);
        var problem = PhaseProfileValidator.Validate([new SloPhase("a", 1, null, new PhaseTargets(value, 1, 1))]).Single();
        Assert.Equal("phases[0].targets.availability", problem.Field);
        Assert.Contains(fix, problem.Fix, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_long_and_short_are_in_order()
    {
        Expect(
            "phases[0].alerting[0].longWindow",
            new SloPhase("a", 1, null, _low) { Alerting = [TestProfiles.Alert(longMinutes: 5, shortMinutes: 60)] }
        );
        Expect(
            "phases[0].alerting[0].longWindow",
            new SloPhase("a", 1, null, _low) { Alerting = [TestProfiles.Alert(longMinutes: 5, shortMinutes: 5)] }
        );
    }

    [Fact]
    public void An_alert_that_can_never_fire_is_refused()
    {
        // 10 × (1 − 0.9) is exactly 1, and an error ratio is never above 1.
        Expect(
            "phases[0].alerting[0].burnRate",
            new SloPhase("a", 1, null, new PhaseTargets(0.9m, 1, 1)) { Alerting = [TestProfiles.Alert(10m)] }
        );
        Assert.Empty(
            PhaseProfileValidator.Validate([
                new SloPhase("a", 1, null, new PhaseTargets(0.9m, 1, 1)) { Alerting = [TestProfiles.Alert(9.99m)] },
            ])
        );
        Expect("phases[0].alerting[0].burnRate", new SloPhase("a", 1, null, _low) { Alerting = [TestProfiles.Alert(0m)] });
    }

    [Fact]
    public void Names_are_there_once_and_plain()
    {
        Expect("phases[1].name", new SloPhase("a", 1, 30, _low), new SloPhase("A", 2, null, _high));
        Expect("phases[0].name", new SloPhase("a b\n", 1, null, _low));
        Expect("phases[0].alerting[0].severity", new SloPhase("a", 1, null, _low) { Alerting = [TestProfiles.Alert(severity: " ")] });
    }

    private static void Expect(string field, params SloPhase[] phases) =>
        Assert.Equal([field], PhaseProfileValidator.Validate(phases).Select(p => p.Field));
}
