using ProgressiveSlo.Findings;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>What a gate said of a phase, or why that does not count.</summary>
/// <param name="Result">The result; null when the gate was not asked.</param>
/// <param name="Problem">Why there is none, or why it proves nothing, one sentence without its full stop; null for a result that
/// counts.</param>
public sealed record GateAnswer(ReadinessResult? Result, string? Problem);

/// <summary>
/// The rules for promotions: for each phase that is left on evidence, the gate says Ready today. The first one is judged by the plan of the
/// target branch, which nobody on the branch has written; a later one by that of the branch, whose rules are the same.
/// </summary>
internal sealed class GateRules(string path, SloPlan? before, SloPlan after, Func<PlannedPhase, GateAnswer>? judge)
{
    private readonly List<SloFinding> _findings = [];
    private readonly List<ReadinessResult> _results = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>What the gates say.</summary>
    public IReadOnlyList<ReadinessResult> Results => _results;

    /// <summary>Asks the gates.</summary>
    /// <param name="moves">The moves that the branch adds.</param>
    public void Check(IReadOnlyList<PlanMove> moves)
    {
        var isFirst = true;
        foreach (var move in moves)
        {
            // A new plan has no gate behind it: it begins at the beginning, or gives its reasons.
            if (move.Kind == PlanMoveKind.On && before is not null && PhaseOf(move.From, isFirst) is { } phase)
                CheckMove(move, phase);
            isFirst = false;
        }

        // What is not moved is judged for those who look at it, and decides nothing.
        if (moves.Count == 0 && judge is not null && PhaseOf((before ?? after).CurrentPhase, isFirst: true) is { } current)
            Ask(current);
    }

    private PlannedPhase? PhaseOf(string name, bool isFirst) =>
        ((isFirst ? before : null) ?? after).Phases.FirstOrDefault(p => p.Name == name);

    private GateAnswer? Ask(PlannedPhase phase)
    {
        if (judge is null)
            return null;
        var answer = judge(phase);
        if (answer.Result is { } result)
            _results.Add(result);
        return answer;
    }

    private void CheckMove(PlanMove move, PlannedPhase phase)
    {
        // MoveRules has refused what was forced, or the owner of the run allows it: the verdict is shown, and decides nothing more.
        var answer = Ask(phase);
        if (move.IsForced || answer is { Result.Ready: true, Problem: null })
            return;
        if (answer is null)
            Add("EvidenceMissing", $"{Promotes(move)}, and no evidence was given", "Give the evidence (-Evidence)");
        else if (answer is { Problem: null, Result: { } result })
            Add(
                "GateClosed",
                $"{Promotes(move)}, and it is not ready to leave {move.From}: {string.Join("; ", result.Issues)}",
                Fix(move, result)
            );
        else
            Add("GateNotJudged", $"{Promotes(move)}, and its gate was not judged: {answer.Problem}", "Give evidence for it");
    }

    // What only people can add does not come by waiting, and the plan that is judged is that of the target branch.
    private static string Fix(PlanMove move, ReadinessResult result)
    {
        var isOpen = result.Checks.Any(c => c.Name == CriteriaCheck.Name && c.Blocks);
        var others = result.Checks.Any(c => c.Name != CriteriaCheck.Name && c.Blocks);
        var attest =
            "Attest the open criteria (Complete-SloCriterion) in a pull request of its own, and merge that first: the gate is asked "
            + "about the plan of the target branch";
        if (isOpen && !others)
            return attest + ". Then run this check again";
        var wait =
            $"Take the promotion out of this branch, and propose it again when {move.From} is ready"
            + (result.EarliestDate is { } date ? $", on {UtcTime.DateText(date)} at the earliest" : "");
        return isOpen ? $"{attest}. {wait}" : wait;
    }

    private string Promotes(PlanMove move) => $"The branch promotes {after.Service} to {move.To}";

    private void Add(string code, string message, string fix) => _findings.Add(ChangeFinding.Create(code, path, message, fix));
}
