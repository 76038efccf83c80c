using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Services that are measured with the same queries.</summary>
/// <param name="Label">The label that tells them apart; null for a service alone.</param>
/// <param name="Members">The services with their values of the label.</param>
internal sealed record EvidenceBatch(string? Label, IReadOnlyList<(string Value, EvidenceSubject Subject)> Members)
{
    /// <summary>The values of the label, each once.</summary>
    public IReadOnlyList<string> Values { get; } = Members.Select(m => m.Value).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>The queries that count events of some of them.</summary>
    /// <exception cref="Errors.SloValidationException">The indicator has no events that can be counted.</exception>
    public EventQueries Queries(IReadOnlyList<string> values) => EventQueries.Of(Members[0].Subject.Indicator, new SelectorScope(Label, values));

    /// <summary>Puts services together, in their order, and cuts what is too much for one query.</summary>
    public static IReadOnlyList<EvidenceBatch> Make(EvidenceRequest request)
    {
        // Where several labels could tell services apart, the one that puts the most together does.
        var candidates = request.Subjects.Select(IndicatorShape.Candidates).ToArray();
        var counts = candidates.SelectMany(c => c).GroupBy(s => s.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var groups = new List<(string? Key, string? Label, List<(string, EvidenceSubject)> Members)>();
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < candidates.Length; i++)
        {
            var shape = candidates[i].OrderByDescending(s => counts[s.Key]).ThenBy(s => s.Label, StringComparer.Ordinal).FirstOrDefault();
            if (shape is null || (counts[shape.Key] == 1 && request.Subjects[i].Label is null))
            {
                groups.Add((null, null, [("", request.Subjects[i])]));
                continue;
            }

            if (!byKey.TryGetValue(shape.Key, out var group))
            {
                byKey.Add(shape.Key, group = groups.Count);
                groups.Add((shape.Key, shape.Label, []));
            }

            groups[group].Members.Add((shape.Value, request.Subjects[i]));
        }

        return groups.SelectMany(g => Cut(request, g.Label, g.Members)).ToArray();
    }

    private static IEnumerable<EvidenceBatch> Cut(EvidenceRequest request, string? label, List<(string Value, EvidenceSubject Subject)> members)
    {
        var most = Math.Max(1, Math.Min(request.MaxServicesPerQuery, request.MaxPointsPerQuery / SlotRange.Of(request.From, request.To, request.Slot).Count));
        var batch = new List<(string, EvidenceSubject)>();
        var length = 0;
        foreach (var member in members)
        {
            var more = Math.Max(member.Value.Length, member.Subject.Service.Length) + 1;
            if (batch.Count > 0 && (batch.Count == most || length + more > request.MaxMatcherLength))
            {
                yield return new EvidenceBatch(label, batch.ToArray());
                batch.Clear();
                length = 0;
            }

            batch.Add(member);
            length += more;
        }

        yield return new EvidenceBatch(label, batch.ToArray());
    }
}
