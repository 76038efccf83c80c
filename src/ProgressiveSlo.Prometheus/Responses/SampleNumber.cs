using System.Buffers.Text;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>Numbers as Prometheus writes them, from UTF-8.</summary>
internal static class SampleNumber
{
    private const ulong LargestExact = 1UL << 53;

    private static readonly double[] Powers =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
        1e16,
        1e17,
        1e18,
        1e19,
        1e20,
        1e21,
        1e22,
    ];

    /// <summary>Reads a number, <c>NaN</c>, <c>+Inf</c> or <c>-Inf</c>; <c>stale</c> is not a number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParseShort(text, out value) || TryParseWord(text, out value) || TryParseAny(text, out value);

    // Up to 2^53 and 10^22 are exact in a double, so one division rounds once, and correctly.
    // Source: W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990.
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var i = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        if (negative)
            i++;
        ulong digits = 0;
        var point = -1;
        var first = i;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c == (byte)'.' && point < 0)
            {
                point = i;
                continue;
            }

            var digit = (uint)(c - (byte)'0');
            if (digit > 9 || i - first > 18)
                return false;
            digits = (digits * 10) + digit;
        }

        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (digits > LargestExact || text.Length == first || text.Length - first == 1 && point >= 0)
            return false;
        value = digits / Powers[decimals];
        if (negative)
            value = -value;
        return true;
    }

    private static bool TryParseWord(ReadOnlySpan<byte> text, out double value)
    {
        if (text.SequenceEqual("NaN"u8) || text.SequenceEqual("stale"u8))
            value = double.NaN;
        else if (text.SequenceEqual("+Inf"u8) || text.SequenceEqual("Inf"u8))
            value = double.PositiveInfinity;
        else if (text.SequenceEqual("-Inf"u8))
            value = double.NegativeInfinity;
        else
        {
            value = 0;
            return false;
        }

        return true;
    }

    // The parser knows more words than Prometheus, such as Infinity.
    private static bool TryParseAny(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return text.Length > 0
            && text[text.Length - 1] is >= (byte)'0' and <= (byte)'9' or (byte)'.'
            && Utf8Parser.TryParse(text, out value, out var used)
            && used == text.Length;
    }
}
