using System.Text;

namespace ProgressiveSlo.Text;

/// <summary>Makes text from outside safe in a message: what does not print, or moves the cursor, is shown as an escape.</summary>
public static class PrintableText
{
    /// <summary>Whether every character prints on one line.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Prints(text, i))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether nothing of the text can be seen: spaces, and characters that take no room or show nothing, as U+200B, U+00AD and U+FEFF.
    /// What has to be said has not been said by them.
    /// </summary>
    /// <param name="text">Any text; null is blank, too.</param>
    public static bool IsBlank(string? text)
    {
        for (var i = 0; i < (text?.Length ?? 0); i++)
        {
            if (!char.IsWhiteSpace(text![i]) && Prints(text, i) && !ShowsNothing(text[i]))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The text on one line, with <c>\u001b</c> and the like for what does not print, and with the marks of logging commands
    /// (<c>##vso[</c>, <c>##[</c>) broken: agents of pipelines obey them wherever they stand in a line.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text)
    {
        if (text is null || (IsPrintable(text) && text.IndexOf("##", StringComparison.Ordinal) < 0))
            return text ?? "";
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (Prints(text, i) && !IsCommandMark(text, i))
                escaped.Append(text[i]);
            else
                escaped.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    /// <summary>
    /// As <see cref="Escape"/>, for a place that may break the line anywhere, such as a cell of a table: a line that begins with <c>::</c>
    /// is a command, too, so the pair of colons is broken wherever it stands.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string EscapeCell(string text) => Escape(text).Replace("::", "\\u003a:");

    private static bool IsCommandMark(string text, int i) =>
        string.Compare(text, i, "##vso[", 0, 6, StringComparison.OrdinalIgnoreCase) == 0
        || string.CompareOrdinal(text, i, "##[", 0, 3) == 0;

    /// <summary>Whether a character changes the direction of the text around it, so that it reads otherwise than it is.</summary>
    internal static bool ChangesDirection(char c) =>
        c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // Tags and selectors that print nothing, and the format characters of scripts and music. Listed, because runtimes know different
    // versions of Unicode.
    private static bool IsHidden(int character) =>
        character
            is (>= 0xE0000 and <= 0xE0FFF)
                or (>= 0x1D173 and <= 0x1D17A)
                or (>= 0x1BCA0 and <= 0x1BCA3)
                or (>= 0x13430 and <= 0x1343F)
                or 0x110BD
                or 0x110CD;

    // Letters, marks and symbols that are blank: fillers of Hangul, inherent vowels of Khmer, selectors of variations, the empty cell of
    // Braille. A mark alone is seen. Source: Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point; and U+2800.
    private static bool ShowsNothing(char c) =>
        c
            is '\u034f'
                or '\u115f'
                or '\u1160'
                or '\u17b4'
                or '\u17b5'
                or '\u180b'
                or '\u180c'
                or '\u180d'
                or '\u180f'
                or '\u2800'
                or '\u3164'
                or '\uffa0'
                or (>= '\ufe00' and <= '\ufe0f');

    private static bool Prints(string text, int i)
    {
        var c = text[i];
        if (c is >= ' ' and < '\x7f')
            return true;
        if (char.IsSurrogate(c))
        {
            var first = char.IsHighSurrogate(c) ? i : i - 1;
            return first >= 0
                && first + 1 < text.Length
                && char.IsSurrogatePair(text[first], text[first + 1])
                && !IsHidden(char.ConvertToUtf32(text[first], text[first + 1]));
        }

        return CharUnicodeInfo.GetUnicodeCategory(c)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned
            );
    }
}

/// <summary>Places in files as compilers print them.</summary>
public static class PlaceText
{
    /// <summary>A file, a line and a column: <c>slo/a.yaml(12,3)</c>, as much of it as is known.</summary>
    /// <param name="path">The file as the user knows it.</param>
    /// <param name="line">Line, from 1; 0 when there is none.</param>
    /// <param name="column">Column, from 1; 0 when there is none.</param>
    public static string Format(string path, int line, int column = 0) =>
        line == 0 ? path
        : column == 0 ? FormattableString.Invariant($"{path}({line})")
        : FormattableString.Invariant($"{path}({line},{column})");
}
