using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using Xunit;

namespace ProgressiveSlo.Core.Tests;

public sealed class PlanMoverTests
{
    private static readonly DateTime Now = FixedClock.Default.UtcNow;
    private static readonly SloPlan ApiPlan = Plan("api");

    [Fact]
    public void A_ready_service_goes_on_and_the_history_says_how()
    {
        var ready = Result(ApiPlan, 0.9951);
        var moved = PlanTransitions.Apply(ApiPlan, new PlanTransition("kim", Now) { Readiness = ready.ToVerdict() });
        Assert.Equal("improvement", moved.CurrentPhase);
        var entry = Assert.Single(moved.History);
        Assert.Equal(
            new PlanHistoryEntry("baseline", "improvement", Now, "kim") { Verdict = "Ready", EvidenceDigest = ready.EvidenceDigest },
            entry
        );
        Assert.StartsWith("sha256:", entry.EvidenceDigest, StringComparison.Ordinal);
        Assert.Equal("baseline", ApiPlan.CurrentPhase);
    }

    [Fact]
    public void The_phase_that_is_entered_starts_today_and_later_ones_follow_with_their_planned_lengths()
    {
        var moved = PlanTransitions.Apply(ApiPlan, new PlanTransition("kim", Now) { Readiness = Result(ApiPlan, 0.9951).ToVerdict() });
        Assert.Equal(["2026-01-05", "2026-03-01", "2026-04-30", "2026-07-29"], moved.Phases.Select(Start));

        // The baseline took 55 days instead of 30. After a move back it is planned with 30 again.
        var back = PlanTransitions.Apply(
            moved,
            new PlanTransition("kim", Now.AddDays(10)) { Back = true, Reason = "budget exhausted twice" }
        );
        Assert.Equal(["2026-03-11", "2026-04-10", "2026-06-09", "2026-09-07"], back.Phases.Select(Start));
        Assert.Equal("baseline", back.CurrentPhase);
        Assert.Equal("budget exhausted twice", back.History[1].Reason);
    }

    [Fact]
    public void A_plan_that_starts_later_can_be_moved_today()
    {
        var plan = Plan("api", Now.AddDays(20));
        var moved = PlanTransitions.Apply(plan, new PlanTransition("kim", Now) { Force = true, Reason = "measured before" });
        Assert.Equal(["2026-03-01", "2026-03-01", "2026-04-30", "2026-07-29"], moved.Phases.Select(Start));
        Assert.Null(moved.History[0].Verdict);
    }

    [Fact]
    public void What_does_not_say_ready_of_this_phase_of_this_service_now_is_refused()
    {
        Refused("Nothing says that 'api' is ready to leave baseline", new PlanTransition("kim", Now));
        Refused(
            "is NotReady: Availability 98.00% below target 99.00%",
            new PlanTransition("kim", Now) { Readiness = Result(ApiPlan, 0.98).ToVerdict() }
        );
        Refused(
            "The result is of 'web', and the plan is of 'api'",
            new PlanTransition("kim", Now) { Readiness = Result(Plan("web"), 0.999).ToVerdict() }
        );
        Refused("older than 1d", new PlanTransition("kim", Now.AddHours(24.01)) { Readiness = Result(ApiPlan, 0.999).ToVerdict() });
        Refused("which is in the future", new PlanTransition("kim", Now.AddMinutes(-6)) { Readiness = Result(ApiPlan, 0.999).ToVerdict() });
        Refused(
            "The result names no service",
            new PlanTransition("kim", Now)
            {
                Readiness = new ReadinessGate(FixedClock.Default)
                    .Evaluate(
                        TestProfiles.Default,
                        TestProfiles.Default.Phases[0],
                        new SloEvidence { Availability = 1, LatencyP95 = 1 },
                        GateOptions.Default
                    )
                    .ToVerdict(),
            }
        );
        Refused("It is not said who moves the plan", new PlanTransition(" ", Now) { Readiness = Result(ApiPlan, 0.999).ToVerdict() });
    }

    [Fact]
    public void A_result_counts_until_it_has_its_greatest_age_and_no_moment_longer()
    {
        PlanTransition last = new("kim", Now.AddHours(24))
        {
            Readiness = Result(ApiPlan, 0.9951).ToVerdict(),
            MaximumAge = TimeSpan.FromHours(24),
        };
        Assert.Equal("improvement", PlanTransitions.Apply(ApiPlan, last).CurrentPhase);
        Refused(
            "older than 1d",
            new PlanTransition("kim", last.At.AddTicks(1)) { Readiness = last.Readiness, MaximumAge = last.MaximumAge }
        );
    }

