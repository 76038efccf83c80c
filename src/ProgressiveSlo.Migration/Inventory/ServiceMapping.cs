using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Inventory;

/// <summary>A user's own knowledge of which rules belong to which service. It goes before labels and selectors.</summary>
public sealed class ServiceMapping
{
    /// <summary>Makes a mapping.</summary>
    /// <param name="entries">The entries; the first that fits counts.</param>
    public ServiceMapping(IReadOnlyList<ServiceMappingEntry> entries) =>
        Entries = entries ?? throw new ArgumentNullException(nameof(entries));

    /// <summary>The mapping of somebody who says nothing.</summary>
    public static ServiceMapping Empty { get; } = new([]);

    /// <summary>The entries, in their order.</summary>
    public IReadOnlyList<ServiceMappingEntry> Entries { get; }
}

/// <summary>
/// Says which service rules belong to. Every condition that is given must hold; <c>*</c> stands for any text and <c>?</c> for one
/// character, and case counts. An entry without conditions is for every rule.
/// </summary>
/// <param name="Service">The service.</param>
public sealed record ServiceMappingEntry(string Service)
{
    /// <summary>A recorded series, an alert, a panel's title or a metric in the query; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>The rule group or dashboard; null for any.</summary>
    public string? Group { get; init; }

    /// <summary>The file as the user knows it, with <c>/</c> or <c>\</c> between folders; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>Labels that the rule sets, or that its query asks for with <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>The owner of the service; null when the mapping does not say it.</summary>
    public string? Owner { get; init; }
}

/// <summary>Texts with <c>*</c> and <c>?</c>.</summary>
internal static class ServiceMappingMatcher
{
    public static bool IsMatch(
        ServiceMappingEntry entry,
        ObservedRule rule,
        IReadOnlyList<string> metrics,
        IReadOnlyList<LabelMatcher> conditions
    ) =>
        (entry.Name is null || MatchesPattern(entry.Name, rule.Name) || metrics.Any(m => MatchesPattern(entry.Name, m)))
        && (entry.Group is null || MatchesPattern(entry.Group, rule.Group))
        && (entry.Path is null || MatchesPattern(entry.Path.Replace('\\', '/'), rule.Path.Replace('\\', '/')))
        && entry.Labels.All(l =>
            (rule.Labels.TryGetValue(l.Key, out var value) && MatchesPattern(l.Value, value))
            || conditions.Any(c => c.Label == l.Key && c.Operator == "=" && MatchesPattern(l.Value, c.Value))
        );

    /// <summary>Whether a text is what a pattern describes. The time is at most the product of both lengths.</summary>
    public static bool MatchesPattern(string pattern, string text)
    {
        int p = 0,
            t = 0,
            star = -1,
            from = 0;
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
