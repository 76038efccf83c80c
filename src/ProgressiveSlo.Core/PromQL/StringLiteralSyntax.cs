using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Quoted texts. Between <c>"</c> or <c>'</c> the escapes are those of Go, and only the text's own quote can be escaped; between
/// backquotes every character stands for itself.
/// </summary>
internal static class StringLiteralSyntax
{
    private const string Escapes =
        "Escapes are \\n, \\t, \\\\, \\x41, \\101, \\u0041, \\U00000041 and the text's own quote; write \\\\ for a backslash";

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

        throw new ParseFailure(
            start,
            "The quoted text is not closed",
            quote == '`' ? "Write ` at its end" : $"Write {quote} at its end, on the same line"
        );
    }

    /// <summary>The text between the quotes, without escapes.</summary>
    public static string Unquote(string text, int start, int end)
    {
        var quote = text[start];
        if (quote == '`' || text.IndexOf('\\', start, end - start) < 0)
            return text.Substring(start + 1, end - start - 2);

        var bytes = new Utf8Builder(end - start);
        for (var i = start + 1; i < end - 1; )
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
            throw new ParseFailure(
                position,
                "The quoted text has a character that is not valid Unicode",
                "Write it as an escape, for example \\ufffd"
            );
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
            _ => throw new ParseFailure(backslash, $"'\\{Shown(text, i - 1)}' is not an escape", Escapes),
        };
        if (radix == 8)
            i--;

        long number = 0;
        for (var n = 0; n < digits; n++, i++)
        {
            var digit = i < text.Length ? AsciiChars.HexValue(text[i]) : -1;
            if (digit < 0 || digit >= radix)
                throw new ParseFailure(backslash, $"The escape '\\{c}' needs more digits", Escapes);
            number = (number * radix) + digit;
        }

        if (number > largest || number is >= 0xD800 and < 0xE000)
            throw new ParseFailure(backslash, "The escape names no character", Escapes);
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

/// <summary>
/// Puts a text together from characters and single bytes. Bytes that together are UTF-8 become the character; a byte that is not part
/// of one becomes the lone surrogate U+DC00 + byte, which no other text contains.
/// </summary>
internal sealed class Utf8Builder(int capacity)
{
    private byte[] _bytes = new byte[capacity + 4];
    private int _count;

    public void AppendByte(byte value)
    {
        if (_count == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        _bytes[_count++] = value;
    }

    public void Append(int rune)
    {
        if (rune < 0x80)
        {
            AppendByte((byte)rune);
            return;
        }

        if (rune >= 0x10000)
        {
            AppendByte((byte)(0xF0 | (rune >> 18)));
            AppendByte((byte)(0x80 | ((rune >> 12) & 0x3F)));
        }
        else if (rune >= 0x800)
        {
            AppendByte((byte)(0xE0 | (rune >> 12)));
        }

        AppendByte(rune >= 0x800 ? (byte)(0x80 | ((rune >> 6) & 0x3F)) : (byte)(0xC0 | (rune >> 6)));
        AppendByte((byte)(0x80 | (rune & 0x3F)));
    }

    public override string ToString()
    {
        var text = new StringBuilder(_count);
        for (var i = 0; i < _count; )
        {
            var length = Decode(i, out var rune);
            if (length == 0)
            {
                text.Append((char)(0xDC00 + _bytes[i]));
                i++;
                continue;
            }

            if (rune >= 0x10000)
                text.Append(char.ConvertFromUtf32(rune));
            else
                text.Append((char)rune);
            i += length;
        }

        return text.ToString();
    }

    // Length of the character at an index, or 0 when the bytes there are none.
    private int Decode(int start, out int rune)
    {
        var first = _bytes[start];
        rune = first;
        if (first < 0x80)
            return 1;
        var length = first switch
        {
            < 0xC2 => 0,
            < 0xE0 => 2,
            < 0xF0 => 3,
            < 0xF5 => 4,
            _ => 0,
        };
        if (length == 0 || start + length > _count)
            return 0;
        rune = first & (0xFF >> (length + 1));
        for (var i = 1; i < length; i++)
        {
            var next = _bytes[start + i];
            if ((next & 0xC0) != 0x80)
                return 0;
            rune = (rune << 6) | (next & 0x3F);
        }

        var isOverlong = (length == 3 && rune < 0x800) || (length == 4 && rune < 0x10000);
        return isOverlong || rune > 0x10FFFF || rune is >= 0xD800 and < 0xE000 ? 0 : length;
    }
}
