using System.Text.RegularExpressions;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>Tells what Go takes for a number or a character in a template. Source: the Go language specification, "Literals".</summary>
internal static class GoNumber
{
    private static readonly Regex _number = new(
        @"^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])*|[1-9](?:_?[0-9])*"
            + @"|0[xX](?:_?[0-9a-fA-F])*\.?(?:[0-9a-fA-F](?:_?[0-9a-fA-F])*)?[pP][+-]?[0-9]+"
            + @"|(?:[0-9](?:_?[0-9])*)?\.(?:[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9]+)?(?<=[0-9.])"
            + @"|[0-9](?:_?[0-9])*[eE][+-]?[0-9]+)i?$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    private static readonly Regex _escape = new(
        @"^\\(?:[abfnrtv\\]|[0-3][0-7]{2}|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Whether a text is a number.</summary>
    public static bool IsNumber(string text) => text.Any(c => c is >= '0' and <= '9') && _number.IsMatch(text);

    /// <summary>Whether a text in quotes, with its quotes, has only escapes that Go knows.</summary>
    public static bool IsQuoted(string text)
    {
        if (text[0] == '`')
            return true;
        var quote = text[0];
        var count = 0;
        for (var i = 1; i < text.Length - 1; count++)
        {
            if (text[i] != '\\')
            {
                i += char.IsHighSurrogate(text[i]) ? 2 : 1;
                continue;
            }

            if (text[i + 1] == quote)
            {
                i += 2;
                continue;
            }

            var match = _escape.Match(text.Substring(i));
            if (!match.Success)
                return false;
            i += match.Length;
        }

        return quote == '"' || count == 1;
    }
}
