using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Names with wildcards, without regard to capitals.</summary>
internal static class NamePattern
{
    /// <summary>The pattern of a name.</summary>
    /// <param name="text">What the user gave.</param>
    /// <param name="field">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">It is no pattern: a bracket is open.</exception>
    public static WildcardPattern Of(string text, string field)
    {
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // It is read with its first use.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            throw new SloValidationException(field, $"'{PrintableText.Escape(text)}' is not a pattern", "Close the bracket, or write `[ for a bracket that is meant as one");
        }
    }
}
