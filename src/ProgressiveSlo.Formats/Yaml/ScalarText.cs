namespace ProgressiveSlo.Formats.Yaml;

/// <summary>Says which texts may stand in YAML without quotes, for any reader, YAML 1.1 or 1.2.</summary>
internal static class PlainScalar
{
    // A comment, the end of a key, and what a flow list would read as the next item.
    private static readonly char[] Signs = ['#', ':', ','];

    /// <summary>Whether the text is a string to every reader when it stands plain. Errs on the side of quotes.</summary>
    public static bool IsSafe(string text)
    {
        if (text.Length == 0 || !IsOneLine(text) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[text.Length - 1]))
            return false;

        // A letter first rules out indicators, numbers, dates and times in one go; words with a meaning are left.
        if (!char.IsLetter(text[0]) || IsWord(text))
            return false;
        for (var i = text.IndexOfAny(Signs, 1); i > 0; i = i + 1 < text.Length ? text.IndexOfAny(Signs, i + 1) : -1)
        {
            var isLast = i + 1 == text.Length;
            var isSafe = text[i] switch
            {
                ':' => !isLast && text[i + 1] != ' ',
                ',' => isLast || text[i + 1] == ' ',
                _ => text[i - 1] != ' ',
            };
            if (!isSafe)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the text may stand plain as a key. Signs before the colon are quoted: readers differ there, and YamlDotNet takes
    /// <c>a *: b</c> for one text.
    /// </summary>
    public static bool IsSafeKey(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or ' '))
                return false;
        }

        return IsSafe(text);
    }

    /// <summary>
    /// Whether each line of the text has only characters that print, and none begins or ends in a way that a block would change.
    /// </summary>
    public static bool IsBlock(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            if (!IsOneLine(text, start, end) || (end > start && char.IsWhiteSpace(text[end - 1])))
                return false;
            start = end + 1;
        }

        return text.Length > 0 && !char.IsWhiteSpace(text[0]) && !text.EndsWith("\n\n", System.StringComparison.Ordinal);
    }

    /// <summary>Whether the text has only characters that print, on one line.</summary>
    public static bool IsOneLine(string text) => IsOneLine(text, 0, text.Length);

    /// <summary>Whether the character at a place, which may be two <see cref="char"/>s long, can be seen and keeps the line.</summary>
    public static bool Prints(string text, int index) =>
        text[index] is >= ' ' and < '\x7f'
        || CharUnicodeInfo.GetUnicodeCategory(text, index)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
            );

    private static bool IsOneLine(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!Prints(text, i))
                return false;
            if (char.IsHighSurrogate(text[i]))
                i++;
        }

        return true;
    }

    private static bool IsWord(string text)
    {
        if (text.Length > 5)
            return false;
        return text.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NAN" or "INF";
    }
}

/// <summary>Writes text in the quotes of YAML: single ones where all characters print, otherwise double ones with escapes.</summary>
internal static class QuotedScalar
{
    public static void Write(string text, TextWriter output)
    {
        if (PlainScalar.IsOneLine(text))
            WriteSingle(text, output);
        else
            WriteDouble(text, output);
    }

    private static void WriteSingle(string text, TextWriter output)
    {
        output.Write('\'');
        output.Write(text.IndexOf('\'') < 0 ? text : text.Replace("'", "''"));
        output.Write('\'');
    }

    private static void WriteDouble(string text, TextWriter output)
    {
        output.Write('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\')
            {
                output.Write('\\');
                output.Write(c);
            }
            else if (c is >= ' ' and < '\x7f')
            {
                output.Write(c);
            }
            else if (char.IsSurrogatePair(text, i))
            {
                output.Write("\\U" + char.ConvertToUtf32(text, i).ToString("X8", CultureInfo.InvariantCulture));
                i++;
            }
            else if (Short(c) is { } sign)
            {
                output.Write('\\');
                output.Write(sign);
            }
            else if (PlainScalar.Prints(text, i))
            {
                output.Write(c);
            }
            else
            {
                // Half a pair is not a character, and no file in UTF-8 can hold it.
                var code = char.IsSurrogate(c) ? 0xFFFD : c;
                output.Write((code < 0x100 ? "\\x" : "\\u") + code.ToString(code < 0x100 ? "X2" : "X4", CultureInfo.InvariantCulture));
            }
        }

        output.Write('"');
    }

    private static char? Short(char c) =>
        c switch
        {
            '\0' => '0',
            '\a' => 'a',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\v' => 'v',
            '\f' => 'f',
            '\r' => 'r',
            '\x1b' => 'e',
            '\x85' => 'N',
            '\xa0' => '_',
            '\u2028' => 'L',
            '\u2029' => 'P',
            _ => null,
        };
}