    [Fact]
    public void A_result_of_a_phase_that_was_left_is_refused_and_the_message_names_who_left_it()
    {
        var ready = Result(ApiPlan, 0.999);
        var moved = PlanTransitions.Apply(ApiPlan, new PlanTransition("kim", Now) { Readiness = ready.ToVerdict() });
        var refused = Assert.Throws<SloValidationException>(() =>
            PlanTransitions.Apply(moved, new PlanTransition("lee", Now) { Readiness = ready.ToVerdict() })
        );
        Assert.Equal(
            "Readiness: The result is of the phase baseline, and 'api' is in improvement since "
                + "2026-03-01T12:00:00Z, moved by kim. Test the gate of improvement.",
            refused.Message
        );

        // Back in the baseline, the old result is of the right phase and still from before.
        var back = PlanTransitions.Apply(moved, new PlanTransition("kim", Now.AddHours(1)) { Back = true, Reason = "why" });
        Assert.Contains(
            "from before the last move",
            Assert
                .Throws<SloValidationException>(() =>
                    PlanTransitions.Apply(back, new PlanTransition("lee", Now.AddHours(2)) { Readiness = ready.ToVerdict() })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Back_and_force_need_a_reason_and_the_ends_have_nothing_beyond()
    {
        Refused(
            "A move back without a reason",
            PlanTransitions.Apply(ApiPlan, new PlanTransition("kim", Now) { Force = true, Reason = "x" }),
            new PlanTransition("kim", Now) { Back = true }
        );
        Refused("A forced move without a reason", new PlanTransition("kim", Now) { Force = true, Reason = " " });
        Refused("is in its first phase", new PlanTransition("kim", Now) { Back = true, Reason = "x" });
        Refused(
            "A move back needs no force",
            new PlanTransition("kim", Now)
            {
                Back = true,
                Force = true,
                Reason = "x",
            }
        );
        var last = Enumerable
            .Range(0, 3)
            .Aggregate(ApiPlan, (plan, _) => PlanTransitions.Apply(plan, new PlanTransition("kim", Now) { Force = true, Reason = "x" }));
        Refused("is in its last phase, excellence", last, new PlanTransition("kim", Now) { Force = true, Reason = "x" });
        Refused("characters that do not print", new PlanTransition("kim", Now) { Force = true, Reason = "a\u001b[2Jb" });
    }

    [Fact]
    public void The_digest_is_of_the_measurements_alone()
    {
        Assert.Equal(Result(ApiPlan, 0.9951).EvidenceDigest, Result(Plan("api", Now), 0.9951).EvidenceDigest);
        Assert.NotEqual(Result(ApiPlan, 0.9951).EvidenceDigest, Result(ApiPlan, 0.99511).EvidenceDigest);
    }

    [Fact]
    public void A_criterion_is_attested_once_unless_it_is_replaced()
    {
        var phase = ApiPlan.Phases[0];
        var attested = PlanCriteria.Complete(ApiPlan, phase, phase.SuccessCriteria[0], " OPS-1 ", "kim", Now, replace: false);
        Assert.Equal(
            phase.SuccessCriteria[0] with
            {
                Completed = true,
                Note = "OPS-1",
                By = "kim",
                At = Now,
            },
            attested.Phases[0].SuccessCriteria[0]
        );
        var again = attested.Phases[0];
        Assert.Contains(
            "was attested already, by kim at 2026-03-01T12:00:00Z",
            Assert
                .Throws<SloValidationException>(() =>
                    PlanCriteria.Complete(attested, again, again.SuccessCriteria[0], "OPS-2", "lee", Now, replace: false)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "OPS-2",
            PlanCriteria
                .Complete(attested, again, again.SuccessCriteria[0], "OPS-2", "lee", Now, replace: true)
                .Phases[0]
                .SuccessCriteria[0]
                .Note
        );
        Assert.Throws<SloValidationException>(() =>
            PlanCriteria.Complete(ApiPlan, phase, phase.SuccessCriteria[0], "a\nb", "kim", Now, replace: false)
        );
    }

    private static void Refused(string message, PlanTransition move) => Refused(message, ApiPlan, move);

    private static void Refused(string message, SloPlan plan, PlanTransition move) =>
        Assert.Contains(
            message,
            Assert.Throws<SloValidationException>(() => PlanTransitions.Apply(plan, move)).Message,
            StringComparison.Ordinal
        );

    private static SloPlan Plan(string service, DateTime? start = null) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(service, TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow),
            start ?? new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
        );

    private static ReadinessResult Result(SloPlan plan, double availability) =>
        new ReadinessGate(FixedClock.Default).Evaluate(
            plan.Find(plan.CurrentPhase)!,
            new SloEvidence
            {
                Service = plan.Service,
                Availability = availability,
                LatencyP95 = 100,
            },
            GateOptions.Default
        );

    private static string Start(PlannedPhase phase) => ProgressiveSlo.Time.UtcTime.DateText(phase.StartDate);
}
