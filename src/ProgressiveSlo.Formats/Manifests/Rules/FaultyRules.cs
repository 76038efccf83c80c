using ProgressiveSlo.Formats.Manifests.Rules.Exact;
using ProgressiveSlo.Formats.Manifests.Rules.Pyrra;
using ProgressiveSlo.Formats.Manifests.Rules.Sloth;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>
/// Sets the SLOs aside that have a rule which cannot be read: without it, nobody knows what the SLO says. All other SLOs of the document
/// are whole. Rules keep their places, by which fields are named.
/// </summary>
internal static class FaultyRules
{
    // The labels by which each generator names the SLO of a rule.
    private static readonly string[] _ids = [SlothNames.Id, ExactNames.Id, PyrraRecord.SloLabel];

    private static readonly Dictionary<string, string> _none = [];

    /// <summary>The groups with those rules set aside that cannot be read, or belong to one SLO with such a rule.</summary>
    public static IReadOnlyList<PrometheusRuleGroup> SetAside(IReadOnlyList<PrometheusRuleGroup> groups)
    {
        if (!groups.Any(g => g.Rules.Any(r => r.IsSetAside)))
            return groups;
        var known = new HashSet<string>(
            groups.SelectMany(g => g.Rules).Where(r => r.Labels.ContainsKey(SlothNames.Id)).Select(r => r.Labels[SlothNames.Id])
        );
        var faulty = new HashSet<(string Label, string Id)>(
            groups.SelectMany(g => g.Rules.Where(r => r.IsSetAside).SelectMany(r => Owners(r, g, known)))
        );
        return groups.Select(g => g with { Rules = g.Rules.Select(r => Without(r, faulty)).ToArray() }).ToArray();
    }

    private static PrometheusRule Without(PrometheusRule rule, HashSet<(string Label, string Id)> faulty) =>
        rule.IsSetAside || Ids(rule).Any(faulty.Contains) || (IsSlothAlert(rule) && faulty.Any(f => Names(rule, f)))
            ? new PrometheusRule("", false, "", _none)
            {
                IsSetAside = true,
                Line = rule.Line,
                Column = rule.Column,
            }
            : rule;

    private static IEnumerable<(string Label, string Id)> Ids(PrometheusRule rule) =>
        _ids.Where(rule.Labels.ContainsKey).Select(label => (label, rule.Labels[label]));

    // An alert of Sloth has no id: the series that it looks at have, and so do those of the other alerts in its group.
    private static IEnumerable<(string Label, string Id)> Owners(PrometheusRule rule, PrometheusRuleGroup group, HashSet<string> known)
    {
        if (!IsSlothAlert(rule))
            return Ids(rule);
        var ids = known.Select(id => (Label: SlothNames.Id, Id: id)).ToArray();
        var own = ids.Where(id => Names(rule, id)).ToArray();
        return own.Length > 0
            ? own
            : ids.Where(id =>
                group.Name.EndsWith("-" + id.Id, StringComparison.Ordinal) || group.Rules.Any(r => IsSlothAlert(r) && Names(r, id))
            );
    }

    private static bool IsSlothAlert(PrometheusRule rule) => rule.IsAlert && rule.Labels.ContainsKey(SlothNames.Severity);

    private static bool Names(PrometheusRule alert, (string Label, string Id) slo) =>
        slo.Label == SlothNames.Id && alert.Expression.Contains($"\"{slo.Id}\"");
}
