using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>Burn-rate alerts, from the expressions of alert rules.</summary>
internal static class AlertRecovery
{
    // No error ratio is above 1, and the factor of documents has the same bound.
    private const double LargestThreshold = 1e9;

    public static IReadOnlyList<BurnRateAlert> Read(
        IReadOnlyList<PrometheusRule> rules,
        decimal target,
        IReadOnlyDictionary<string, string> info,
        List<ConversionLoss> losses
    )
    {
        var alerts = new List<BurnRateAlert>();
        foreach (var rule in rules.Where(r => r.IsAlert))
        {
            if (PromQlParser.ParseOrNull(rule.Expression) is not { } tree || tree is CallExpression { Function.Name: "absent" })
                continue;
            var severity =
                rule.Labels.TryGetValue(ExactNames.SloSeverity, out var own) || rule.Labels.TryGetValue(ExactNames.Severity, out own)
                    ? own
                    : "";
            foreach (var pair in Split(tree, BinaryOperator.Or))
            {
                if (Pair(pair, rule.Expression, AlertTemplate.Unescape(severity), target) is { } alert)
                    alerts.Add(alert);
                else
                    losses.Add(
                        new ConversionLoss(
                            "alerting",
                            $"A condition of the alert {rule.Name} is not that of a burn rate over two windows, and is not carried over"
                        ).At(rule)
                    );
            }
        }

        return InOrder(alerts, info);
    }

    private static BurnRateAlert[] InOrder(List<BurnRateAlert> alerts, IReadOnlyDictionary<string, string> info)
    {
        if (!info.TryGetValue(ExactNames.AlertOrder, out var order))
            return [.. alerts];
        var places = order
            .Split(',')
            .Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue)
            .ToArray();
        return places.Length == alerts.Count
            ? [.. alerts.Zip(places, (alert, place) => (alert, place)).OrderBy(a => a.place).Select(a => a.alert)]
            : [.. alerts];
    }

    private static BurnRateAlert? Pair(PromQlExpression tree, string text, string severity, decimal target)
    {
        var conditions = Split(tree, BinaryOperator.And).ToArray();
        if (
            conditions.Length is not (2 or 3)
            || Condition(conditions[0], text) is not { } first
            || Condition(conditions[1], text) is not { } second
            || first.Threshold != second.Threshold
        )
            return null;
        var factor = (double)first.Threshold / (double)(1m - target);
        return factor is > 0 and <= LargestThreshold
            ? new BurnRateAlert(severity, first.Window, second.Window, first.Threshold / (1m - target))
            : null;
    }

    private static (TimeSpan Window, decimal Threshold)? Condition(PromQlExpression tree, string text)
    {
        if (
            tree
                is not BinaryExpression
                {
                    Operator: BinaryOperator.Greater,
                    Left: VectorSelector { Name: { } name },
                    Right: NumberLiteral number
                }
            || !name.StartsWith(RecordedSeries.ErrorRatio, StringComparison.Ordinal)
            || !PrometheusDuration.TryParse(name.Substring(RecordedSeries.ErrorRatio.Length), out var window)
        )
        {
            return null;
        }

        // An error ratio is compared with a number of its own size; Inf, NaN and the like are how people mute an alert.
        if (!(number.Value is >= 0 and <= LargestThreshold))
            return null;

        // A double may have fewer digits than the text.
        var digits = text.Substring(number.Span.Start, number.Span.Length);
        return (
            window,
            decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                ? exact
                : NumberText.Exact(number.Value)
        );
    }

    private static Stack<PromQlExpression> Split(PromQlExpression tree, BinaryOperator by)
    {
        var parts = new Stack<PromQlExpression>();
        while (tree is BinaryExpression binary && binary.Operator == by)
        {
            parts.Push(binary.Right);
            tree = binary.Left;
        }

        parts.Push(tree);
        return parts;
    }
}
