namespace ProgressiveSlo.PromQL;

/// <summary>Characters of a regular expression, each one or two units long.</summary>
internal static class RegexRunes
{
    /// <summary>Whether half a character stands alone; that is how bytes that are no UTF-8 are kept.</summary>
    public static bool HasBrokenRune(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (Length(text, i) == 1)
                return true;
            i++;
        }

        return false;
    }

    public static int Length(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;

    public static int Value(string text, int position) =>
        Length(text, position) == 2 ? char.ConvertToUtf32(text[position], text[position + 1]) : text[position];
}
