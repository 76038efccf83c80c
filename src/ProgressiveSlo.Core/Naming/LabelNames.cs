using ProgressiveSlo.Text;

namespace ProgressiveSlo.Naming;

/// <summary>
/// The rules for names of labels and metrics. Source: Prometheus documentation, "Data model".
/// </summary>
public static class LabelNames
{
    /// <summary>Whether Prometheus takes the text as the name of a label.</summary>
    /// <param name="name">The text.</param>
    public static bool IsValid(string name) => IsName(name, withColon: false);

    /// <summary>Whether Prometheus takes the text as the name of a metric.</summary>
    /// <param name="name">The text.</param>
    public static bool IsMetricName(string name) => IsName(name, withColon: true);

    /// <summary>Whether Prometheus 3 takes the text as the name of a label or a metric: any Unicode text that is not empty.</summary>
    /// <param name="name">The text.</param>
    public static bool IsUtf8Name(string name)
    {
        if (string.IsNullOrEmpty(name))
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
                continue;
            if (!char.IsHighSurrogate(name[i]) || i + 1 == name.Length || !char.IsLowSurrogate(name[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    private static bool IsName(string text, bool withColon)
    {
        if (string.IsNullOrEmpty(text) || AsciiChars.IsDigit(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!AsciiChars.IsWord(c) && !(withColon && c == ':'))
                return false;
        }

        return true;
    }
}

/// <summary>Labels and annotations that name the owner of what they stand on.</summary>
internal static class OwnerLabels
{
    // Names that say who is responsible in other words; their values are often an address or a link.
    private static readonly string[] _others = ["tribe", "maintainer", "contact", "owned-by"];

    private static readonly string[] _words =
    [
        "owner",
        "owners",
        "owned",
        "team",
        "squad",
        "tribe",
        "maintainer",
        "maintainers",
        "contact",
    ];

    /// <summary>Names whose values are the owner, the most usual first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["owner", "team", "squad", "owning_team", "owned_by"];

    /// <summary>Whether a key says who the owner is; Kubernetes and Pyrra put a prefix before it: <c>example.com/owner</c>.</summary>
    public static bool IsOwner(string key)
    {
        var name = key.Substring(key.LastIndexOf('/') + 1);
        return Names.Concat(_others).Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a word of a key says who the owner is: <c>service-owner</c>, <c>teamName</c>.</summary>
    public static bool HasOwnerWord(string key) =>
        IsOwner(key) || Words(key.Substring(key.LastIndexOf('/') + 1)).Any(w => _words.Contains(w.ToLowerInvariant()));

    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]) && !(char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                continue;
            yield return name.Substring(start, i - start).Trim('_', '-', '.');
            start = i;
        }
    }
}
