namespace ProgressiveSlo.Fuzz;

/// <summary>
/// What must not stand in text that goes to a terminal, a log or a report. Written down again, and not asked of the product, which
/// would agree with itself.
/// </summary>
internal static class OutputText
{
    /// <summary>What is wrong with a text, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowsLines">Whether it may have several lines.</param>
    public static string? FindHostile(string text, bool allowsLines)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && !(allowsLines && c == '\n'))
                return $"the control character U+{(int)c:X4}";
            if (c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                return $"U+{(int)c:X4}, which changes the direction";
        }

        return FindCommand(text);
    }

    /// <summary>The command that an agent of a pipeline would see in a text, or null.</summary>
    public static string? FindCommand(string text) =>
        text.Contains("##vso[", StringComparison.OrdinalIgnoreCase) ? "##vso["
        : text.Contains("##[", StringComparison.Ordinal) ? "##["
        : null;

    /// <summary>A text with what does not print as an escape.</summary>
    public static string Escape(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and < '\x7f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
