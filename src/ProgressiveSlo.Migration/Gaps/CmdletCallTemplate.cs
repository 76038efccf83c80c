using System.Text;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>
/// Fills in the template of a cmdlet call: <c>{service}</c> is put between quotes, and a part in square brackets is left out when it has no
/// value.
/// </summary>
internal static class CmdletCallTemplate
{
    /// <summary>The call, or an empty text when a value that it cannot do without is not known.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string?> values)
    {
        var call = new StringBuilder();
        for (var at = 0; at < template.Length; )
        {
            var open = template.IndexOf('[', at);
            var close = open < 0 ? -1 : template.IndexOf(']', open);
            if (close < 0)
                open = template.Length;
            if (FillPart(template.Substring(at, open - at), values) is not { } needed)
                return "";
            call.Append(needed);
            if (close < 0)
                break;
            call.Append(FillPart(template.Substring(open + 1, close - open - 1), values));
            at = close + 1;
        }

        return call.ToString().Trim();
    }

    private static string? FillPart(string text, IReadOnlyDictionary<string, string?> values)
    {
        var filled = new StringBuilder();
        for (var at = 0; ; )
        {
            var open = Opening(text, at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
                return filled.Append(text, at, text.Length - at).ToString();
            if (!values.TryGetValue(text.Substring(open + 1, close - open - 1), out var value) || string.IsNullOrEmpty(value))
                return null;

            // What does not print would be another value once it is copied.
            if (!PrintableText.IsPrintable(value!))
                return null;
            filled.Append(text, at, open - at).Append(Quote(value!));
            at = close + 1;
        }
    }

    // A brace of a hashtable is followed by a space.
    private static int Opening(string text, int from)
    {
        for (var at = text.IndexOf('{', from); at >= 0; at = text.IndexOf('{', at + 1))
        {
            if (at + 1 < text.Length && text[at + 1] is >= 'a' and <= 'z')
                return at;
        }

        return -1;
    }

    // PowerShell takes typographic quotes for quotes, too; each is doubled.
    private static string Quote(string value)
    {
        var quoted = new StringBuilder("'", value.Length + 2);
        foreach (var c in value)
        {
            quoted.Append(c);
            if (c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b')
                quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }
}
