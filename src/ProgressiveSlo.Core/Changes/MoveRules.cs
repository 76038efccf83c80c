using ProgressiveSlo.Findings;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The rules for the history of a plan: what is on the target branch stays, and what the branch adds leads, one phase at a time, from
/// the phase there to the phase here. Each step on rests on evidence, each step back on a reason. A reason in the place of evidence is
/// written by whoever wants the move, so it counts only where the owner of the run says so.
/// </summary>
internal sealed class MoveRules(string path, SloPlan? before, SloPlan after, DateTime now, bool allowForced)
{
    private const string Ready = "Ready";
    private const string OneByOne = "Move the plan with Step-SloPlan, one phase at a time, and leave its history alone";

    private const string ForcedFix =
        "Move it on evidence, or let whoever owns the gate run it with -AllowForced: the reason stands in the place of evidence";

    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _oldMove = TimeSpan.FromDays(14);

    private readonly List<SloFinding> _findings = [];
    private readonly List<PlanMove> _moves = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>The moves that the branch adds.</summary>
    public IReadOnlyList<PlanMove> Moves => _moves;

    /// <summary>Compares the histories.</summary>
    public void Check()
    {
        var kept = before?.History.Count ?? 0;
        CheckKept(kept);
        var at = before?.CurrentPhase ?? after.Phases[0].Name;
        var last = kept > 0 ? before!.History[kept - 1].At : DateTime.MinValue;
        for (var i = kept; i < after.History.Count; i++)
        {
            var entry = after.History[i];
            var field = Field(i);
            if (entry.From != at)
                Add("HistoryBroken", $"The entry leaves {entry.From}, and the plan is in {at} before it", OneByOne, field);
            if (entry.Start && (before is not null || i > 0))
                Add("HistoryBroken", "The entry says that the plan began with it, and the plan was there before", OneByOne, field);
            if (!PlanHistory.IsLinked(after, i))
                Add(
                    "HistoryBroken",
                    "The digests of the entry are not those of the entry and of the one before it: the history was written by hand",
                    OneByOne,
                    field
                );
            CheckDate(entry, last, field);
            _moves.Add(Move(entry, i, field));
            (at, last) = (entry.To, entry.At);
        }

        CheckEnd(at, after.History.Count > kept);
        CheckStarts(kept);
    }

    private void CheckKept(int kept)
    {
        const string Restore = "Restore the history of the target branch; a move adds an entry at its end";
        if (after.History.Count < kept)
            Add(
                "HistoryEntryRemoved",
                $"The history has {Entries(kept)} on the target branch, and {Entries(after.History.Count)} here",
                Restore,
                "history"
            );
        for (var i = 0; i < Math.Min(kept, after.History.Count); i++)
        {
            if (!PlanHistory.IsSame(before!.History[i], after.History[i]))
                Add("HistoryEntryChanged", "The entry differs from that of the target branch", Restore, Field(i));
        }
    }

    private PlanMove Move(PlanHistoryEntry entry, int index, string field)
    {
        var hasReason = !PrintableText.IsBlank(entry.Reason);
        var kind = KindOf(entry, index, hasReason);

        // Behind a new plan is no gate that could be asked, whatever its entries say.
        var isForced =
            hasReason && kind is (PlanMoveKind.On or PlanMoveKind.Begin) && (before is null || Unproven(entry, index) is not null);
        switch (kind)
        {
            case PlanMoveKind.Leap:
                Add("MoveLeavesPhaseOut", $"The entry goes from {entry.From} to {entry.To}, and skips a phase", OneByOne, field);
                break;
            case PlanMoveKind.Back or PlanMoveKind.Reset when !hasReason:
                Add(
                    "MoveWithoutReason",
                    $"The entry goes from {entry.From} to {entry.To} without a reason",
                    "Use Step-SloPlan -Back -Reason, or -Reset -Reason for a new record",
                    field
                );
                break;
            case PlanMoveKind.Back or PlanMoveKind.Reset:
                Add("MoveBack", $"{Subject} goes from {entry.From} to {entry.To}: {entry.Reason}", "See whether you agree", field);
                break;
            case PlanMoveKind.On or PlanMoveKind.Begin when isForced:
                AddForced("MoveForced", Forced(entry, kind), ForcedFix, field);
                break;
            case PlanMoveKind.On when before is null:
                AddBegin(entry.To, field);
                break;
            case PlanMoveKind.On:
                CheckProof(entry, index, field);
                break;
        }

        return new PlanMove(kind, entry.From, entry.To, entry.At, isForced, hasReason ? PrintableText.Escape(entry.Reason!) : null);
    }

    private PlanMoveKind KindOf(PlanHistoryEntry entry, int index, bool hasReason)
    {
        var steps = OrderOf(entry.To) - OrderOf(entry.From);
        return steps switch
        {
            1 => PlanMoveKind.On,
            0 => PlanMoveKind.Reset,
            -1 => PlanMoveKind.Back,
            > 1 when before is null && index == 0 && hasReason && entry.From == after.Phases[0].Name => PlanMoveKind.Begin,
            _ => PlanMoveKind.Leap,
        };
    }

    // The order of the target branch: one that the branch makes itself could put any phase next.
    private int OrderOf(string phase) =>
        ((before ?? after).Phases.FirstOrDefault(p => p.Name == phase) ?? after.Phases.FirstOrDefault(p => p.Name == phase))?.Order ?? 0;

