using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>
/// The history of a plan is a chain: each entry holds the digest of the one before it, the first one that of whose plan it is, and a digest
/// of its own, so that the last one is held, too. Who changes, removes or adds an entry by hand breaks it. It is no signature: who computes
/// digests can make another history, which is what a protected branch is for.
/// </summary>
public static class PlanHistory
{
    private const string Prefix = "sha256:";
    private const int DigestDigits = 64;

    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The words for verdicts. A plan knows of the gate no more than these.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["Ready", "NotReady", "InsufficientEvidence"];

    /// <summary>The words for what a verdict rests on.</summary>
    public static IReadOnlyList<string> Bases { get; } = ["Estimate", "Counts", "Ratio"];

    /// <summary>The history with one more entry.</summary>
    /// <param name="plan">Whose history it is.</param>
    /// <param name="entry">The entry; it is linked to the last one.</param>
    /// <exception cref="SloValidationException">The entry is older than the last one; the field is Plan.</exception>
    internal static IReadOnlyList<PlanHistoryEntry> Append(SloPlan plan, PlanHistoryEntry entry)
    {
        if (plan.History.Count > 0 && plan.History[plan.History.Count - 1] is { } last && entry.At < last.At)
            throw new SloValidationException(
                "Plan",
                $"The last move of '{plan.Service}' is of {UtcTime.Text(last.At)}, and the clock here says {UtcTime.Text(entry.At)}",
                "Set the clock that is wrong, and try again"
            );
        var linked = entry with { Previous = Link(plan, plan.History.Count) };
        return [.. plan.History, linked with { Digest = DigestOf(linked) }];
    }

