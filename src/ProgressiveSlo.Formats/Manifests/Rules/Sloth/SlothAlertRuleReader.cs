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

/// <summary>
/// Reads windows and factors from the expression of an alert: pairs of conditions with <c>and</c> between them, joined by <c>or</c>.
/// </summary>
internal static class SlothAlertRuleReader
{
    // Sloth computes factors in doubles: 5.6000000000000005 is 5.6.
    private const int Digits = 10;

    public static SlothAlertRule? Read(PrometheusRule rule)
    {
        if (PromQlParser.ParseOrNull(rule.Expression) is not { } tree)
            return null;
        var alerts = new List<BurnRateAlert>();
        string? id = null;
        foreach (var pair in Pairs(tree))
        {
            if (
                pair is not BinaryExpression { Operator: BinaryOperator.And } and
                || Condition(and.Left) is not { } first
                || Condition(and.Right) is not { } second
                || first.Factor != second.Factor
                || first.Id != second.Id
                || (id ?? first.Id) != first.Id
            )
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
        if (
            inside
                is not BinaryExpression
                {
                    Operator: BinaryOperator.Greater,
                    Left: VectorSelector { Name: { } name } series,
                    Right: BinaryExpression { Operator: BinaryOperator.Multiply, Left: NumberLiteral factor }
                }
            || !name.StartsWith(RecordedSeries.ErrorRatio, StringComparison.Ordinal)
            || !PrometheusDuration.TryParse(name.Substring(RecordedSeries.ErrorRatio.Length), out var window)
            || series.Conditions.FirstOrDefault(c => c.Matcher is { Label: SlothNames.Id, Operator: "=" }) is not { } id
            || factor.Value is not (> 1e-9 and < 1e9)
        )
        {
            return null;
        }

        return (id.Matcher.Value, window, Math.Round(ProgressiveSlo.Text.NumberText.Exact(factor.Value), Digits));
    }
}

/// <summary>How alerts are named and labelled, without what Sloth adds of its own. What all of them have is said once.</summary>
internal static class SlothSettingsReader
{
    public static AlertSettings Read(IReadOnlyList<SlothAlertRule> alerts, List<ConversionLoss> losses)
    {
        if (alerts.Count == 0)
            return AlertSettings.None;
        var first = alerts.GroupBy(a => a.Severity).Select(g => g.First()).ToArray();
        foreach (var alert in alerts)
        {
            if (alert.Rule.Name != alerts[0].Rule.Name)
                losses.Add(
                    new ConversionLoss(
                        alert.Rule.Name,
                        $"The alerts of a definition have one name, and the others are named {alerts[0].Rule.Name}"
                    ).At(alert.Rule)
                );
            if (!first.Contains(alert))
                losses.Add(
                    new ConversionLoss(alert.Rule.Name, $"Labels and annotations of a second {alert.Severity} alert were skipped").At(
                        alert.Rule
                    )
                );
        }

        var own = first.Select(a => (a.Severity, Labels: Labels(a), Annotations: Annotations(a))).ToArray();
        var labels = Common(own.Select(o => o.Labels));
        var annotations = Common(own.Select(o => o.Annotations));
        var severities = own.Select(o => new SeverityAlerts(o.Severity, Without(o.Labels, labels), Without(o.Annotations, annotations)));
        var settings = new AlertSettings
        {
            Name = alerts[0].Rule.Name,
            Labels = labels,
            Annotations = annotations,
            Severities = severities.Where(s => s.Labels.Count > 0 || s.Annotations.Count > 0).ToArray(),
        };
        return AlertTemplateLabels.Rename(settings, SeriesLabels.OursBySloth);
    }

    private static Dictionary<string, string> Labels(SlothAlertRule alert) =>
        alert.Rule.Labels.Where(l => l.Key != SlothNames.Severity).ToDictionary(l => l.Key, l => l.Value);

    private static Dictionary<string, string> Annotations(SlothAlertRule alert) =>
        alert
            .Rule.Annotations.Where(a =>
                !(a.Key == SlothNames.Title && a.Value == SlothNames.TitleOf(alert.Severity))
                && !(a.Key == SlothNames.Summary && a.Value == SlothNames.SummaryText)
            )
            .ToDictionary(a => a.Key, a => a.Value);

    private static Dictionary<string, string> Common(IEnumerable<Dictionary<string, string>> texts)
    {
        var all = texts.ToArray();
        return all[0]
            .Where(t => all.All(other => other.TryGetValue(t.Key, out var value) && value == t.Value))
            .ToDictionary(t => t.Key, t => t.Value);
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> texts, Dictionary<string, string> common) =>
        texts.Where(t => !common.ContainsKey(t.Key)).ToDictionary(t => t.Key, t => t.Value);
}
