using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

/// <summary>
/// The rules that a Prometheus has loaded, to look others up in: by kind, name and labels. Recording rules are compared by what their
/// queries say, because Prometheus prints them its own way.
/// </summary>
internal sealed class LoadedRuleIndex
{
    private readonly Dictionary<string, List<ObservedRule>> _rules = new(StringComparer.Ordinal);

    public LoadedRuleIndex(IEnumerable<ObservedRule> rules)
    {
        foreach (var rule in rules)
        {
            if (!_rules.TryGetValue(Key(rule), out var same))
                _rules.Add(Key(rule), same = []);
            same.Add(rule);
        }
    }

    /// <summary>What is wrong with a rule that should be loaded, or null.</summary>
    public string? ProblemOf(ObservedRule rule)
    {
        var name = PrintableText.Escape(rule.Name);
        if (!_rules.TryGetValue(Key(rule), out var loaded))
            return name + " is not loaded";
        return loaded.Any(l => Same(l.Expression, rule.Expression)) ? null : name + " is loaded with another query";
    }

    private static string Key(ObservedRule rule) =>
        rule.Kind + "\n" + rule.Name + "\n" + string.Join("\n", rule.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Key + "\r" + l.Value));

    private static bool Same(string loaded, string expected) =>
        loaded == expected
        || (PromQlParser.TryParse(loaded, null, out var left, out _) && PromQlParser.TryParse(expected, null, out var right, out _) && PromQlComparer.Instance.Equals(left, right));
}
