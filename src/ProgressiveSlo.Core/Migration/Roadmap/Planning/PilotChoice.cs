using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Chooses pilots one by one: healthy metrics first, none of the most critical tier while others can be had, then one of a tier, a traffic
/// shape and an owner that no pilot has yet, then one with more to compare with. The least critical tier and the name decide last.
/// </summary>
internal static class PilotChoice
{
    // Two pilots already show whether the approach carries; a third needs enough services to be worth it.
    private const int ManyServices = 6;

    public static IReadOnlyList<MigrationPilot> Choose(IReadOnlyList<PilotCandidate> candidates)
    {
        var rest = candidates.OrderBy(c => c.Service.Service, StringComparer.Ordinal).ToList();
        var count = Math.Min(rest.Count, candidates.Count >= ManyServices ? 3 : 2);
        var last = rest.Select(c => c.Rank).DefaultIfEmpty().Max();
        var chosen = new List<PilotCandidate>(count);
        while (chosen.Count < count)
        {
            var next = rest
                .OrderByDescending(c => c.Health)
                .ThenBy(c => c.Rank == last)
                .ThenBy(c => chosen.Any(p => p.Rank == c.Rank))
                .ThenBy(c => c.Shape is not null && chosen.Any(p => p.Shape?.Words == c.Shape.Words))
                .ThenBy(c => c.Service.Owner is not null && chosen.Any(p => p.Service.Owner == c.Service.Owner))
                .ThenByDescending(c => c.ComparableRank)
                .ThenBy(c => c.Rank)
                .First();
            chosen.Add(next);
            rest.Remove(next);
        }

        return chosen.Select(c => new MigrationPilot(c.Service.Service, c.Service.Tier, [.. Differences(c, chosen), .. c.Reasons()])).ToArray();
    }

    /// <summary>The pilots that somebody named.</summary>
    public static IReadOnlyList<MigrationPilot> Take(IReadOnlyList<PilotCandidate> named) =>
        named.Select(c => new MigrationPilot(c.Service.Service, c.Service.Tier, ["Named as a pilot", .. c.Reasons()])).ToArray();

    private static IEnumerable<string> Differences(PilotCandidate candidate, List<PilotCandidate> chosen)
    {
        var others = chosen.Where(c => c != candidate).ToArray();
        if (others.Length == 0)
            yield break;
        if (candidate.Service.Tier is { } tier && others.All(o => o.Rank != candidate.Rank))
            yield return $"The only pilot of the tier {tier}";
        if (candidate.Shape is { } shape && others.All(o => o.Shape?.Words != shape.Words))
            yield return "The only pilot with this shape of traffic";
        if (candidate.Service.Owner is { } owner && others.All(o => o.Service.Owner != owner))
            yield return $"The only pilot of {owner}";
    }
}
