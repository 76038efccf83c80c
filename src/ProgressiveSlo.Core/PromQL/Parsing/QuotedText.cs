using System.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Quoted texts. Between <c>"</c> or <c>'</c> the escapes are those of Go, and only the text's own quote can be escaped; between
/// backquotes every character stands for itself.
/// </summary>
internal static class QuotedText
{
    private const string _escapes = "Escapes are \\n, \\t, \\\\, \\x41, \\101, \\u0041, \\U00000041 and the text's own quote; write \\\\ for a backslash";

    /// <summary>Index after the closing quote.</summary>
    public static int End(string text, int start)
    {
        var quote = text[start];
        var i = start + 1;
        while (i < text.Length)
        {
            var c = text[i];
            if (c == quote)
                return i + 1;
            if (quote != '`' && c == '\n')
                break;
            if (quote != '`' && c == '\\')
                i = Escape(text, i, quote, out _, out _);
            else
                i = Plain(text, i);
        }

        throw new ParseFailure(start, "The quoted text is not closed", quote == '`' ? "Write ` at its end" : $"Write {quote} at its end, on the same line");
    }

    /// <summary>The text between the quotes, without escapes.</summary>
    public static string Unquote(string text, int start, int end)
    {
        var quote = text[start];
        if (quote == '`' || text.IndexOf('\\', start, end - start) < 0)
            return text.Substring(start + 1, end - start - 2);

        var bytes = new Utf8Builder(end - start);
        for (var i = start + 1; i < end - 1;)
        {
            if (text[i] != '\\')
            {
                var next = Plain(text, i);
                bytes.Append(next - i == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]);
                i = next;
                continue;
            }

            i = Escape(text, i, quote, out var value, out var isByte);
            if (isByte)
                bytes.AppendByte((byte)value);
            else
                bytes.Append(value);
        }

        return bytes.ToString();
    }

    // U+FFFD itself is refused, too: Prometheus takes it for broken UTF-8.
    private static int Plain(string text, int position)
    {
        var c = text[position];
        if (char.IsHighSurrogate(c) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
            return position + 2;
        if (char.IsSurrogate(c) || c == '\uFFFD')
            throw new ParseFailure(position, "The quoted text has a character that is no valid Unicode", "Write it as an escape, for example \\ufffd");
        return position + 1;
    }

    private static int Escape(string text, int backslash, char quote, out int value, out bool isByte)
    {
        value = 0;
        isByte = false;
        var i = backslash + 1;
        if (i == text.Length)
            throw new ParseFailure(backslash, "The quoted text is not closed", $"Write {quote} at its end, on the same line");

        var c = text[i++];
        if (c == quote)
        {
            value = quote;
            return i;
        }

        var simple = "abfnrtv\\".IndexOf(c);
        if (simple >= 0)
        {
            value = "\a\b\f\n\r\t\v\\"[simple];
            return i;
        }

        var (radix, digits, largest) = c switch
        {
            'x' => (16, 2, 255),
            'u' => (16, 4, 0x10FFFF),
            'U' => (16, 8, 0x10FFFF),
            >= '0' and <= '7' => (8, 3, 255),
            _ => throw new ParseFailure(backslash, $"'\\{Shown(text, i - 1)}' is no escape", _escapes),
        };
        if (radix == 8)
            i--;

        long number = 0;
        for (var n = 0; n < digits; n++, i++)
        {
            var digit = i < text.Length ? CharKinds.HexValue(text[i]) : -1;
            if (digit < 0 || digit >= radix)
                throw new ParseFailure(backslash, $"The escape '\\{c}' needs more digits", _escapes);
            number = (number * radix) + digit;
        }

        if (number > largest || number is >= 0xD800 and < 0xE000)
            throw new ParseFailure(backslash, "The escape names no character", _escapes);
        value = (int)number;
        isByte = c is not ('u' or 'U');
        return i;
    }

    private static string Shown(string text, int position)
    {
        var shown = new StringBuilder();
        shown.Append(char.IsControl(text[position]) || char.IsSurrogate(text[position]) ? '?' : text[position]);
        return shown.ToString();
    }
}
