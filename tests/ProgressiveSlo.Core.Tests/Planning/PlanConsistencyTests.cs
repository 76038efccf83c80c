using CsCheck;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Planning;

public sealed class PlanConsistencyTests
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    // Whatever the cmdlets do to a plan, in whatever order, it does not contradict itself.
    [Fact]
    public void Moves_leave_a_plan_consistent() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 100 * 24])
            .Array[0, 12]
            .Sample(moves =>
            {
                var plan = TestPlan();
                var at = _start;
                foreach (var (kind, hours) in moves)
                {
                    at = at.AddHours(hours);
                    var isFirst = plan.Find(plan.CurrentPhase)!.Order == 1;
                    var isLast = plan.NextPhase(plan.Find(plan.CurrentPhase)!) is null;
                    if ((kind == 0 && isLast) || (kind == 1 && isFirst))
                        continue;
                    plan = PlanTransitions.Apply(
                        plan,
                        new PlanTransition("kim", at)
                        {
                            Force = kind == 0,
                            Back = kind == 1,
                            Reset = kind == 2,
                            Reason = "x",
                        }
                    );
                }

                Assert.Empty(PlanConsistency.Check(plan, at));
            });

    [Fact]
    public void A_start_that_was_moved_is_found_where_it_stands()
    {
        var plan = Forced(_start.AddDays(40));
        var moved = plan.With(
            [.. plan.Phases.Select(p => p.Order == 2 ? p.StartDate.AddDays(-10) : p.StartDate)],
            plan.CurrentPhase,
            plan.History
        );
        var problem = Assert.Single(PlanConsistency.Check(moved, _start.AddDays(41)));
        Assert.Equal(("PhaseStartChanged", "phases[1].startDate"), (problem.Code, problem.Field));
    }

    [Fact]
    public void The_future_has_not_happened()
    {
        var problem = Assert.Single(PlanConsistency.Check(Forced(_start.AddDays(40)), _start.AddDays(39)));
        Assert.Equal(("HistoryDate", "history[0].at"), (problem.Code, problem.Field));
    }

    private static SloPlan Forced(DateTime at) =>
        PlanTransitions.Apply(TestPlan(), new PlanTransition("kim", at) { Force = true, Reason = "x" });

    private static SloPlan TestPlan() =>
        SloPlanner.Plan(SloPlanner.CreateSpec("api", TestProfiles.Default, RatioIndicator.Default, SloPlanner.DefaultWindow, null), _start);
}
