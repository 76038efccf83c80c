using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Migration.Inventory;

/// <summary>Knows the rules of files, to tell which of a running Prometheus are the same. A server prints expressions in its own way.</summary>
internal sealed class RuleTwins
{
    private readonly ILookup<(ObservedRuleKind Kind, string Name), ObservedRule> _rules;
    private readonly Dictionary<ObservedRule, string> _printed = [];

    public RuleTwins(IEnumerable<ObservedRule> rules) => _rules = rules.ToLookup(r => (r.Kind, r.Name));

    /// <summary>Whether a rule with the same name, labels and meaning stands in a file.</summary>
    public bool Has(ObservedRule loaded)
    {
        string? printed = null;
        foreach (var rule in _rules[(loaded.Kind, loaded.Name)])
        {
            if (rule.For == loaded.For && Same(rule.Labels, loaded.Labels) && Printed(rule) == (printed ??= Print(loaded.Expression)))
                return true;
        }

        return false;
    }

    private string Printed(ObservedRule rule) => _printed.TryGetValue(rule, out var text) ? text : _printed[rule] = Print(rule.Expression);

    private static string Print(string expression) =>
        PromQlParser.TryParse(expression, PromQlOptions.Plain, out var tree, out _) ? PromQlPrinter.Print(tree!) : expression.Trim();

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(l => b.TryGetValue(l.Key, out var value) && value == l.Value);
}
