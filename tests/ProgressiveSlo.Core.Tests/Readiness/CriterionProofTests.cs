using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>A criterion that names a check is shown by that check, whatever its words are.</summary>
public sealed class CriterionProofTests
{
    private static readonly SloEvidence FortyDays = DayEvidence.Of(40, 1000, ago => ago == 20 ? 500 : 1);

    // One day that missed the target, and 40 that meet it together.
    private static readonly SloEvidence Good = DayEvidence.Of(40, 1000, ago => ago == 20 ? 20 : 1);

    [Fact]
    public void Consecutive_days_are_those_that_met_the_target_of_the_phase()
    {
        Assert.True(IsShown("ConsecutiveDays", 20));
        Assert.False(IsShown("ConsecutiveDays", 21));
        Assert.False(IsShown("ConsecutiveDays", 1, new SloEvidence { Availability = 1 }));
    }

    [Fact]
    public void Coverage_is_that_of_the_last_days()
    {
        var half = DayEvidence.Of(FortyDays.Days.Select((d, i) => i < 20 ? d with { Coverage = 0.5 } : d).ToArray());
        Assert.True(IsShown("Coverage", 20, half));
        Assert.False(IsShown("Coverage", 21, half));
        Assert.False(IsShown("Coverage", 41));
    }

    [Fact]
    public void Without_days_of_its_own_a_criterion_is_shown_by_the_check_of_the_gate()
    {
        // 500 and 39 of 40,000 are bad: 98.7 %, and the spread is 0.08.
        Assert.False(IsShown("Availability"));
        Assert.False(IsShown("Stability"));
        Assert.True(IsShown("Incidents"));
        Assert.True(IsShown("LatencyP95"));
        Assert.True(IsShown("Coverage"));
        Assert.False(IsShown("PhaseDuration"));

        // The gate of this phase counts no consecutive days, so nothing is shown.
        Assert.False(IsShown("ConsecutiveDays"));
        Assert.True(IsShown("Availability", evidence: DayEvidence.Of(40, 1000, _ => 1)));
        Assert.False(IsShown("Incidents", evidence: FortyDays with { IncidentsLast30d = null }));
    }

    [Fact]
    public void The_check_decides_and_not_the_words() =>
        Assert.False(IsShown("ConsecutiveDays", 30, text: "Meet 99% availability for 1 consecutive days"));

    [Fact]
    public void A_ratio_alone_or_too_few_events_sustain_nothing()
    {
        var ratio = new SloEvidence { Availability = 1, LatencyP95 = 1 };
        Assert.False(IsShown("Availability", evidence: ratio));
        Assert.False(IsShown("Availability", evidence: ratio with { GoodEvents = 10, TotalEvents = 10 }));
        Assert.True(IsShown("Availability", evidence: ratio with { GoodEvents = 10_000, TotalEvents = 10_000 }));
    }

    [Theory]
    [InlineData("ConsecutiveDays", 0)]
    [InlineData("ConsecutiveDays", -1)]
    [InlineData("Coverage", 0)]
    [InlineData("Coverage", 367)]
    [InlineData("Availability", 0)]
    [InlineData("availability", null)]
    [InlineData("ErrorBudget", null)]
    [InlineData("Criteria", null)]
    [InlineData("LookAheadAvailability", null)]
    [InlineData("", null)]
    public void Days_and_checks_that_no_file_may_have_show_nothing(string check, int? days) =>
        Assert.False(IsShown(check, days, DayEvidence.Of(400, 1000, _ => 0)));

    [Fact]
    public void No_check_shows_a_criterion_without_evidence_for_it() =>
        Assert.All(
            CriterionChecks.All.Keys.SelectMany(check => new (string, int?)[] { (check, null), (check, 1) }),
            proof => Assert.False(IsShown(proof.Item1, proof.Item2, new SloEvidence()), proof.ToString())
        );

    [Fact]
    public void Each_check_that_a_criterion_may_name_is_made_before_the_criteria_are_judged()
    {
        var names = Gate("Coverage", null, DayEvidence.Of(400, 1000, _ => 0), "Any words", new("consecutiveDays", 1m))
            .Checks.Select(c => c.Name)
            .ToList();
        Assert.All(CriterionChecks.All.Keys, check => Assert.InRange(names.IndexOf(check), 0, names.IndexOf("Criteria") - 1));
    }

    [Fact]
    public void What_the_evidence_does_not_show_keeps_the_verdict_from_being_ready_where_the_profile_says_so()
    {
        var required = new KeyValuePair<string, object>("criteria", "required");
        Assert.Equal("NotReady", Gate("ConsecutiveDays", 21, Good, "Any words", required).Verdict);
        Assert.Equal("Ready", Gate("ConsecutiveDays", 20, Good, "Any words", required).Verdict);
        Assert.Equal(
            "NotReady",
            Gate(
                "Demonstration",
                null,
                new SloEvidence
                {
                    Availability = 1,
                    LatencyP95 = 1,
                    GoodEvents = 10_000,
                    TotalEvents = 10_000,
                },
                "Any words",
                required
            ).Verdict
        );
    }

    private static bool IsShown(string check, int? days = null, SloEvidence? evidence = null, string text = "Any words")
    {
        var outcome = Gate(check, days, evidence ?? FortyDays, text).Check("Criteria")!;
        Assert.Equal(outcome.Actual == 1, !outcome.Message.Contains("(the evidence does not show it)", StringComparison.Ordinal));
        return outcome.Actual == 1;
    }

    private static ReadinessResult Gate(
        string check,
        int? days,
        SloEvidence evidence,
        string text,
        KeyValuePair<string, object>? setting = null
    )
    {
        SloPhase first = new("baseline", 1, 30, new PhaseTargets(0.990m, 2000, 5000))
        {
            SuccessCriteria = [new SuccessCriterion(text) { VerifiedBy = check, Days = days }],
        };
        var profile = new PhaseProfile(
            "default",
            [first, .. TestProfiles.Default.Phases.Skip(1)],
            new GateSettings(setting is { } one ? [one] : [])
        );
        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec("api", profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
            FixedClock.Default.UtcNow.AddDays(-10)
        );
        return new ReadinessGate(FixedClock.Default).Evaluate(plan.Phases[0], evidence, GateOptions.Default);
    }
}
