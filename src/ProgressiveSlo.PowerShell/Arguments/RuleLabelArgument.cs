using System.Collections;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-RuleLabel</c> takes: a hashtable of label names and values.</summary>
internal static class RuleLabelArgument
{
    /// <summary>The labels, sorted by name.</summary>
    /// <exception cref="SloValidationException">A name is not a label name.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(IDictionary? argument)
    {
        var labels = new Dictionary<string, string>();
        if (argument is null)
            return labels;
        foreach (var entry in argument.Cast<DictionaryEntry>().OrderBy(e => e.Key.ToString(), System.StringComparer.Ordinal))
        {
            var name = entry.Key.ToString() ?? "";
            if (!LabelNames.IsValid(name))
                throw new SloValidationException("RuleLabel", $"'{ServiceName.Printable(name)}' is not a label name", "Use letters, digits and '_', and no digit at the start");
            labels[name] = entry.Value?.ToString() ?? "";
        }

        return labels;
    }
}
