using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Core.Tests;

/// <summary>Histories that a test has written itself, with the digests of a chain.</summary>
internal static class HistoryChain
{
    /// <summary>The entries, each linked to the one before it.</summary>
    public static IReadOnlyList<PlanHistoryEntry> Link(SloPlan plan, IEnumerable<PlanHistoryEntry> entries)
    {
        var history = new List<PlanHistoryEntry>();
        foreach (var entry in entries)
        {
            var so = plan.With([.. plan.Phases.Select(p => p.StartDate)], plan.CurrentPhase, history);
            var linked = entry with { Previous = PlanHistory.Link(so, history.Count) };
            history.Add(linked with { Digest = PlanHistory.DigestOf(linked) });
        }

        return history;
    }
}
