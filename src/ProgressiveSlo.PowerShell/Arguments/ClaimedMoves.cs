using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>A result, and what it is to move.</summary>
/// <param name="Claim">What the result claims.</param>
/// <param name="Result">The result as it was given.</param>
/// <param name="Plan">The plan, or null where files are moved.</param>
/// <param name="Files">The files.</param>
internal sealed record ClaimedMove(ReadinessClaim Claim, object Result, SloPlan? Plan, (string Full, string Display)[] Files);

/// <summary>
/// The results of one call. Of several results of a service the better one would win, whatever the other one says: they move its plan only
/// where all of them say Ready of one and the same evidence.
/// </summary>
internal sealed class ClaimedMoves
{
    private readonly List<ClaimedMove> _moves = [];
    private ILookup<string?, ClaimedMove>? _byService;

    /// <summary>All moves, in the order of the results.</summary>
    public IReadOnlyList<ClaimedMove> All => _moves;

    /// <summary>Takes one more; none may follow once a contradiction was asked for.</summary>
    public void Add(ClaimedMove move) => _moves.Add(move);

    /// <summary>Why a result moves nothing; null where no other result contradicts it.</summary>
    public FieldProblem? Contradiction(ClaimedMove move)
    {
        var others = Others(move).ToArray();
        if (others.Length == 0 || (others.Append(move).All(IsReady) && others.All(o => IsSame(o.Claim, move.Claim))))
            return null;
        var verdicts = string.Join(", ", _moves.Where(m => m == move || others.Contains(m)).Select(m => m.Claim.Verdict).Distinct());
        return new FieldProblem(
            "Readiness",
            $"There are {others.Length + 1} results of '{ServiceName.Printable(move.Claim.Service ?? "(no service)")}' that are not of the "
                + $"same evidence ({ServiceName.Printable(verdicts)}), so its plan is not moved",
            "Find out which evidence is right, and give its result alone"
        );
    }

    /// <summary>Whether no result before it is of its service.</summary>
    public bool IsFirst(ClaimedMove move) => Others(move).All(o => _moves.IndexOf(o) > _moves.IndexOf(move));

    // One result may be given for several plans or files: that is one result.
    private IEnumerable<ClaimedMove> Others(ClaimedMove move)
    {
        _byService ??= _moves.ToLookup(m => m.Claim.Service);
        var near = move.Claim.Service is null ? _moves : _byService[move.Claim.Service].Concat(_byService[null]);
        return near.Where(m =>
            !ReferenceEquals(m.Result, move.Result)
            && (m.Claim.Namespace is null || move.Claim.Namespace is null || m.Claim.Namespace == move.Claim.Namespace)
        );
    }

    private static bool IsReady(ClaimedMove move) => move.Claim.Verdict == nameof(Verdict.Ready);

    private static bool IsSame(ReadinessClaim one, ReadinessClaim other) =>
        one.EvidenceDigest is { } digest && digest == other.EvidenceDigest;
}
