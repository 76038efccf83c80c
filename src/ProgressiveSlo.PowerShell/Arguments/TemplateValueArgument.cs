using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-TemplateParameter</c> takes: a hashtable of names and values.</summary>
internal static class TemplateValueArgument
{
    /// <summary>The values by name; empty when none were given.</summary>
    /// <param name="argument">The parameter's value.</param>
    /// <exception cref="SloValidationException">A value is a list or a table.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Resolve(IDictionary? argument) =>
        argument is null ? [] : argument.Cast<DictionaryEntry>().Select(e => new KeyValuePair<string, string?>(e.Key.ToString() ?? "", Text(e))).ToArray();

    private static string? Text(DictionaryEntry entry)
    {
        var value = (entry.Value as PSObject)?.BaseObject ?? entry.Value;
        return value is IEnumerable and not string
            ? throw new SloValidationException("TemplateParameter", $"'{PrintableText.Escape(entry.Key.ToString() ?? "")}' has several values", "Give one text or number; several alternatives are a regular expression such as 'a|b', where the parameter takes one")
            : LanguagePrimitives.ConvertTo<string?>(value);
    }
}
