using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Numbers as Prometheus reads them: first as a Go integer (so <c>010</c> is eight and <c>0x1F</c> is 31), then as a decimal number.
/// Since 2.54, <c>_</c> may stand between digits.
/// </summary>
internal static class NumberSyntax
{
    /// <summary>Reads a number.</summary>
    /// <returns>False when the text is not a number, or too large for one.</returns>
    public static bool TryParse(string text, int start, int end, out double value)
    {
        value = 0;
        var length = end - start;
        if (text.IndexOf('_', start, length) >= 0)
        {
            return AreUnderscoresBetweenDigits(text, start, end)
                && text.Substring(start, length).Replace("_", "") is var digits
                && TryParse(digits, 0, digits.Length, out value);
        }

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

    // Source: underscoreOK of Go's package strconv.
    private static bool AreUnderscoresBetweenDigits(string text, int start, int end)
    {
        var isHex = end - start >= 2 && text[start] == '0' && text[start + 1] is 'x' or 'X';
        var isAfterDigit = isHex;
        for (var i = isHex ? start + 2 : start; i < end; i++)
        {
            var isDigit = AsciiChars.IsDigit(text[i]) || (isHex && AsciiChars.IsHexDigit(text[i]));
            if (text[i] == '_' ? !isAfterDigit : !isDigit && i > start && text[i - 1] == '_')
                return false;
            isAfterDigit = isDigit;
        }

        return text[end - 1] != '_';
    }

    private static bool TryInteger(string text, int start, int end, int radix, out double value)
    {
        value = 0;
        long total = 0;
        for (var i = start; i < end; i++)
        {
            var digit = AsciiChars.HexValue(text[i]);
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
        return length == 3 && AsciiChars.IsLetter(text[start]);
    }
}

/// <summary>
/// Durations as Prometheus reads them in expressions: y, w, d, h, m, s, ms, each at most once and from large to small. Unlike
/// <see cref="ProgressiveSlo.PromQL.PrometheusDuration"/>, they may be as long as Prometheus can count, about 292 years.
/// </summary>
internal static class DurationSyntax
{
    public const string Expected = "Write a duration such as 5m, 1h30m or 30d: y, w, d, h, m, s and ms from large to small";

    // Prometheus counts nanoseconds in 64 bits.
    private const long Longest = long.MaxValue / 1_000_000;

    private static readonly long[] _milliseconds = [365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1];

    /// <summary>Reads a duration, which may be zero.</summary>
    /// <exception cref="ParseFailure">It is not a duration, or longer than Prometheus can count.</exception>
    public static TimeSpan Parse(string text, int start, int end)
    {
        long total = 0;
        var unitFrom = 0;
        for (var i = start; i < end; )
        {
            long number = 0;
            var digits = i;
            for (; i < end && AsciiChars.IsDigit(text[i]); i++)
            {
                // Any number over the limit will do; it must only not overflow here.
                if (number <= Longest)
                    number = (number * 10) + (text[i] - '0');
            }

            var unit = i == digits ? -1 : ReadUnit(text, end, ref i);
            if (unit < unitFrom)
                throw Failure(text, start, end, "is not a duration");
            if (number > (Longest - total) / _milliseconds[unit])
                throw Failure(text, start, end, "is longer than Prometheus can count");
            total += number * _milliseconds[unit];
            unitFrom = unit + 1;
        }

        return TimeSpan.FromTicks(total * TimeSpan.TicksPerMillisecond);
    }

    private static int ReadUnit(string text, int end, ref int position)
    {
        if (position == end)
            return -1;
        var letter = text[position++];
        if (letter == 'm' && position < end && text[position] == 's')
        {
            position++;
            return 6;
        }

        return "ywdhms".IndexOf(letter);
    }

    public static ParseFailure Failure(string text, int start, int end, string problem) =>
        new(start, $"'{text.Substring(start, end - start)}' {problem}", Expected);
}
