using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Time;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Planning;

public sealed class PlanTransitionTests
{
    private static readonly DateTime _now = FixedClock.Default.UtcNow;

    // Nobody attests anything in these tests.
    private static readonly PhaseProfile _profile = new(
        "default",
        TestProfiles.Default.Phases,
        new GateSettings([new("criteria", "shown")])
    );
    private static readonly SloPlan _plan = Plan("api");

    [Fact]
    public void A_ready_service_goes_on_and_the_history_says_how()
    {
        var ready = Result(_plan);
        var moved = PlanTransitions.Apply(_plan, Move(ready));
        Assert.Equal("improvement", moved.CurrentPhase);
        var entry = Assert.Single(moved.History);
        Assert.Equal(
            ("baseline", "improvement", _now, "kim", "Ready", "Counts", ready.EvidenceDigest, null),
            (entry.From, entry.To, entry.At, entry.By, entry.Verdict, entry.Basis, entry.EvidenceDigest, entry.Reason)
        );
        Assert.StartsWith("sha256:", entry.EvidenceDigest, StringComparison.Ordinal);
        Assert.Equal(ready.EvaluatedAt, entry.EvaluatedAt);
        Assert.Equal("baseline", _plan.CurrentPhase);
    }

    [Fact]
    public void The_phase_that_is_entered_starts_today_and_later_ones_follow_with_their_planned_lengths()
    {
        var moved = PlanTransitions.Apply(_plan, Move(Result(_plan)));
        Assert.Equal(["2026-01-05", "2026-03-01", "2026-04-30", "2026-07-29"], moved.Phases.Select(Start));

        // The baseline took 55 days instead of 30. After a move back it is planned with 30 again.
        var back = PlanTransitions.Apply(
            moved,
            new PlanTransition("kim", _now.AddDays(10)) { Back = true, Reason = "budget exhausted twice" }
        );
        Assert.Equal(["2026-03-11", "2026-04-10", "2026-06-09", "2026-09-07"], back.Phases.Select(Start));
        Assert.Equal("baseline", back.CurrentPhase);
        Assert.Equal("budget exhausted twice", back.History[1].Reason);
    }

    [Fact]
    public void A_move_back_and_a_reset_begin_a_new_record_that_needs_twice_the_strength()
    {
        var moved = PlanTransitions.Apply(_plan, Move(Result(_plan)));
        var reset = PlanTransitions.Apply(moved, new PlanTransition("kim", _now.AddDays(5)) { Reset = true, Reason = "new load balancer" });
        Assert.Equal(("improvement", "2026-03-06"), (reset.CurrentPhase, Start(reset.Phases[1])));
        Assert.Equal(
            ("improvement", "improvement", "new load balancer"),
            (reset.History[1].From, reset.History[1].To, reset.History[1].Reason)
        );
        Assert.Equal([1, 2, 1, 1], reset.Phases.Select(p => p.RecordNumber));

        var back = PlanTransitions.Apply(reset, new PlanTransition("kim", _now.AddDays(6)) { Back = true, Reason = "why" });
        Assert.Equal([2, 2, 1, 1], back.Phases.Select(p => p.RecordNumber));
        Refused("A reset without a reason", moved, new PlanTransition("kim", _now) { Reset = true });
        Refused(
            "both a move back and a reset",
            moved,
            new PlanTransition("kim", _now)
            {
                Reset = true,
                Back = true,
                Reason = "x",
            }
        );
    }