    /// <summary>What the entry at a place has to hold of the one before it.</summary>
    /// <param name="plan">Whose history it is.</param>
    /// <param name="index">The place, from 0; that after the last entry, too.</param>
    public static string Link(SloPlan plan, int index)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        return index == 0 ? Hash([plan.Namespace, plan.Service]) : DigestOf(plan.History[index - 1]);
    }

    /// <summary>The digest of what an entry says, with the digest that it holds of the one before it.</summary>
    /// <param name="entry">The entry; the digest that it has itself is not asked.</param>
    public static string DigestOf(PlanHistoryEntry entry) => Hash(Parts(entry ?? throw new ArgumentNullException(nameof(entry))));

    /// <summary>Whether an entry follows the one before it, and says what it said when it was written.</summary>
    /// <param name="plan">Whose history it is.</param>
    /// <param name="index">The place of the entry, from 0.</param>
    public static bool IsLinked(SloPlan plan, int index) =>
        plan is null
            ? throw new ArgumentNullException(nameof(plan))
            : plan.History[index] is var entry && entry.Previous == Link(plan, index) && entry.Digest == DigestOf(entry);

    /// <summary>How a history contradicts itself, or the plan; nothing when it does not.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="now">The time, UTC: nothing has happened after it.</param>
    /// <returns>Field and problem of each contradiction.</returns>
    public static IEnumerable<(string Field, string Message)> Contradictions(SloPlan plan, DateTime now)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        var history = plan.History;
        for (var i = 0; i < history.Count; i++)
        {
            foreach (var (key, message) in Contradictions(plan, i, now))
                yield return ($"history[{i.ToString(CultureInfo.InvariantCulture)}].{key}", message);
        }

        foreach (var attested in FutureAttestations(plan, now))
            yield return attested;

        var at = history.Count > 0 ? history[history.Count - 1].To : plan.Phases[0].Name;
        if (plan.CurrentPhase != at)
            yield return (
                "currentPhase",
                history.Count > 0
                    ? $"The plan is in {plan.CurrentPhase}, and its history ends in {at}"
                    : $"The plan is in {plan.CurrentPhase}, and no move in its history led there from {at}"
            );
    }

    /// <summary>Whether a time lies so far after another one that it is no matter of clocks.</summary>
    internal static bool IsAfter(DateTime? at, DateTime now) => at > now + _clockSkew;

    private static IEnumerable<(string Field, string Message)> FutureAttestations(SloPlan plan, DateTime now) =>
        from phase in plan.Phases
        from criterion in phase.SuccessCriteria.Select((c, i) => (c.Completed, c.At, Index: i))
        where criterion.Completed && IsAfter(criterion.At, now)
        select (
            string.Format(CultureInfo.InvariantCulture, "phases[{0}].successCriteria[{1}].at", phase.Order - 1, criterion.Index),
            $"{UtcTime.Text(criterion.At!.Value)} is in the future, and nobody has attested anything then"
        );

    private static IEnumerable<(string Key, string Message)> Contradictions(SloPlan plan, int index, DateTime now)
    {
        var entry = plan.History[index];
        var before = index > 0 ? plan.History[index - 1] : null;
        if (before is not null && entry.From != before.To)
            yield return ("from", $"The entry leaves {entry.From}, and the one before it went to {before.To}");
        if (before is not null && entry.At < before.At)
            yield return ("at", $"The entry is of {UtcTime.Text(entry.At)}, before the one above it");
        if (IsAfter(entry.At, now))
            yield return ("at", $"{UtcTime.Text(entry.At)} is in the future");
        if (entry.Start && index > 0)
            yield return ("start", "The plan began with the first entry, and this is another one");
        if (entry.Verdict is { } verdict && !Verdicts.Contains(verdict))
            yield return ("verdict", $"'{PrintableText.Escape(verdict)}' is not a verdict");
        if (entry.Basis is { } basis && !Bases.Contains(basis))
            yield return ("basis", $"'{PrintableText.Escape(basis)}' is not a basis of a verdict");
        if (entry.EvidenceDigest is { } digest && !IsDigest(digest))
            yield return ("evidenceDigest", $"'{PrintableText.Escape(digest)}' is not a digest of evidence");
        if (IsAfter(entry.EvaluatedAt, entry.At))
            yield return ("evaluatedAt", $"The evidence was judged at {UtcTime.Text(entry.EvaluatedAt!.Value)}, after the move");
        if (entry.Previous != Link(plan, index))
            yield return (
                "previous",
                before is null
                    ? $"The history was not begun by a cmdlet for {plan.Service} in {plan.Namespace}"
                    : "The entry before this one was changed, or one was removed or added, by hand"
            );
        if (entry.Digest != DigestOf(entry))
            yield return ("digest", "The entry was written or changed by hand");
    }

    /// <summary>Whether two entries say the same, with times in whole seconds as files have them.</summary>
    internal static bool IsSame(PlanHistoryEntry a, PlanHistoryEntry b) => a.Digest == b.Digest && DigestOf(a) == DigestOf(b);

    /// <summary>Whether a text has the form of a digest.</summary>
    internal static bool IsDigest(string? text) =>
        text is not null
        && text.Length == Prefix.Length + DigestDigits
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private static IEnumerable<string?> Parts(PlanHistoryEntry entry) =>
        [
            entry.From,
            entry.To,
            UtcTime.Text(entry.At),
            entry.By,
            entry.Verdict,
            entry.Basis,
            entry.EvidenceDigest,
            entry.EvaluatedAt is { } at ? UtcTime.Text(at) : null,
            .. entry.Exclusions.SelectMany(e => new[] { UtcTime.Text(e.From), UtcTime.Text(e.To), e.Reason }),
            entry.Reason,
            entry.Start ? "start" : null,
            entry.Previous,
        ];

    // With the length of each part, so that no text can look like two parts.
    private static string Hash(IEnumerable<string?> parts) =>
        Prefix
        + Digest.Hex(string.Join("\n", parts.Select(p => p is null ? "-" : $"{p.Length.ToString(CultureInfo.InvariantCulture)}:{p}")));
}
