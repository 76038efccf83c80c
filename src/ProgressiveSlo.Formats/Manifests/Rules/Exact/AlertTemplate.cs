using System;
using System.Linq;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// Texts in labels and annotations of alerts, which Prometheus takes for Go templates. Text from outside is no template: its braces
/// are escaped. In alert settings, the plain uses of the value and of labels stay what they are meant to be.
/// </summary>
internal static class AlertTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string OpenLiteral = "{{\"{{\"}}";

    private static readonly string[] _functions = ["humanize", "humanize1024", "humanizeDuration", "humanizePercentage", "title", "toUpper", "toLower"];

    /// <summary>The text, word for word.</summary>
    public static string Literal(string text) => text.Replace(Open, OpenLiteral);

    /// <summary>The text that <see cref="Literal"/> was given.</summary>
    public static string Unescape(string text) => text.Replace(OpenLiteral, Open);

    /// <summary>The text with <c>{{ $value }}</c>, <c>{{ $labels.name }}</c> and either of them with a formatting function kept, and other braces word for word.</summary>
    public static string Simple(string text, out bool isEscaped)
    {
        isEscaped = false;
        var result = new System.Text.StringBuilder();
        var start = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0; open = text.IndexOf(Open, start, StringComparison.Ordinal))
        {
            result.Append(text, start, open - start);
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close > 0 && IsSimple(text.Substring(open + 2, close - open - 2)))
            {
                result.Append(text, open, close + 2 - open);
                start = close + 2;
            }
            else
            {
                isEscaped = true;
                result.Append(OpenLiteral);
                start = open + 2;
            }
        }

        return result.Append(text, start, text.Length - start).ToString();
    }

    private static bool IsSimple(string action)
    {
        var steps = action.Split('|').Select(s => s.Trim(' ')).ToArray();
        return IsValue(steps[0]) && steps.Skip(1).All(_functions.Contains);
    }

    private static bool IsValue(string text)
    {
        if (text is "$value" or ".Value")
            return true;
        var name = text.StartsWith("$labels.", StringComparison.Ordinal) ? text.Substring(8) : text.StartsWith(".Labels.", StringComparison.Ordinal) ? text.Substring(8) : "";
        return LabelNames.IsValid(name);
    }
}
