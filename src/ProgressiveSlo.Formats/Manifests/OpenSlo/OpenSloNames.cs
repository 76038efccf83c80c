namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Which names and keys OpenSLO accepts.</summary>
internal static class OpenSloNames
{
    private const int LongestLabel = 63;

    private const int LongestPrefix = 253;

    /// <summary>An RFC 1123 label: lower-case letters, digits and '-', 1 to 63, first and last no '-'.</summary>
    public static bool IsDnsLabel(string text) => IsDnsLabel(text, 0, text.Length);

    /// <summary>The key of a label: letters, digits, '-', '.' and '_', 1 to 63, first and last a letter or digit.</summary>
    public static bool IsLabelKey(string text) => IsKey(text, 0);

    /// <summary>The key of an annotation: as that of a label, with or without a DNS name and '/' before it.</summary>
    public static bool IsAnnotationKey(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return IsKey(text, 0);
        if (slash > LongestPrefix || !IsKey(text, slash + 1))
            return false;
        for (var from = 0; from <= slash;)
        {
            var to = text.IndexOf('.', from, slash - from);
            to = to < 0 ? slash : to;
            if (!IsDnsLabel(text, from, to))
                return false;
            from = to + 1;
        }

        return true;
    }

    /// <summary>How many characters a text has, as a reader would count.</summary>
    public static int Length(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }

        return count;
    }

    private static bool IsDnsLabel(string text, int from, int to)
    {
        if (to - from is < 1 or > LongestLabel || text[from] == '-' || text[to - 1] == '-')
            return false;
        for (var i = from; i < to; i++)
        {
            if (text[i] is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return false;
        }

        return true;
    }

    private static bool IsKey(string text, int from)
    {
        if (text.Length - from is < 1 or > LongestLabel || !IsLetterOrDigit(text[from]) || !IsLetterOrDigit(text[text.Length - 1]))
            return false;
        for (var i = from; i < text.Length; i++)
        {
            if (!IsLetterOrDigit(text[i]) && text[i] is not ('-' or '.' or '_'))
                return false;
        }

        return true;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
