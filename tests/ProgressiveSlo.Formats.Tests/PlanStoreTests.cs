using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Formats.Tests;

/// <summary>
/// A change that somebody is asked about keeps nobody from the file, and is refused when it is another one by the time of the answer.
/// </summary>
public sealed class PlanStoreTests : IDisposable
{
    private static readonly DateTime _at = new(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _path = Path.GetTempFileName();

    public PlanStoreTests() => File.WriteAllText(_path, TestPlans.Write(TestPlans.Make()));

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void While_somebody_is_asked_others_change_the_file_and_another_change_than_the_one_asked_about_is_refused()
    {
        var error = Assert.Throws<SloValidationException>(() =>
            PlanStore.Change(
                _path,
                "plan.yaml",
                p => Move(p, "slow"),
                new ChangeQuestion<SloPlan>(
                    Describe,
                    (_, _) =>
                    {
                        Aside(() => PlanStore.Change(_path, "plan.yaml", p => Move(p, "quick"), TestContext.Current.CancellationToken));
                        return true;
                    }
                ),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal("Path", error.Problem.Field);
        Assert.StartsWith(
            "Path: 'plan.yaml' was changed while this question waited for an answer: baseline to "
                + "improvement. Now it would be: improvement to production_ready.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("quick", Assert.Single(PlanReader.ReadFile(_path, "").History).By);
    }

    [Fact]
    public void While_somebody_is_asked_others_change_something_else_and_nothing_is_lost()
    {
        var changed = PlanStore.Change(
            _path,
            "plan.yaml",
            p => Move(p, "slow"),
            new ChangeQuestion<SloPlan>(
                Describe,
                (_, _) =>
                {
                    Aside(() =>
                        PlanStore.Change(
                            _path,
                            "plan.yaml",
                            p =>
                                PlanCriteria.Complete(
                                    p,
                                    p.Phases[0],
                                    p.Phases[0].SuccessCriteria[0],
                                    "OPS-1",
                                    "quick",
                                    _at,
                                    replace: false
                                ),
                            TestContext.Current.CancellationToken
                        )
                    );
                    return true;
                }
            ),
            TestContext.Current.CancellationToken
        );
        var read = PlanReader.ReadFile(_path, "");
        Assert.Equal(
            ("improvement", "quick", "slow"),
            (read.CurrentPhase, read.Phases[0].SuccessCriteria[0].By, Assert.Single(read.History).By)
        );
        Assert.Equal(TestPlans.Write(read), TestPlans.Write(changed!));
    }

    [Fact]
    public void What_is_refused_by_the_time_of_the_answer_is_not_written()
    {
        SloPlan Attest(SloPlan p, string by) =>
            PlanCriteria.Complete(p, p.Phases[0], p.Phases[0].SuccessCriteria[0], "OPS-1", by, _at, replace: false);
        var error = Assert.Throws<SloValidationException>(() =>
            PlanStore.Change(
                _path,
                "plan.yaml",
                p => Attest(p, "slow"),
                new ChangeQuestion<SloPlan>(
                    (_, _) => "the same words",
                    (_, _) =>
                    {
                        Aside(() => PlanStore.Change(_path, "plan.yaml", p => Attest(p, "quick"), TestContext.Current.CancellationToken));
                        return true;
                    }
                ),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains("was attested already, by quick", error.Message, StringComparison.Ordinal);
        Assert.Equal("quick", PlanReader.ReadFile(_path, "").Phases[0].SuccessCriteria[0].By);
    }

    [Fact]
    public void What_was_not_confirmed_is_not_written()
    {
        Assert.Null(
            PlanStore.Change(
                _path,
                "plan.yaml",
                p => Move(p, "kim"),
                new ChangeQuestion<SloPlan>(Describe, (_, _) => false),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal("baseline", PlanReader.ReadFile(_path, "").CurrentPhase);
    }

    // Another thread, as the lock is one that a thread may take twice.
    private static void Aside(Action action) =>
        Assert.True(Task.Run(action).Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), "Somebody keeps the file.");

    private static string Describe(SloPlan before, SloPlan after) => $"{before.CurrentPhase} to {after.CurrentPhase}";

    private static SloPlan Move(SloPlan plan, string by) =>
        PlanTransitions.Apply(plan, new PlanTransition(by, _at) { Force = true, Reason = "test" });
}
