using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>Chooses alerts by their name and their labels.</summary>
/// <param name="Name">The alert's name.</param>
public sealed record AlertSelector(string Name)
{
    /// <summary>Labels that they must have.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = TextMap.Empty;

    /// <summary>The alerts of an alert rule. Labels whose value is a template are left out: what it makes is not known.</summary>
    /// <param name="rule">The rule.</param>
    public static AlertSelector Of(ObservedRule rule)
    {
        if (rule is null)
            throw new ArgumentNullException(nameof(rule));
        return new AlertSelector(rule.Name)
        {
            Labels = rule.Labels.Where(l => l.Key.Length > 0 && l.Value.Length > 0 && l.Value.IndexOf("{{", StringComparison.Ordinal) < 0).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal),
        };
    }
}
