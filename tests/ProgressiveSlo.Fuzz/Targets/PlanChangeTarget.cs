using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Plan files that are changed in place: whatever their lines look like, they say then what was meant.</summary>
internal sealed class PlanChangeTarget : FuzzTarget
{
    private static readonly DateTime _at = new(2026, 1, 20, 10, 0, 0, DateTimeKind.Utc);

    public override string Name => "plan-change";

    // Each writes a file and waits for the disk.
    public override int Share => 1;

    public override IEnumerable<string> Seeds() => PlanSeeds.All();

    public override bool Run(FuzzInput input)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, input.Text, new UTF8Encoding(input.Text.Length % 2 == 0));
            return Run(input, file, Owner) && Run(input, file, Step) && Run(input, file, Attest);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Run(FuzzInput input, string file, Func<SloPlan, SloPlan?> change)
    {
        if (!input.TryDo(() => PlanReader.ReadFile(file, "plan.yaml"), out _))
            return false;
        SloPlan? meant = null;
        try
        {
            input.Do(() => PlanStore.Change(file, "plan.yaml", plan => meant = change(plan)));
        }
        catch (SloValidationException e)
        {
            FuzzInput.CheckMessage(e.Message);
            return true;
        }

        if (meant is not null)
            Texts.MustBeSame("A plan that was changed in place", Texts.Of(meant), Texts.Of(PlanReader.ReadFile(file, "")));
        return true;
    }

    private static SloPlan Owner(SloPlan plan) =>
        PlanEdits
            .Apply(
                plan,
                new PlanEdit("kim", _at)
                {
                    Owner = "team: #1",
                    Labels = new Dictionary<string, string> { ["team"] = "a\\b", ["app"] = "" },
                }
            )
            .Plan;

    private static SloPlan Step(SloPlan plan) =>
        PlanTransitions.Apply(plan, new PlanTransition("kim", _at) { Force = true, Reason = "pilot" });

    private static SloPlan? Attest(SloPlan plan)
    {
        var phase = plan.Find(plan.CurrentPhase)!;
        return phase.SuccessCriteria is [var criterion, ..]
            ? PlanCriteria.Complete(plan, phase, criterion, "see - [x]: y", "kim", _at, replace: true)
            : null;
    }
}
