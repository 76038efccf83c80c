using System.Text;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PromQL;

/// <summary>Numbers and texts as the printer writes them.</summary>
internal static class LiteralText
{
    // As long as Prometheus can count, 2^63 nanoseconds.
    private const double LongestSeconds = 9223372036;

    /// <summary>The shortest digits that read back to the same number, with the exponent in lower case.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Inf" : "-Inf";

        // Older runtimes print -0 without its sign.
        if (value == 0)
            return double.IsNegativeInfinity(1 / value) ? "-0" : "0";
        var text = NumberText.Plain(value);
        return text.Replace('E', 'e');
    }

    /// <summary>A number as it was written: as a duration, or with the shortest digits.</summary>
    public static string Number(NumberLiteral number)
    {
        if (!number.IsDuration || !(Math.Abs(number.Value) <= LongestSeconds))
            return Number(number.Value);
        var text = PrometheusDuration.Format(
            TimeSpan.FromTicks((long)Math.Round(Math.Abs(number.Value) * 1000) * TimeSpan.TicksPerMillisecond)
        );
        return number.Value < 0 ? "-" + text : text;
    }

    /// <summary>The text between double quotes, with the escapes of Go.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                text.Append(c).Append(value[++i]);
            else
                Append(text, c);
        }

        return text.Append('"').ToString();
    }

    private static void Append(StringBuilder text, char c)
    {
        switch (c)
        {
            case '"' or '\\':
                text.Append('\\').Append(c);
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case >= '\uDC80' and <= '\uDCFF':
                // A byte that is not UTF-8; see StringLiteral.
                text.AppendFormat(CultureInfo.InvariantCulture, "\\x{0:x2}", c - 0xDC00);
                break;
            case >= '\uD800' and <= '\uDFFF':
                // No text of PromQL has this; print what a decoder would make of it.
                text.Append("\\ufffd");
                break;
            case '\uFFFD':
            case var _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF':
                text.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
                break;
            default:
                text.Append(c);
                break;
        }
    }
}

/// <summary>Which names may stand before the braces of a selector.</summary>
internal static class MetricNames
{
    /// <summary>False for a name that would be read as something else, such as <c>on</c>; it must be a condition on __name__.</summary>
    public static bool CanStandAlone(string name) => LabelNames.IsMetricName(name) && Keywords.CanNameMetric(name);
}
