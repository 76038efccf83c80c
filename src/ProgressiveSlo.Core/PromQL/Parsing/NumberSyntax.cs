using System.Globalization;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Numbers as Prometheus reads them: first as a Go integer (so <c>010</c> is eight and <c>0x1F</c> is 31), then as a decimal number.
/// </summary>
internal static class NumberSyntax
{
    /// <summary>Reads a number.</summary>
    /// <returns>False when the text is no number, or too large for one.</returns>
    public static bool TryParse(string text, int start, int end, out double value)
    {
        value = 0;
        var length = end - start;
        if (length > 1 && text[start] == '0')
        {
            // A hexadecimal number with a point would need an exponent p, which the lexer does not let through.
            if (text[start + 1] is 'x' or 'X')
                return length > 2 && TryInteger(text, start + 2, end, 16, out value);

            // Digits 8 and 9, or more digits than fit, make it a decimal number again.
            if (TryInteger(text, start + 1, end, 8, out value))
                return true;
        }
        else if (length <= 15 && TryInteger(text, start, end, 10, out value))
        {
            return true;
        }

        return double.TryParse(text.Substring(start, length), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            ? !double.IsInfinity(value)
            : TryWord(text, start, length, out value);
    }

    private static bool TryInteger(string text, int start, int end, int radix, out double value)
    {
        value = 0;
        long total = 0;
        for (var i = start; i < end; i++)
        {
            var digit = CharKinds.HexValue(text[i]);
            if (digit < 0 || digit >= radix || total > (long.MaxValue - digit) / radix)
                return false;
            total = (total * radix) + digit;
        }

        value = total;
        return true;
    }

    // inf and nan in any case; the lexer lets no other word through.
    private static bool TryWord(string text, int start, int length, out double value)
    {
        value = length == 3 && text[start] is 'i' or 'I' ? double.PositiveInfinity : double.NaN;
        return length == 3 && CharKinds.IsLetter(text[start]);
    }
}
