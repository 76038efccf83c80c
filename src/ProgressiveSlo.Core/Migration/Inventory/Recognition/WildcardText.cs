using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>Texts with <c>*</c> and <c>?</c>.</summary>
internal static class WildcardText
{
    public static bool Fits(ServiceMappingEntry entry, ObservedRule rule, IReadOnlyList<string> metrics, IReadOnlyList<LabelMatcher> conditions) =>
        (entry.Name is null || Matches(entry.Name, rule.Name) || metrics.Any(m => Matches(entry.Name, m)))
        && (entry.Group is null || Matches(entry.Group, rule.Group))
        && (entry.Path is null || Matches(entry.Path.Replace('\\', '/'), rule.Path.Replace('\\', '/')))
        && entry.Labels.All(l => (rule.Labels.TryGetValue(l.Key, out var value) && Matches(l.Value, value)) || conditions.Any(c => c.Label == l.Key && c.Operator == "=" && Matches(l.Value, c.Value)));

    /// <summary>Whether a text is what a pattern describes. The time is at most the product of both lengths.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++from;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
