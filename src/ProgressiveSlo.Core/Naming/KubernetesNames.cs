using ProgressiveSlo.Text;

namespace ProgressiveSlo.Naming;

/// <summary>What Kubernetes takes as names, keys and values; it refuses a whole object for one that breaks the rule.</summary>
public static class KubernetesNames
{
    private const int LongestPart = 63;
    private const int LongestName = 253;

    /// <summary>An RFC 1123 subdomain, such as the name of an object.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > LongestName)
            return false;
        foreach (var part in text.Split('.'))
        {
            if (!IsLabel(part, LongestName))
                return false;
        }

        return true;
    }

    /// <summary>
    /// An RFC 1123 label, such as the name of a namespace: lower-case letters, digits and '-', 1 to 63, first and last no '-'.
    /// </summary>
    public static bool IsDnsLabel(string text) => IsLabel(text, LongestPart);

    /// <summary>A key of labels or annotations: a word, with a subdomain and a slash before it or not.</summary>
    public static bool IsKey(string text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? IsWord(text) : IsName(text.Substring(0, slash)) && IsWord(text.Substring(slash + 1));
    }

    /// <summary>The value of a label; annotations take any text.</summary>
    public static bool IsLabelValue(string text) => text.Length == 0 || IsWord(text);

    /// <summary>The name in a key: letters, digits, '-', '_' and '.', 1 to 63, first and last a letter or digit.</summary>
    public static bool IsWord(string text)
    {
        if (text.Length is 0 or > LongestPart || !AsciiChars.IsLetterOrDigit(text[0]) || !AsciiChars.IsLetterOrDigit(text[text.Length - 1]))
            return false;
        foreach (var c in text)
        {
            if (!AsciiChars.IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    private static bool IsLabel(string text, int longest)
    {
        if (text.Length == 0 || text.Length > longest || text[0] == '-' || text[text.Length - 1] == '-')
            return false;
        foreach (var c in text)
        {
            if (!AsciiChars.IsSmallLetterOrDigit(c) && c != '-')
                return false;
        }

        return true;
    }
}
