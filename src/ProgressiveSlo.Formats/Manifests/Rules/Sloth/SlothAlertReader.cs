using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>An alert that Sloth generated.</summary>
/// <param name="Id">The <c>sloth_id</c> of the series that it looks at.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Alerts">Its pairs of windows.</param>
internal sealed record SlothAlertRule(string Id, PrometheusRule Rule, IReadOnlyList<BurnRateAlert> Alerts)
{
    /// <summary>Page or ticket.</summary>
    public string Severity => Rule.Labels[SlothNames.Severity];
}

/// <summary>Reads windows and factors from the expression of an alert: pairs of conditions with <c>and</c> between them, joined by <c>or</c>.</summary>
internal static class SlothAlertReader
{
    // Sloth computes factors in doubles: 5.6000000000000005 is 5.6.
    private const int Digits = 10;

    public static SlothAlertRule? Read(PrometheusRule rule)
    {
        if (!PromQlParser.TryParse(rule.Expression, PromQlOptions.Plain, out var tree, out _))
            return null;
        var alerts = new List<BurnRateAlert>();
        string? id = null;
        foreach (var pair in Pairs(tree))
        {
            if (pair is not BinaryExpression { Operator: BinaryOperator.And } and
                || Condition(and.Left) is not { } first || Condition(and.Right) is not { } second
                || first.Factor != second.Factor || first.Id != second.Id || (id ?? first.Id) != first.Id)
            {
                return null;
            }

            id = first.Id;
            var (shortWindow, longWindow) = first.Window <= second.Window ? (first.Window, second.Window) : (second.Window, first.Window);
            alerts.Add(new BurnRateAlert(rule.Labels[SlothNames.Severity], longWindow, shortWindow, first.Factor));
        }

        return id is null ? null : new SlothAlertRule(id, rule, alerts);
    }

    private static IEnumerable<PromQlExpression> Pairs(PromQlExpression tree)
    {
        var right = new Stack<PromQlExpression>();
        while (tree is BinaryExpression { Operator: BinaryOperator.Or } or)
        {
            right.Push(or.Right);
            tree = or.Left;
        }

        return right.Prepend(tree);
    }

    // max(series > (factor * budget)) without (sloth_window); older versions write the comparison alone.
    private static (string Id, TimeSpan Window, decimal Factor)? Condition(PromQlExpression side)
    {
        var inside = side is AggregateExpression { Operator: AggregateOperator.Max } max ? max.Operand : side;
        if (inside is not BinaryExpression { Operator: BinaryOperator.Greater, Left: VectorSelector { Name: { } name } series, Right: BinaryExpression { Operator: BinaryOperator.Multiply, Left: NumberLiteral factor } }
            || !name.StartsWith(SlothNames.ErrorRatio, StringComparison.Ordinal)
            || !PrometheusDuration.TryParse(name.Substring(SlothNames.ErrorRatio.Length), out var window)
            || series.Conditions.FirstOrDefault(c => c.Matcher is { Label: SlothNames.Id, Operator: "=" }) is not { } id
            || factor.Value is not (> 1e-9 and < 1e9))
        {
            return null;
        }

        return (id.Matcher.Value, window, Math.Round(Text.NumberText.Exact(factor.Value), Digits));
    }
}
