using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>What was changed in rules since Sloth generated them.</summary>
internal static class SlothChanges
{
    public static IReadOnlyList<ConversionLoss> Find(SloDefinition definition, SlothRuleSet rules)
    {
        var found = Find(definition, rules, null);
        var windows = Windows(definition, rules);
        if (found.Count == 0 || windows.Count == 0)
            return found;

        // Sloth may have been given other windows than its own, and then records those alone.
        var others = Find(definition, rules, new AlertWindowSet("own", definition.Window, windows));
        return others.Count < found.Count ? others : found;
    }

    // Those of the alerts, and what else is recorded: Sloth records the windows of alerts that a spec has switched off, too.
    private static List<AlertWindow> Windows(SloDefinition definition, SlothRuleSet rules)
    {
        var windows = definition
            .Alerting.Select(a => new AlertWindow(
                a.Severity,
                a.LongWindow,
                a.ShortWindow,
                a.BurnRate * 100m * a.LongWindow.Ticks / definition.Window.Ticks
            ))
            .ToList();
        var others = rules
            .Ratios.Keys.Where(w => w != definition.Window && !windows.Any(a => a.LongWindow == w || a.ShortWindow == w))
            .ToArray();
        var severity = windows.Any(w => w.Severity == SlothAlerting.Page) ? SlothAlerting.Ticket : SlothAlerting.Page;
        var added = others.Select(w => new AlertWindow(severity, w, w, 1));
        return severity == SlothAlerting.Page ? [.. added, .. windows] : [.. windows, .. added];
    }

    private static IReadOnlyList<ConversionLoss> Find(SloDefinition definition, SlothRuleSet rules, AlertWindowSet? windows)
    {
        var options = new ManifestOptions { Flavor = RuleFlavor.Sloth, AlertWindows = windows };
        return ManualChanges.Find(rules.All, () => new SlothRules().Groups(definition, options, []), Severity, IsOfTool);
    }

    private static string? Severity(PrometheusRule rule) =>
        rule.IsAlert && rule.Labels.TryGetValue(SlothNames.Severity, out var severity) ? severity : null;

    // Which build of Sloth it was, and how it was run.
    private static bool IsOfTool(string label) => label is SlothNames.Version or SlothNames.Mode;
}

/// <summary>Links to our dashboards, which Sloth does not write and a definition does not hold.</summary>
internal static class SlothLinks
{
    /// <summary>The rules without them, and with a loss that tells of it; the same rules when they have none.</summary>
    public static SlothRuleSet Remove(SlothRuleSet rules, string? service, string? space)
    {
        if (service is null)
            return rules;
        var plain = rules.Alerts.Select(a => a with { Rule = DashboardLink.Remove(a.Rule, service, space, RuleFlavor.Sloth) }).ToArray();
        if (rules.Alerts.FirstOrDefault(a => !plain.Contains(a)) is not { } linked)
            return rules;
        var set = new SlothRuleSet(rules.Id, rules.First);
        foreach (var rule in rules.All.Where(r => !r.IsAlert))
            set.Add(rule);
        foreach (var alert in plain)
            set.Add(alert);
        foreach (var loss in rules.Losses)
            set.AddLoss(loss);
        set.AddLoss(DashboardLink.Loss(linked.Rule));
        return set;
    }
}

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
            set.AddLoss(loss);
        set.AddLoss(
            new ConversionLoss(
                Series,
                "A plugin of Sloth weighs the bad events of a window by its share of the traffic; "
                    + "that is not carried over, and the events count as they are"
            ).At(corrections.Length > 0 ? corrections[0] : plain.Keys.First())
        );
        return set;
    }

    // (series * on() bad) / (total) is (bad) / (total) as Sloth writes it.
    private static string? Plain(string expression) =>
        PromQlParser.ParseOrNull(expression)
            is BinaryExpression
            {
                Operator: BinaryOperator.Divide,
                Matching: null,
                Fill: null,
                Left: BinaryExpression { Operator: BinaryOperator.Multiply, Left: VectorSelector { Name: { } name }, Right: var bad },
                Right: var total,
            }
        && name.StartsWith(Series, StringComparison.Ordinal)
            ? $"({Text(expression, bad)})\n/\n({Text(expression, total)})\n"
            : null;

    private static string Text(string text, PromQlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}
