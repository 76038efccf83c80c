using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>
/// Rules of Sloth's plugin <c>denominator_corrected_rules</c>: it multiplies the bad events of a window with a series of its own, the
/// share of the window in the traffic of the period. Source: slok/sloth, internal/plugin/slo/contrib. They are read as the rules would be
/// without the plugin: a definition has no place for the series, and nobody else would record it.
/// </summary>
internal static class SlothCorrection
{
    private const string Series = "slo:numerator_correction:ratio";

    /// <summary>The rules without the correction, and with a loss that tells of it; the same rules when they have none.</summary>
    public static SlothRuleSet Undo(SlothRuleSet rules)
    {
        var plain = new Dictionary<PrometheusRule, PrometheusRule>();
        foreach (var rule in rules.Ratios.Values)
        {
            if (Plain(rule.Expression) is { } expression)
                plain[rule] = rule with { Expression = expression };
        }

        if (plain.Count == 0)
            return rules;
        var corrections = rules.All.Where(r => !r.IsAlert && r.Name.StartsWith(Series, StringComparison.Ordinal)).ToArray();
        var set = new SlothRuleSet(rules.Id, plain.TryGetValue(rules.First, out var first) ? first : rules.First);
        foreach (var rule in rules.All.Where(r => !r.IsAlert && !r.Name.StartsWith(Series, StringComparison.Ordinal)))
            set.Add(plain.TryGetValue(rule, out var other) ? other : rule);
        foreach (var alert in rules.Alerts)
            set.Add(alert);
        foreach (var loss in rules.Losses)
            set.Lose(loss);
        set.Lose(new SloLoss(Series, "A plugin of Sloth weighs the bad events of a window by its share of the traffic; that is not carried over, and the events count as they are")
            .At(corrections.Length > 0 ? corrections[0] : plain.Keys.First()));
        return set;
    }

    // (series * on() bad) / (total) is (bad) / (total) as Sloth writes it.
    private static string? Plain(string expression) =>
        PromQlParser.TryParse(expression, PromQlOptions.Plain, out var tree, out _)
        && tree is BinaryExpression
        {
            Operator: BinaryOperator.Divide,
            Matching: null,
            Left: BinaryExpression { Operator: BinaryOperator.Multiply, Left: VectorSelector { Name: { } name }, Right: var bad },
            Right: var total,
        }
        && name.StartsWith(Series, StringComparison.Ordinal)
            ? $"({Text(expression, bad)})\n/\n({Text(expression, total)})\n"
            : null;

    private static string Text(string text, PromQlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}