    [Fact]
    public void A_phase_that_a_plan_began_after_has_had_no_record()
    {
        var plan = SloPlanner.Plan(
            SloPlanner.CreateSpec("api", _profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
            _now.AddDays(-10),
            new PlanStart("production_ready", "kim", _now.AddDays(-10), null)
        );
        Assert.Equal([1, 1, 1, 1], plan.Phases.Select(p => p.RecordNumber));
        var back = PlanTransitions.Apply(plan, new PlanTransition("kim", _now) { Back = true, Reason = "too early" });
        Assert.Equal([1, 1, 1, 1], back.Phases.Select(p => p.RecordNumber));
        var baseline = PlanTransitions.Apply(back, new PlanTransition("kim", _now) { Back = true, Reason = "much too early" });
        Assert.Equal([1, 1, 1, 1], baseline.Phases.Select(p => p.RecordNumber));
        var again = PlanTransitions.Apply(baseline, new PlanTransition("kim", _now) { Force = true, Reason = "on" });
        Assert.Equal([1, 2, 1, 1], again.Phases.Select(p => p.RecordNumber));
    }

    [Fact]
    public void A_plan_that_starts_later_can_be_moved_today()
    {
        var plan = Plan("api", _now.AddDays(20));
        var moved = PlanTransitions.Apply(plan, new PlanTransition("kim", _now) { Force = true, Reason = "measured before" });
        Assert.Equal(["2026-03-01", "2026-03-01", "2026-04-30", "2026-07-29"], moved.Phases.Select(Start));
        Assert.Null(moved.History[0].Verdict);
    }

    [Fact]
    public void What_does_not_say_ready_of_this_phase_of_this_service_now_is_refused()
    {
        Refused("Nothing says that 'api' is ready to leave baseline", new PlanTransition("kim", _now));
        Refused("is NotReady: Availability 98.00% below target 99.00%", Move(Result(_plan, bad: 200)));
        Refused("The result is of 'web', and the plan is of 'api'", Move(Result(Plan("web"))));
        Refused("older than 1d", Move(Result(_plan)) with { At = _now.AddHours(24.01) });
        Refused("which is in the future", Move(Result(_plan)) with { At = _now.AddMinutes(-6) });
        Refused("It is not said who moves the plan", Move(Result(_plan)) with { By = " " });
    }

    [Fact]
    public void Bare_numbers_another_namespace_and_no_plan_move_nothing()
    {
        var bare = new SloEvidence
        {
            Service = "api",
            Availability = 1,
            LatencyP95 = 1,
        };
        var estimate = new ReadinessGate(FixedClock.Default).Evaluate(_plan.Phases[0], bare, GateOptions.Default);
        Assert.True(estimate.Ready);
        Refused(
            "The result is an estimate of bare numbers, and only the days of a record, from Get-SloEvidence or a file, move a plan",
            Move(estimate)
        );

        Refused(
            "The result is of 'api' in the namespace 'staging', and the plan is in 'production'",
            new PlanTransition("kim", _now) { Readiness = ReadinessClaim.Of(Result(Plan("api", @namespace: "staging"))).Replay(_plan) }
        );
        var unplanned = new ReadinessGate(FixedClock.Default).Evaluate(
            TestProfiles.Default,
            TestProfiles.Default.Phases[0],
            Evidence(_plan),
            GateOptions.Default
        );
        Refused("The result was made without a plan: test the gate with -Plan", Move(unplanned));
    }

    [Fact]
    public void The_results_own_verdict_is_not_trusted()
    {
        var closed = ReadinessClaim.Of(Result(_plan, bad: 200));
        Refused(
            "The result says Ready, and the plan's gate says NotReady of the evidence that it carries",
            new PlanTransition("kim", _now) { Readiness = (closed with { Verdict = "Ready", Issues = [] }).Replay(_plan) }
        );

        // One that was judged more strictly is taken at its word.
        Refused(
            "is InsufficientEvidence: more strength",
            new PlanTransition("kim", _now)
            {
                Readiness = (ReadinessClaim.Of(Result(_plan)) with { Verdict = "InsufficientEvidence", Issues = ["more strength"] }).Replay(
                    _plan
                ),
            }
        );
        var empty = ReadinessClaim.Of(Result(_plan)) with { Evidence = null };
        Refused("The result carries no evidence", new PlanTransition("kim", _now) { Readiness = empty.Replay(_plan) });
        var other = ReadinessClaim.Of(Result(_plan)) with { Evidence = Evidence(_plan) with { Service = "web" } };
        Refused("The evidence is of 'web'", new PlanTransition("kim", _now) { Readiness = other.Replay(_plan) });
        var broken = ReadinessClaim.Of(Result(_plan)) with { Evidence = Evidence(_plan) with { Coverage = 0.5 } };
        Refused("The evidence that it carries is refused: Coverage", new PlanTransition("kim", _now) { Readiness = broken.Replay(_plan) });
    }

    [Fact]
    public void Days_outside_the_record_and_evidence_that_moved_the_plan_before_are_refused()
    {
        var evidence = Evidence(_plan);
        SloDay before = new(evidence.Days[0].Date.AddDays(-1), 1, 1);
        var outside = ReadinessClaim.Of(Result(_plan)) with { Evidence = evidence with { From = null, Days = [before, .. evidence.Days] } };
        Refused(
            "1 day of the evidence lies outside the record of baseline, which began on 2026-01-05: the first is 2026-01-04",
            new PlanTransition("kim", _now) { Readiness = outside.Replay(_plan) }
        );

        var ready = Result(_plan);
        var again = SloPlanner.Restore(
            SloPlanner.CreateSpec("api", _profile, RatioIndicator.Default, SloPlanner.DefaultWindow),
            _plan.Phases.Select(p => p.StartDate).ToArray(),
            _plan.Phases.Select(p => p.SuccessCriteria).ToArray(),
            "baseline",
            [new PlanHistoryEntry("baseline", "improvement", _now.AddHours(-2), "kim") { EvidenceDigest = ready.EvidenceDigest }]
        );
        Refused("The evidence moved the plan already, at 2026-03-01T10:00:00Z", again, Move(ready));
    }

    [Fact]
    public void A_forced_move_says_what_speaks_against_it_and_keeps_the_basis_and_exclusions()
    {
        var cut = new EvidenceExclusion(_now.AddDays(-30), _now.AddDays(-29), "move");
        var estimate = new SloEvidence
        {
            Service = "api",
            Availability = 0.5,
            LatencyP95 = 1,
            Exclusions = [cut],
        };
        var move = Move(new ReadinessGate(FixedClock.Default).Evaluate(_plan.Phases[0], estimate, GateOptions.Default)) with
        {
            Force = true,
            Reason = "the measurement is wrong",
        };
        Assert.Equal(2, PlanTransitions.Objections(_plan, move).Count);
        var entry = PlanTransitions.Apply(_plan, move).History[0];
        Assert.Equal(("NotReady", "Estimate"), (entry.Verdict, entry.Basis));
        Assert.Equal([new PlanExclusion(cut.From, cut.To, "move")], entry.Exclusions);
    }

    [Fact]
    public void A_result_counts_until_it_has_its_greatest_age_and_no_moment_longer()
    {
        var last = Move(Result(_plan)) with { At = _now.AddHours(24), MaximumAge = TimeSpan.FromHours(24) };
        Assert.Equal("improvement", PlanTransitions.Apply(_plan, last).CurrentPhase);
        Refused("older than 1d", last with { At = last.At.AddTicks(1) });
    }

    [Theory]
    [InlineData(25, 30)]
    [InlineData(300 * 24, 400)]
    public void No_greater_age_makes_an_old_record_the_whole_one(int hours, int days) =>
        Refused("older than 1d", Move(Result(_plan)) with { At = _now.AddHours(hours), MaximumAge = TimeSpan.FromDays(days) });

    [Fact]
    public void Evidence_that_lacks_the_last_days_moves_nothing_however_new_the_result_is()
    {
        // A record of 300 days whose last two are not there has 99.3 % of its days.
        var plan = Plan("api", UtcTime.Day(_now).AddDays(-300));
        SloEvidence Of(int count) =>
            Evidence(plan) with
            {
                Days = [.. Enumerable.Range(0, count).Select(i => new SloDay(plan.StartDate.AddDays(i), 9_990, 10_000))],
            };
        PlanTransition MoveOn(int count)
        {
            var result = new ReadinessGate(FixedClock.Default).Evaluate(plan.Phases[0], Of(count), GateOptions.Default);
            Assert.Equal("Ready", result.Verdict);
            return new PlanTransition("kim", _now) { Readiness = ReadinessClaim.Of(result).Replay(plan) };
        }

        Refused("The evidence ends with 2026-02-26, and 2026-02-28 is complete: measure again", plan, MoveOn(298));
        Assert.Equal("improvement", PlanTransitions.Apply(plan, MoveOn(299)).CurrentPhase);
        Assert.Equal("improvement", PlanTransitions.Apply(plan, MoveOn(300)).CurrentPhase);
        Assert.Single(PlanTransitions.Apply(plan, MoveOn(298) with { Force = true, Reason = "seen elsewhere" }).History);
    }

    [Fact]
    public void A_ratio_that_somebody_typed_moves_nothing_and_one_with_its_days_does()
    {
        var profile = new PhaseProfile(
            "default",
            TestProfiles.Default.Phases,
            new GateSettings([new("criteria", "shown"), new("demonstrated", "counts")])
        );
        var start = UtcTime.Day(_now).AddDays(-30);
        var plan = SloPlanner.Plan(SloPlanner.CreateSpec("api", profile, new RawRatioIndicator("x"), SloPlanner.DefaultWindow), start);
        SloEvidence typed = new()
        {
            Service = "api",
            From = start,
            To = UtcTime.Day(_now),
            Availability = 0.9999,
            AvailabilityStdDev = 0,
            LatencyP95 = 1,
            Coverage = 1,
        };
        PlanTransition MoveOn(SloEvidence evidence) =>
            new("kim", _now)
            {
                Readiness = ReadinessClaim
                    .Of(new ReadinessGate(FixedClock.Default).Evaluate(plan.Phases[0], evidence, GateOptions.Default))
                    .Replay(plan),
            };

        Refused("The result is an estimate of bare numbers", plan, MoveOn(typed));
        Refused("The result is an estimate of bare numbers", plan, MoveOn(typed with { GoodEvents = 9999, TotalEvents = 10_000 }));
        SloDay[] days = [.. Enumerable.Range(0, 30).Select(i => new SloDay(start.AddDays(i), 0, 0))];
        Refused("The result is an estimate of bare numbers", plan, MoveOn(typed with { Days = days[1..], Coverage = null }));
        Assert.Equal("Ratio", PlanTransitions.Apply(plan, MoveOn(typed with { Days = days })).History[0].Basis);
    }

    [Fact]
    public void A_result_of_a_phase_that_was_left_is_refused_and_the_message_names_who_left_it()
    {
        var ready = Result(_plan);
        var moved = PlanTransitions.Apply(_plan, Move(ready));
        var refused = Assert.Throws<SloValidationException>(() =>
            PlanTransitions.Apply(moved, new PlanTransition("lee", _now) { Readiness = ReadinessClaim.Of(ready).Replay(moved) })
        );
        Assert.Equal(
            "Readiness: The result is of the phase baseline, and 'api' is in improvement since "
                + "2026-03-01T12:00:00Z, moved by kim. Test the gate of improvement.",
            refused.Message
        );

        // Back in the baseline, the old result is of the right phase and still from before.
        var back = PlanTransitions.Apply(moved, new PlanTransition("kim", _now.AddHours(1)) { Back = true, Reason = "why" });
        Refused(
            "from before the last move",
            back,
            new PlanTransition("lee", _now.AddHours(2)) { Readiness = ReadinessClaim.Of(ready).Replay(back) }
        );
    }

    [Fact]
    public void Back_and_force_need_a_reason_and_the_ends_have_nothing_beyond()
    {
        Refused(
            "A move back without a reason",
            PlanTransitions.Apply(_plan, new PlanTransition("kim", _now) { Force = true, Reason = "x" }),
            new PlanTransition("kim", _now) { Back = true }
        );
        Refused("A forced move without a reason", new PlanTransition("kim", _now) { Force = true, Reason = " " });
        Refused("is in its first phase", new PlanTransition("kim", _now) { Back = true, Reason = "x" });
        Refused(
            "A move back needs no force",
            new PlanTransition("kim", _now)
            {
                Back = true,
                Force = true,
                Reason = "x",
            }
        );
        var last = Enumerable
            .Range(0, 3)
            .Aggregate(_plan, (plan, _) => PlanTransitions.Apply(plan, new PlanTransition("kim", _now) { Force = true, Reason = "x" }));
        Refused("is in its last phase, excellence", last, new PlanTransition("kim", _now) { Force = true, Reason = "x" });
        Refused("characters that do not print", new PlanTransition("kim", _now) { Force = true, Reason = "a\u001b[2Jb" });
    }

    [Fact]
    public void A_criterion_is_attested_once_unless_it_is_replaced()
    {
        var phase = _plan.Phases[0];
        var attested = PlanCriteria.Complete(_plan, phase, phase.SuccessCriteria[0], " OPS-1 ", "kim", _now, replace: false);
        Assert.Equal(
            phase.SuccessCriteria[0] with
            {
                Completed = true,
                Note = "OPS-1",
                By = "kim",
                At = _now,
            },
            attested.Phases[0].SuccessCriteria[0]
        );
        var again = attested.Phases[0];
        Assert.Contains(
            "was attested already, by kim at 2026-03-01T12:00:00Z",
            Assert
                .Throws<SloValidationException>(() =>
                    PlanCriteria.Complete(attested, again, again.SuccessCriteria[0], "OPS-2", "lee", _now, replace: false)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "OPS-2",
            PlanCriteria
                .Complete(attested, again, again.SuccessCriteria[0], "OPS-2", "lee", _now, replace: true)
                .Phases[0]
                .SuccessCriteria[0]
                .Note
        );
        Assert.Throws<SloValidationException>(() =>
            PlanCriteria.Complete(_plan, phase, phase.SuccessCriteria[0], "a\nb", "kim", _now, replace: false)
        );
    }

    private static void Refused(string message, PlanTransition move) => Refused(message, _plan, move);

    private static void Refused(string message, SloPlan plan, PlanTransition move) =>
        Assert.Contains(
            message,
            Assert.Throws<SloValidationException>(() => PlanTransitions.Apply(plan, move)).Message,
            StringComparison.Ordinal
        );

    private static SloPlan Plan(string service, DateTime? start = null, string? @namespace = null) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(service, _profile, RatioIndicator.Default, SloPlanner.DefaultWindow, @namespace),
            start ?? new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
        );

    private static SloEvidence Evidence(SloPlan plan, long bad = 10) =>
        new()
        {
            Service = plan.Service,
            Days = Enumerable.Range(0, 55).Select(i => new SloDay(plan.StartDate.AddDays(i), 10_000 - bad, 10_000)).ToArray(),
        };

    private static ReadinessResult Result(SloPlan plan, long bad = 10) =>
        new ReadinessGate(FixedClock.Default).Evaluate(plan.Find(plan.CurrentPhase)!, Evidence(plan, bad), GateOptions.Default);

    private static PlanTransition Move(ReadinessResult result) => new("kim", _now) { Readiness = ReadinessClaim.Of(result).Replay(_plan) };

    private static string Start(PlannedPhase phase) => UtcTime.DateText(phase.StartDate);
}
