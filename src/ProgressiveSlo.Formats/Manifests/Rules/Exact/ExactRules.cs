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
    private const string LongGroup = "slo-long-";

    public RuleFlavor Flavor => RuleFlavor.Exact;

    public bool SaysNamespace => true;

    public IReadOnlyDictionary<string, string> ObjectLabels { get; } =
        new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "progressiveslo", ["app.kubernetes.io/component"] = "slo" };

    /// <summary>
    /// Whether a key of a group is one that the rules of a definition have there, with the same value, and so not a change.
    /// </summary>
    /// <param name="group">A group that was read.</param>
    /// <param name="key">The key.</param>
    /// <param name="definitions">The definitions of its document.</param>
    public static bool IsOwnKey(PrometheusRuleGroup group, string key, IReadOnlyList<SloDefinition> definitions)
    {
        if (definitions.FirstOrDefault(d => IsGroupOf(group, d)) is not { } definition)
            return false;
        var own = WithSettings(new PrometheusRuleGroup(group.Name, []), definition.AlertSettings.Group);
        return key switch
        {
            "interval" => IsSame(own.Interval, group.Interval),
            RuleYaml.QueryOffset or RuleYaml.EvalDelay => IsSame(own.QueryOffset, group.QueryOffset),
            "labels" => StringMap.Equal(own.Labels, group.Labels) && own.Labels.Count > 0,
            _ => false,
        };
    }

    public IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var slo = ExactSlo.Create(definition, options, losses);
        yield return Group("slo-sli-", SliRules.Create(slo));
        yield return Group(LongGroup, LongRules.Create(slo));
        yield return Group("slo-meta-", MetaRules.Create(slo));
        if (AlertRules.Create(slo, losses) is { Count: > 0 } alerts)
            yield return Group("slo-alerts-", alerts);

        PrometheusRuleGroup Group(string prefix, IReadOnlyList<PrometheusRule> rules) =>
            WithSettings(new PrometheusRuleGroup(prefix + definition.Id, rules), definition.AlertSettings.Group);
    }

    // Long windows are evaluated no more often than they need.
    private static PrometheusRuleGroup WithSettings(PrometheusRuleGroup group, RuleGroupSettings? settings)
    {
        var interval = settings?.Interval;
        if (group.Name.StartsWith(LongGroup, StringComparison.Ordinal) && !(interval > ExactSlo.LongInterval))
            interval = ExactSlo.LongInterval;
        return group with
        {
            Interval = interval is { } every ? PrometheusDuration.Format(every) : null,
            QueryOffset = settings?.QueryOffset is { } offset ? PrometheusDuration.Format(offset) : null,
            Labels = settings?.Labels ?? group.Labels,
        };
    }

    private static bool IsGroupOf(PrometheusRuleGroup group, SloDefinition definition) =>
        group.Name.EndsWith("-" + definition.Id, StringComparison.Ordinal)
        && group.Rules.Any(r => r.Labels.TryGetValue(ExactNames.Id, out var id) && id == definition.Id);

    private static bool IsSame(string? own, string? read) =>
        own is not null
        && PrometheusDuration.TryParse(own, out var first)
        && PrometheusDuration.TryParse(read ?? "", out var second)
        && first == second;
}

/// <summary>Rules that record the indicator: rates of events, and error ratios over windows of less than a day.</summary>
internal static class SliRules
{
    public static IReadOnlyList<PrometheusRule> Create(ExactSlo slo)
    {
        var rules = new List<PrometheusRule>(slo.Windows.Count + 3);
        if (slo.Sli.HasEvents)
            Events(slo, rules);
        foreach (var window in slo.Windows.Where(w => w < ExactSlo.Long))
        {
            var expression =
                slo.Sli.HasEvents && window == ExactSlo.Base
                    ? $"{slo.Series(RecordedSeries.BadEvents)}\n/\n({slo.Series(RecordedSeries.TotalEvents)} > 0)"
                    : slo.ErrorRatioOver(window);
            rules.Add(slo.Record(RecordedSeries.ErrorRatio + PrometheusDuration.Format(window), expression));
        }

        return rules;
    }

    private static void Events(ExactSlo slo, List<PrometheusRule> rules)
    {
        var window = PrometheusDuration.Format(ExactSlo.Base);
        var (part, other) = slo.Sli.CountsGood
            ? (RecordedSeries.GoodEvents, RecordedSeries.BadEvents)
            : (RecordedSeries.BadEvents, RecordedSeries.GoodEvents);
        rules.Add(slo.Record(RecordedSeries.TotalEvents, slo.Sli.Total(window)));
        rules.Add(slo.Record(part, slo.Sli.Part(window, slo.Zero)));

        // Rules of a group are evaluated in order, so this sees what the two before it have just recorded.
        rules.Add(slo.Record(other, $"{slo.Series(RecordedSeries.TotalEvents)} - {slo.Series(part)}"));
    }
}

/// <summary>
/// Rules that record error ratios over long windows and over the period. They read much and change little, so they are evaluated less
/// often than the others.
/// </summary>
internal static class LongRules
{
    public static IReadOnlyList<PrometheusRule> Create(ExactSlo slo) =>
        slo
            .Windows.Where(w => w >= ExactSlo.Long)
            .Select(w => slo.Record(RecordedSeries.ErrorRatio + PrometheusDuration.Format(w), slo.ErrorRatioOver(w)))
            .Append(slo.Record(RecordedSeries.ErrorRatio + PrometheusDuration.Format(slo.Definition.Window), Period(slo)))
            .ToArray();

    private static string Period(ExactSlo slo) =>
        slo.Sli.HasEvents
            ? slo.RecordedErrorRatio(slo.Definition.Window)
            : $"avg_over_time({slo.ErrorRatio(ExactSlo.Base)}[{PrometheusDuration.Format(slo.Definition.Window)}])";
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