    // What the entry says of its evidence is a claim, too: GateRules asks again.
    private string? Unproven(PlanHistoryEntry entry, int index) =>
        entry.Verdict != Ready ? $"its verdict is {entry.Verdict ?? "missing"}"
        : entry.Basis is not ("Counts" or "Ratio") ? "its evidence is not counts of days"
        : !PlanHistory.IsDigest(entry.EvidenceDigest) ? "it has no digest of the evidence"
        : after.History.Take(index).Any(e => e.EvidenceDigest == entry.EvidenceDigest && e.From != e.To)
            ? "its evidence moved the plan before"
        : entry.EvaluatedAt is not { } judged ? "it does not say when its evidence was judged"
        : entry.At - judged > PlanTransitions.LargestAge || judged - entry.At > _clockSkew
            ? $"its evidence was judged at {UtcTime.Text(judged)}"
        : null;

    private void CheckProof(PlanHistoryEntry entry, int index, string field)
    {
        if (Unproven(entry, index) is { } problem)
            Add(
                "MoveUnproven",
                $"The entry goes from {entry.From} to {entry.To}, and {problem}",
                "Move the plan with a result of Test-SloPhaseReadiness that says Ready",
                field
            );
    }

    private void CheckDate(PlanHistoryEntry entry, DateTime last, string field)
    {
        const string Fix = "Set the clock, and move the plan again";
        if (entry.At < last)
            Add("HistoryDate", $"The entry of {UtcTime.Text(entry.At)} is older than the one before it", Fix, field);
        else if (entry.At > now + _clockSkew)
            Add("HistoryDate", $"The entry of {UtcTime.Text(entry.At)} is in the future", Fix, field);
        else if (before is not null && now - entry.At > _oldMove)
            AddForced(
                "MoveBackdated",
                $"The entry is of {UtcTime.Text(entry.At)}, and the record of {entry.To} would begin there, before anybody had agreed",
                "Undo the move, and make it again today",
                field
            );
    }

    private void CheckEnd(string at, bool hasMoves)
    {
        if (at == after.CurrentPhase)
            return;
        if (hasMoves)
            Add(
                "HistoryBroken",
                $"The plan is in {after.CurrentPhase}, and the last entry of its history enters {at}",
                OneByOne,
                "currentPhase"
            );
        else if (before is null)
            AddBegin(after.CurrentPhase, "currentPhase");
        else
            Add(
                "MoveWithoutEntry",
                $"The plan goes from {at} to {after.CurrentPhase}, and its history has no entry of that",
                OneByOne,
                "currentPhase"
            );
    }

    // The record of a phase begins with its first day: who sets that day chooses what is forgotten.
    private void CheckStarts(int kept)
    {
        if (before is null)
            return;
        var current = after.Phases.First(p => p.Name == after.CurrentPhase);
        foreach (var phase in after.Phases.Take(current.Order))
        {
            var field = $"phases[{NumberText.Plain(phase.Order - 1)}].startDate";
            if (after.History.Skip(kept).LastOrDefault(e => e.To == phase.Name) is { } entry)
            {
                if (phase.StartDate != UtcTime.Day(entry.At))
                    Add(
                        "PhaseStartChanged",
                        $"The start is {UtcTime.DateText(phase.StartDate)}, and the history enters {phase.Name} on "
                            + UtcTime.DateText(entry.At),
                        "Write that day",
                        field
                    );
            }
            else if (
                phase.Name == current.Name
                && before.Phases.FirstOrDefault(p => p.Name == phase.Name) is { } was
                && was.StartDate != phase.StartDate
                && was.StartDate <= now
            )
            {
                Add(
                    "PhaseStartChanged",
                    $"The start is {UtcTime.DateText(phase.StartDate)}, and on the target branch {UtcTime.DateText(was.StartDate)}: "
                        + "the record of a phase that has begun does not begin elsewhere",
                    "Restore the day, or begin a new record with Step-SloPlan -Reset -Reason",
                    field
                );
            }
        }
    }

    private void AddBegin(string phase, string field) =>
        Add(
            "PlanBeginsLate",
            $"The plan is new and begins in {phase}, and nothing says why",
            $"Begin in {after.Phases[0].Name}; New-SloPlan -StartPhase -StartReason says why a service is further, which the owner of the "
                + "gate then allows with -AllowForced",
            field
        );

    private string Subject => $"{after.Service} ({after.Namespace})";

    private string Forced(PlanHistoryEntry entry, PlanMoveKind kind) =>
        kind == PlanMoveKind.Begin
            ? $"{Subject} begins in {entry.To}: {entry.Reason}"
            : $"{Subject} goes from {entry.From} to {entry.To}, and that was forced: {entry.Reason}";

    private void AddForced(string code, string message, string fix, string field) =>
        _findings.Add(ChangeFinding.Allowed(ChangeFinding.Create(code, path, message, fix, field), allowForced));

    private void Add(string code, string message, string fix, string field) =>
        _findings.Add(ChangeFinding.Create(code, path, message, fix, field));

    private static string Field(int index) => $"history[{NumberText.Plain(index)}]";

    private static string Entries(int count) => CountText.Of(count, "entry", "entries");
}
