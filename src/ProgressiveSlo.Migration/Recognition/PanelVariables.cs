using System.Text.RegularExpressions;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Replaces a dashboard's variables by something that is PromQL; those inside quotes stay.</summary>
internal static class PanelVariables
{
    private static readonly Regex Range = new(
        "\\[\\s*(?:\\$\\w+|\\$\\{[^}\\]]*\\}|\\[\\[\\w+\\]\\])\\s*(:?)",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    private static readonly Regex Step = new(
        ":\\s*(?:\\$\\w+|\\$\\{[^}\\]]*\\})\\s*\\]",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    private static readonly Regex QuotedOrVariable = new(
        "(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)|\\$\\w+|\\$\\{[^}]*\\}",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    // Variables, and what of a regular expression says nothing of a name: sets of characters, escapes and counts.
    private static readonly Regex Unsaid = new(
        "\\$\\w+|\\$\\{[^}]*\\}|\\[\\[\\w+(?::\\w+)?\\]\\]|\\[[^\\]]*\\]|\\\\.|\\{[0-9,]*\\}",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    /// <summary>
    /// Whether a label's value is left to the dashboard: it has a variable and no word beside it, as "$job" and "($namespace)/.*".
    /// </summary>
    public static bool IsLeftOpen(string value) => HasVariable(value) && !Unsaid.Replace(value, "").Any(char.IsLetter);

    /// <summary>Whether a text has a variable; the end of a regular expression is none.</summary>
    public static bool HasVariable(string text)
    {
        for (var i = text.IndexOf('$'); i >= 0 && i + 1 < text.Length; i = text.IndexOf('$', i + 1))
        {
            if (text[i + 1] is '{' or '_' || char.IsLetter(text[i + 1]))
                return true;
        }

        return text.IndexOf("[[", StringComparison.Ordinal) >= 0
            && text.IndexOf("]]", StringComparison.Ordinal) > 0
            && text.IndexOf("[[:", StringComparison.Ordinal) < 0;
    }

    public static string Replace(string expression)
    {
        if (expression.IndexOf('$') < 0 && expression.IndexOf("[[", StringComparison.Ordinal) < 0)
            return expression;
        var text = Range.Replace(expression, "[5m$1");
        text = Step.Replace(text, ":5m]");
        return QuotedOrVariable.Replace(text, m => m.Groups[1].Success ? m.Value : "1");
    }
}
