namespace ProgressiveSlo.Text;

/// <summary>Kinds of characters. Only ASCII letters and digits count, whatever Unicode says.</summary>
internal static class AsciiChars
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsOctalDigit(char c) => c is >= '0' and <= '7';

    public static bool IsHexDigit(char c) => HexValue(c) >= 0;

    public static bool IsLetter(char c) => (char)(c | 0x20) is >= 'a' and <= 'z';

    public static bool IsLetterOrDigit(char c) => IsLetter(c) || IsDigit(c);

    public static bool IsSmallLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    public static bool IsWordStart(char c) => IsLetter(c) || c == '_';

    public static bool IsWord(char c) => IsWordStart(c) || IsDigit(c);

    /// <summary>Value of a hexadecimal digit, or -1.</summary>
    public static int HexValue(char c) =>
        c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'F' => c - 'A' + 10,
            _ => -1,
        };

    /// <summary>The character for a message: itself in quotes, or its code when it cannot be seen.</summary>
    public static string Describe(string text, int position)
    {
        var c = text[position];
        if (char.IsHighSurrogate(c) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
            return $"'{text.Substring(position, 2)}'";
        return c <= ' ' || char.IsControl(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c)
            ? string.Format(CultureInfo.InvariantCulture, "The character U+{0:X4}", (int)c)
            : $"'{c}'";
    }
}
