using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// Our own rules: the period's ratio comes from events, nothing is recorded where there was no traffic, and the indicator's series
/// carry no label that changes with the phase, so that a promotion keeps their history.
/// </summary>
internal sealed class ExactRules : IRuleFlavor
{
    public RuleFlavor Flavor => RuleFlavor.Exact;

    public bool SaysNamespace => true;

    public IReadOnlyDictionary<string, string> ObjectLabels { get; } =
        new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "progressiveslo", ["app.kubernetes.io/component"] = "slo" };

    public IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var slo = ExactSlo.Create(definition, options, losses);
        yield return new PrometheusRuleGroup("slo-sli-" + definition.Id, SliRules.Create(slo));
        yield return new PrometheusRuleGroup("slo-meta-" + definition.Id, MetaRules.Create(slo));
        if (AlertRules.Create(slo, losses) is { Count: > 0 } alerts)
            yield return new PrometheusRuleGroup("slo-alerts-" + definition.Id, alerts);
    }
}

/// <summary>Rules that record the indicator: rates of events, and error ratios over windows and over the period.</summary>
internal static class SliRules
{
    public static IReadOnlyList<PrometheusRule> Create(ExactSlo slo)
    {
        var rules = new List<PrometheusRule>(slo.Windows.Count + 4);
        if (slo.Sli.HasEvents)
            Events(slo, rules);
        foreach (var window in slo.Windows)
        {
            var text = PrometheusDuration.Format(window);
            var expression =
                slo.Sli.HasEvents && window == ExactSlo.Base
                    ? $"{slo.Series(RecordedSeries.BadEvents)}\n/\n({slo.Series(RecordedSeries.TotalEvents)} > 0)"
                    : slo.Sli.ErrorRatio(text);
            rules.Add(slo.Record(RecordedSeries.ErrorRatio + text, expression));
        }

        var period = PrometheusDuration.Format(slo.Definition.Window);
        rules.Add(slo.Record(RecordedSeries.ErrorRatio + period, Period(slo, period)));
        return rules;
    }

    private static void Events(ExactSlo slo, List<PrometheusRule> rules)
    {
        var window = PrometheusDuration.Format(ExactSlo.Base);
        var (part, other) = slo.Sli.CountsGood
            ? (RecordedSeries.GoodEvents, RecordedSeries.BadEvents)
            : (RecordedSeries.BadEvents, RecordedSeries.GoodEvents);
        rules.Add(slo.Record(RecordedSeries.TotalEvents, slo.Sli.Total(window)));
        rules.Add(slo.Record(part, slo.Sli.Part(window)));

        // Rules of a group are evaluated in order, so this sees what the two before it have just recorded.
        rules.Add(slo.Record(other, $"{slo.Series(RecordedSeries.TotalEvents)} - {slo.Series(part)}"));
    }

    // Each event weighs the same, in a busy hour as in a quiet one; an average of ratios would weigh each hour the same.
    private static string Period(ExactSlo slo, string period) =>
        slo.Sli.HasEvents
            ? $"sum_over_time({slo.Series(RecordedSeries.BadEvents)}[{period}])\n/\n"
                + $"(sum_over_time({slo.Series(RecordedSeries.TotalEvents)}[{period}]) > 0)"
            : $"avg_over_time({slo.ErrorRatio(ExactSlo.Base)}[{period}])";
}

/// <summary>Rules that record the objective, the error budget, and what is left of it.</summary>
internal static class MetaRules
{
    public static IReadOnlyList<PrometheusRule> Create(ExactSlo slo)
    {
        var definition = slo.Definition;
        var budget = slo.Series(RecordedSeries.ErrorBudget);
        var days = (decimal)definition.Window.Ticks / TimeSpan.TicksPerDay;
        var revision = Revision(slo);
        return
        [
            slo.Record(
                RecordedSeries.Objective,
                Vector(definition.Target),
                (ExactNames.Phase, definition.Phase),
                (ExactNames.Revision, revision)
            ),
            slo.Record(RecordedSeries.ErrorBudget, Vector(slo.Budget)),
            slo.Record(RecordedSeries.PeriodDays, Vector(days)),
            slo.Record(RecordedSeries.CurrentBurnRate, $"{slo.ErrorRatio(ExactSlo.Base)}\n/ on ({ExactNames.Id}) group_left\n{budget}"),
            slo.Record(RecordedSeries.PeriodBurnRate, $"{slo.ErrorRatio(definition.Window)}\n/ on ({ExactNames.Id}) group_left\n{budget}"),
            slo.Record(RecordedSeries.BudgetRemaining, "1 - " + slo.Series(RecordedSeries.PeriodBurnRate)),
            slo.Record(ExactNames.Info, "vector(1)", InfoLabels.Create(slo, revision)),
        ];
    }

    private static string Vector(decimal value) => $"vector({NumberText.Plain(value)})";

    // Changes when the objective or its alerts do, and with nothing else.
    private static string Revision(ExactSlo slo)
    {
        var text = string.Join(
            "\n",
            new[] { NumberText.Plain(slo.Definition.Target), PrometheusDuration.Format(slo.Definition.Window) }.Concat(
                slo.Alerts.Select(a => a.ToString())
            )
        );
        return Digest.Hex(text, 4);
    }
}
