namespace ProgressiveSlo.Naming;

/// <summary>
/// The rules for names of labels and metrics. Source: Prometheus documentation, "Data model"; Kubernetes, "Labels and selectors".
/// </summary>
public static class LabelNames
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    /// <summary>Whether Prometheus takes the text as the name of a label.</summary>
    /// <param name="name">The text.</param>
    public static bool IsValid(string name) => IsName(name, withColon: false);

    /// <summary>Whether Prometheus takes the text as the name of a metric.</summary>
    /// <param name="name">The text.</param>
    public static bool IsMetricName(string name) => IsName(name, withColon: true);

    /// <summary>Whether Kubernetes takes the text as the key of a label: a name, and before it a prefix with a slash or none.</summary>
    /// <param name="key">The text.</param>
    public static bool IsKubernetesKey(string key)
    {
        if (key is null)
            return false;
        var slash = key.LastIndexOf('/');
        return slash != 0
            && IsQualified(key.Substring(slash + 1), LongestName)
            && (slash < 0 || IsQualified(key.Substring(0, slash), LongestPrefix));
    }

    private static bool IsQualified(string text, int longest)
    {
        if (text.Length == 0 || text.Length > longest || !IsLetterOrDigit(text[0]) || !IsLetterOrDigit(text[text.Length - 1]))
            return false;
        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    private static bool IsName(string text, bool withColon)
    {
        if (string.IsNullOrEmpty(text) || text[0] is >= '0' and <= '9')
            return false;
        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c != '_' && !(withColon && c == ':'))
                return false;
        }

        return true;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
