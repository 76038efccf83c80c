using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Readiness;

/// <summary>What the gate judges of the plan itself: its days, its criteria, and the policy of its profile.</summary>
public sealed class PlanChecksTests
{
    private const string Collected = "Metrics collection stable for 30 days";
    private const string Consecutive = "Meet 99% availability for 30 consecutive days";
    private const string Trained = "Team trained";

    [Fact]
    public void The_planned_days_are_told_and_decide_only_where_the_profile_says_so()
    {
        var early = Check("PhaseDuration", Evaluate(daysAgo: 20));
        Assert.Equal("Advice", early.Status);
        Assert.Equal(
            "Only 20 of the 30 planned days of baseline are over, which began on 2026-02-09; it is planned until 2026-03-11, in 10 days",
            early.Message
        );
        Assert.Equal("Pass", Check("PhaseDuration", Evaluate(daysAgo: 30)).Status);

        var required = Evaluate(daysAgo: 20, gate: new("phaseDuration", "required"));
        Assert.Equal("Fail", Check("PhaseDuration", required).Status);
        Assert.Equal("NotReady", required.Verdict);
        Assert.True(Evaluate(daysAgo: 30, gate: new("phaseDuration", "required")).Ready);
    }

    [Fact]
    public void Criteria_that_can_be_measured_are_shown_by_the_evidence_and_others_are_attested()
    {
        var open = Check("Criteria", Evaluate(daysAgo: 40));
        Assert.Equal((2.0, 3.0, "Advice"), (open.Actual, open.Target, open.Status));
        Assert.Equal(
            "2 of 3 success criteria are attested or shown by the evidence. Open: Team trained (attest it with Complete-SloCriterion)",
            open.Message
        );

        var few = Check("Criteria", Evaluate(daysAgo: 40, days: 29));
        Assert.Equal(0, few.Actual);
        Assert.Contains(
            "Metrics collection stable for 30 days (the evidence does not show it); Meet 99% "
                + "availability for 30 consecutive days (the evidence does not show it)",
            few.Message,
            StringComparison.Ordinal
        );

        Assert.Equal("NotReady", Evaluate(daysAgo: 40, gate: new("criteria", "required")).Verdict);
        var attested = Evaluate(daysAgo: 40, attest: true, gate: new("criteria", "required"));
        Assert.True(attested.Ready);
        Assert.Equal("Pass", Check("Criteria", attested).Status);
    }

    [Fact]
    public void Days_with_holes_do_not_show_a_stable_collection() =>
        Assert.Equal(1, Check("Criteria", Evaluate(daysAgo: 40, coverage: 0.98)).Actual);

    [Fact]
    public void The_step_of_the_error_budget_policy_is_named()
    {
        Assert.DoesNotContain("policy", Check("ErrorBudget", Evaluate(daysAgo: 40, bad: 4)).Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "The error budget policy asks for this: review",
            Check("ErrorBudget", Evaluate(daysAgo: 40, bad: 5)).Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "The error budget policy asks for this: freeze",
            Check("ErrorBudget", Evaluate(daysAgo: 40, bad: 10)).Message,
            StringComparison.Ordinal
        );
    }

    private static ReadinessCheck Check(string name, ReadinessResult result) => result.Checks.Single(c => c.Name == name);

    private static ReadinessResult Evaluate(
        int daysAgo,
        int days = 30,
        long bad = 1,
        double coverage = 1,
        bool attest = false,
        KeyValuePair<string, object>? gate = null
    )
    {
        SuccessCriterion[] criteria = [new(Collected), new(Consecutive), new(Trained)];
        SloPhase first = new("baseline", 1, 30, new PhaseTargets(0.990m, 2000, 5000)) { SuccessCriteria = criteria };
        var profile = new PhaseProfile(
            "default",
            [first, .. TestProfiles.Default.Phases.Skip(1)],
            new GateSettings(gate is { } setting ? [setting] : [])
        )
        {
            ErrorBudgetPolicy = [new(0.5m, "review"), new(1m, "freeze")],
        };
        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec("api", profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
            FixedClock.Default.UtcNow.AddDays(-daysAgo)
        );
        if (attest)
            plan = PlanCriteria.Complete(
                plan,
                plan.Phases[0],
                plan.Phases[0].SuccessCriteria[2],
                "OPS-1",
                "kim",
                FixedClock.Default.UtcNow,
                replace: false
            );
        var evidence = DayEvidence.Of(days, 1000, _ => bad);
        return new ReadinessGate(FixedClock.Default).Evaluate(
            plan.Phases[0],
            DayEvidence.Of(evidence.Days.Select(d => d with { Coverage = coverage }).ToArray()) with
            {
                Coverage = 1,
            },
            GateOptions.Default
        );
    }
}
