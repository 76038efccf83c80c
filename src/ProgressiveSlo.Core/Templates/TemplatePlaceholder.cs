using System;
using System.Text;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Templates;

/// <summary>
/// A place in a template: <c>{{.name}}</c>, with spaces inside the braces if one likes. It is the form of <c>{{.window}}</c>, which stays for
/// the rules. No PromQL outside of quotes has two open braces together, so nothing else can be meant.
/// </summary>
public static class TemplatePlaceholder
{
    /// <summary>The placeholder that templates leave alone.</summary>
    public const string Window = "window";

    private static readonly Regex _form = new(@"\G\{\{ *\.([a-zA-Z][a-zA-Z0-9_]*) *\}\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether a name can be a parameter's: letters, digits and <c>_</c>, at most 64, with a letter first.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= 64 } && _form.Match("{{." + name + "}}") is { Success: true } match && match.Groups[1].Value == name;

    /// <summary>Whether a placeholder begins at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The position.</param>
    /// <param name="name">Its name.</param>
    /// <param name="length">How long it is.</param>
    public static bool IsAt(string text, int at, out string name, out int length)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        (name, length) = ("", 0);
        if (text[at] != '{' || _form.Match(text, at) is not { Success: true } match)
            return false;
        (name, length) = (match.Groups[1].Value, match.Length);
        return true;
    }

    /// <summary>The text with each placeholder replaced, as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value of a name.</param>
    public static string Replace(string text, Func<string, string> value)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (value is null)
            throw new ArgumentNullException(nameof(value));
        var filled = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsAt(text, i, out var name, out var length))
            {
                filled.Append(value(name));
                i += length - 1;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }
}
