using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Planning;

public sealed class PlanEditTests
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _now = new(2026, 1, 25, 13, 30, 0, DateTimeKind.Utc);
    private static readonly PlanEdit _nothing = new("kim", _now);
    private static readonly SloIndicator _other = RatioIndicator.Http("other_requests_total");

    [Fact]
    public void Nothing_to_change_gives_the_same_plan()
    {
        var plan = Plan();
        Assert.Same(plan, PlanEdits.Apply(plan, _nothing).Plan);
        Assert.Same(
            plan,
            PlanEdits
                .Apply(
                    plan,
                    _nothing with
                    {
                        Owner = "team",
                        Indicator = plan.Indicator,
                        Window = plan.Window,
                        Profile = plan.GetProfile(),
                    }
                )
                .Plan
        );
    }

    [Fact]
    public void An_indicator_begins_a_new_record_today_and_the_phases_after_it_follow()
    {
        var edited = PlanEdits.Apply(Plan(), _nothing with { Indicator = _other, Reason = "renamed" });
        Assert.True(edited.IsNewRecord);
        Assert.Equal(
            ["2026-01-25", "2026-02-24", "2026-04-25", "2026-07-24"],
            edited.Plan.Phases.Select(p => UtcTime.DateText(p.StartDate))
        );
        Assert.Equal([2, 1, 1, 1], edited.Plan.Phases.Select(p => p.RecordNumber));
        var entry = Assert.Single(edited.Plan.History);
        Assert.Equal(("baseline", "baseline", _now, "kim"), (entry.From, entry.To, entry.At, entry.By));
        Assert.StartsWith("Changed: the indicator from http_requests_total{", entry.Reason, StringComparison.Ordinal);
        Assert.EndsWith(". renamed", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_without_a_whole_day_has_no_record_to_begin_anew()
    {
        var today = PlanEdits.Apply(Plan(UtcTime.Day(_now)), _nothing with { Indicator = _other });
        Assert.False(today.IsNewRecord);
        Assert.Empty(today.Plan.History);
        var future = PlanEdits.Apply(Plan(_now.AddDays(9)), _nothing with { Window = TimeSpan.FromDays(7) });
        Assert.Equal("2026-02-03", UtcTime.DateText(future.Plan.StartDate));
        Assert.Empty(future.Plan.History);
    }

    [Fact]
    public void A_latency_metric_that_is_added_keeps_the_record_and_one_that_is_replaced_or_removed_does_not()
    {
        var latency = LatencyMetric.Parse("a_seconds", isNative: false, "LatencyMetric");
        var added = PlanEdits.Apply(Plan(), _nothing with { Latency = latency });
        Assert.False(added.IsNewRecord);
        Assert.Equal(latency, added.Plan.LatencyMetric);
        Assert.True(PlanEdits.Apply(added.Plan, _nothing with { Latency = latency with { IsNative = true } }).IsNewRecord);
        var removed = PlanEdits.Apply(added.Plan, _nothing with { RemoveLatency = true });
        Assert.True(removed.IsNewRecord);
        Assert.Null(removed.Plan.LatencyMetric);
    }

    [Fact]
    public void A_lower_target_in_a_profile_of_the_same_name_is_a_new_record()
    {
        var easier = new PhaseProfile(
            "default",
            TestProfiles
                .Default.Phases.Select(p =>
                    p.Order == 1
                        ? new SloPhase(p.Name, 1, p.DurationDays, new PhaseTargets(0.98m, 2000, 5000))
                        {
                            SuccessCriteria = p.SuccessCriteria,
                        }
                        : p
                )
                .ToList(),
            GateSettings.Default
        );
        var edited = PlanEdits.Apply(Plan(), _nothing with { Profile = easier });
        Assert.True(edited.IsNewRecord);
        Assert.Equal(0.98m, edited.Plan.Find("baseline")!.Targets.Availability);
        Assert.Contains("phases, targets or thresholds", edited.Plan.History[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_keeps_what_was_attested_where_it_has_the_words_and_names_the_rest()
    {
        var plan = Plan();
        var phase = plan.Find("baseline")!;
        plan = PlanCriteria.Complete(plan, phase, phase.SuccessCriteria[0], "proof", "kim", _now, replace: false);
        var kept = PlanEdits.Apply(plan, _nothing with { Profile = Renamed(TestProfiles.Default.Phases.ToList()) });
        Assert.Equal("proof", kept.Plan.Find("baseline")!.SuccessCriteria[0].Note);
        Assert.Empty(kept.Dropped);

        var bare = TestProfiles.Default.Phases.Select(p => new SloPhase(p.Name, p.Order, p.DurationDays, p.Targets)).ToList();
        Assert.Equal(["baseline: Team trained"], PlanEdits.Apply(plan, _nothing with { Profile = Renamed(bare) }).Dropped);
    }

    [Fact]
    public void A_profile_must_have_the_phase_that_the_plan_is_in_and_those_of_its_history()
    {
        var moved = PlanTransitions.Apply(Plan(), new PlanTransition("kim", _now) { Force = true, Reason = "r" });
        var later = TestProfiles.Default.Phases.Skip(1).Select((p, i) => new SloPhase(p.Name, i + 1, p.DurationDays, p.Targets)).ToList();
        var refused = Assert.Throws<SloValidationException>(() => PlanEdits.Apply(Plan(), _nothing with { Profile = Renamed(later) }));
        Assert.Equal("Profile", refused.Problem.Field);
        Assert.Contains("is in baseline", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<SloValidationException>(() => PlanEdits.Apply(moved, _nothing with { Profile = Renamed(later) }));
        Assert.Contains("history of 'api' names baseline", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_record_takes_no_profile_that_begins_with_another_phase()
    {
        SloPhase first = new("trial", 1, 10, TestProfiles.Default.Phases[0].Targets);
        var longer = Renamed([
            first,
            .. TestProfiles.Default.Phases.Select(p => new SloPhase(p.Name, p.Order + 1, p.DurationDays, p.Targets)),
        ]);
        var refused = Assert.Throws<SloValidationException>(() => PlanEdits.Apply(Plan(_now), _nothing with { Profile = longer }));
        Assert.Equal("Profile", refused.Problem.Field);
        Assert.Contains(
            "'api' is in baseline without a move, and the profile 'own' begins with trial",
            refused.Message,
            StringComparison.Ordinal
        );

        // Where a record begins again, an entry says how the plan came into its phase.
        var begun = PlanEdits.Apply(Plan(_now.AddDays(-5)), _nothing with { Profile = longer });
        Assert.True(begun.IsNewRecord);
        Assert.Empty(PlanHistory.Contradictions(begun.Plan, _now));
    }

    [Fact]
    public void A_later_phase_keeps_the_dates_of_those_before_it()
    {
        var moved = PlanTransitions.Apply(Plan(), new PlanTransition("kim", _now) { Force = true, Reason = "r" });
        var edited = PlanEdits.Apply(moved, _nothing with { At = _now.AddDays(10), Window = TimeSpan.FromDays(7) });
        Assert.Equal(
            ["2026-01-05", "2026-02-04", "2026-04-05", "2026-07-04"],
            edited.Plan.Phases.Select(p => UtcTime.DateText(p.StartDate))
        );
        Assert.Equal("improvement", edited.Plan.CurrentPhase);
        Assert.Equal(2, edited.Plan.History.Count);
    }

    [Theory]
    [InlineData("service")]
    [InlineData("owner")]
    [InlineData("__name__")]
    [InlineData("1st")]
    [InlineData("")]
    public void Labels_that_plans_set_themselves_are_refused(string name)
    {
        var labels = new Dictionary<string, string> { [name] = "x" };
        Assert.Equal(
            "Label",
            Assert.Throws<SloValidationException>(() => PlanEdits.Apply(Plan(), _nothing with { Labels = labels })).Problem.Field
        );
    }

    [Fact]
    public void What_would_be_lost_of_a_plan_is_said_and_a_longer_history_loses_nothing()
    {
        var plan = Plan();
        var moved = PlanTransitions.Apply(plan, new PlanTransition("kim", _now) { Force = true, Reason = "r" });
        Assert.Null(PlanTrail.Lost(plan, moved));
        Assert.Null(PlanTrail.Lost(moved, moved));
        Assert.Equal("a history of 1 move", PlanTrail.Lost(moved, plan));
        var other = PlanTransitions.Apply(plan, new PlanTransition("eve", _now) { Force = true, Reason = "r" });
        Assert.Equal("a history of 1 move", PlanTrail.Lost(moved, other));
    }

    private static PhaseProfile Renamed(List<SloPhase> phases) => new("own", phases, GateSettings.Default);

    private static SloPlan Plan(DateTime? start = null) =>
        SloPlanner.Plan(
            SloPlanner.CreateSpec(
                "api",
                TestProfiles.Default,
                ServiceCondition.AddTo(RatioIndicator.Default, "service", "api"),
                SloPlanner.DefaultWindow,
                owner: "team"
            ),
            start ?? _start
        );
}
