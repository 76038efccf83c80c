using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>One definition, checked and prepared for writing rules.</summary>
internal sealed class ExactSlo
{
    /// <summary>The window of the recorded event rates.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Windows from this length on are sums of the recorded event rates. Such a sum is the mean of what the last 5 minutes would have
    /// seen: too slow for a window of hours, whose alerts are looked at every minute.
    /// </summary>
    public static readonly TimeSpan Long = TimeSpan.FromDays(1);

    /// <summary>
    /// How often long windows and the period are recorded. Prometheus forgets a sample after 5 minutes, so a longer interval would leave
    /// gaps when an evaluation comes late.
    /// </summary>
    public static readonly TimeSpan LongInterval = TimeSpan.FromMinutes(3);

    private readonly string _selector;

    private ExactSlo(SloDefinition definition, ManifestOptions options, SliExpressions sli, IReadOnlyList<BurnRateAlert> alerts)
    {
        Definition = definition;
        Sli = sli;
        Alerts = alerts;
        RuleLabels = options.RuleLabels;
        _selector = PromQlPrinter.Print(
            new VectorSelector(null, [new LabelCondition(new LabelMatcher(ExactNames.Id, "=", definition.Id))])
        );
        var labels = new Dictionary<string, string>
        {
            [ExactNames.Id] = definition.Id,
            [ExactNames.Service] = definition.Service,
            [ExactNames.Slo] = definition.ShortName,
        };
        if (ServiceName.OtherNamespace(definition.Namespace) is { } space)
            labels[ExactNames.SloNamespace] = space;
        foreach (var label in options.RuleLabels)
            labels[label.Key] = label.Value;
        Labels = labels;
        Windows = Alerts
            .SelectMany(a => new[] { a.ShortWindow, a.LongWindow })
            .Append(Base)
            .Where(w => w < definition.Window)
            .Distinct()
            .OrderBy(w => w)
            .ToArray();
    }

    public SloDefinition Definition { get; }

    public SliExpressions Sli { get; }

    /// <summary>
    /// The alerts to write: the definition's own, or those of a set that was asked for; without those that can never fire.
    /// </summary>
    public IReadOnlyList<BurnRateAlert> Alerts { get; }

    /// <summary>Labels that a user adds to every recording rule.</summary>
    public IReadOnlyDictionary<string, string> RuleLabels { get; }

    /// <summary>Labels of every recording rule. None of them changes with the phase.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The labels that recorded series have and those of the queries do not: those of the rules, and of their groups.</summary>
    public IEnumerable<string> RecordedLabels =>
        Definition.AlertSettings.Group is { } group ? Labels.Keys.Union(group.Labels.Keys) : Labels.Keys;

    /// <summary>
    /// Windows of the error ratios, short to long, without the period: those that an alert or a panel reads, and no others.
    /// </summary>
    public IReadOnlyList<TimeSpan> Windows { get; }

    /// <summary>
    /// A zero for each series of the recorded total, for a part of the events that has no series. It costs a sample, where the total itself
    /// costs all of its samples a second time.
    /// </summary>
    public string Zero =>
        $"0 * sum without ({string.Join(", ", RecordedLabels.OrderBy(l => l, StringComparer.Ordinal))}) "
        + $"({Series(RecordedSeries.TotalEvents)})";

    /// <summary>The error budget, exactly.</summary>
    public decimal Budget => 1m - Definition.Target;

    public static ExactSlo Create(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        ExactChecks.Check(definition, options);
        var sli = SliExpressions.Create(definition, losses);
        var slo = new ExactSlo(definition, options, sli, FiringAlerts.Find(definition, options, losses));
        ExactChecks.Check(slo);
        return slo;
    }

    /// <summary>The error ratio over a window: of the queries themselves, or over long windows of the recorded events.</summary>
    public string ErrorRatioOver(TimeSpan window) =>
        Sli.HasEvents && window >= Long ? RecordedErrorRatio(window) : Sli.ErrorRatio(PrometheusDuration.Format(window), Zero);

    /// <summary>
    /// The error ratio over a window, from the recorded events. Each event weighs the same, in a busy hour as in a quiet one; an average of
    /// ratios would weigh each hour the same.
    /// </summary>
    public string RecordedErrorRatio(TimeSpan window)
    {
        var text = PrometheusDuration.Format(window);
        return $"sum_over_time({Series(RecordedSeries.BadEvents)}[{text}])\n/\n"
            + $"(sum_over_time({Series(RecordedSeries.TotalEvents)}[{text}]) > 0)";
    }

    /// <summary>A recorded series of this SLO.</summary>
    public string Series(string metric) => metric + _selector;

    /// <summary>The recorded error ratio over a window.</summary>
    public string ErrorRatio(TimeSpan window) => Series(RecordedSeries.ErrorRatio + PrometheusDuration.Format(window));

    /// <summary>A recording rule with the labels of every rule and more.</summary>
    public PrometheusRule Record(string metric, string expression, params (string Name, string? Value)[] more)
    {
        if (more.Length == 0)
            return new PrometheusRule(metric, IsAlert: false, expression, Labels);
        var labels = Labels.ToDictionary(l => l.Key, l => l.Value);
        foreach (var (name, value) in more)
        {
            if (value is not null)
                labels[name] = value;
        }

        return new PrometheusRule(metric, IsAlert: false, expression, labels);
    }
}

/// <summary>Refuses what rules cannot say, or what could never fire.</summary>
internal static class ExactChecks
{
    private static readonly TimeSpan _shortestPeriod = TimeSpan.FromMinutes(30);

    public static void Check(SloDefinition definition, ManifestOptions options)
    {
        if (definition.Indicator.Queries is null)
            throw Refusal(
                definition,
                "indicator",
                $"The queries are written for {definition.Indicator.DataSource}, and Prometheus rules need PromQL",
                "Write the indicator in PromQL, or use a format that keeps the data source"
            );
        if (!ErrorBudgetArithmetic.IsTarget(definition.Target))
            throw Refusal(
                definition,
                "target",
                $"The target {NumberText.Plain(definition.Target)} leaves no error budget to watch",
                "Write a ratio between 0 and 1, for example 0.999",
                TargetYaml.OutOfRange
            );
        if (definition.Window <= _shortestPeriod)
            throw Refusal(
                definition,
                "window",
                $"The window {PrometheusDuration.Format(definition.Window)} is too short for rules that record rates over 5m and 30m",
                "Write a window of more than 30m"
            );
        foreach (var label in options.RuleLabels.Keys)
            CheckRuleLabel(definition, "ruleLabels", label);
        CheckGroup(definition);
        foreach (var label in definition.Indicator.ResultLabels ?? [])
        {
            if (
                ExactNames.IsIdentity(label)
                || options.RuleLabels.ContainsKey(label)
                || definition.AlertSettings.Group?.Labels.ContainsKey(label) == true
            )
                throw Refusal(
                    definition,
                    "indicator.grouping",
                    $"The label {label} names the SLO on its series, and series cannot be kept apart by it",
                    "Group by another label",
                    "LabelReserved"
                );
        }
    }

    public static void Check(ExactSlo slo)
    {
        for (var i = 0; i < slo.Alerts.Count; i++)
            Check(slo, slo.Alerts[i], string.Format(CultureInfo.InvariantCulture, "alerting[{0}]", i));
    }

    private static void Check(ExactSlo slo, BurnRateAlert alert, string field)
    {
        var definition = slo.Definition;
        if (alert.ShortWindow >= alert.LongWindow)
            throw Refusal(
                definition,
                field,
                $"The short window {PrometheusDuration.Format(alert.ShortWindow)} is not shorter than "
                    + $"the long window {PrometheusDuration.Format(alert.LongWindow)}",
                "Write the shorter window as the short one",
                "AlertWindowOrder"
            );
        if (alert.LongWindow > definition.Window)
            throw Refusal(
                definition,
                field,
                $"The long window {PrometheusDuration.Format(alert.LongWindow)} is longer than "
                    + $"the period {PrometheusDuration.Format(definition.Window)}",
                "Write a long window within the period",
                "AlertWindowTooLong"
            );
        if (alert.BurnRate <= 0)
            throw Refusal(
                definition,
                field,
                $"The burn rate {NumberText.Plain(alert.BurnRate)} is not more than 0, and any bad event would fire the alert",
                "Write more than 0, for example 14.4",
                "AlertAlwaysFires"
            );
    }

    // Prometheus forgets a sample after 5 minutes.
    private static void CheckGroup(SloDefinition definition)
    {
        if (definition.AlertSettings.Group is not { } group)
            return;
        if (group.Interval >= ExactSlo.Base)
            throw Refusal(
                definition,
                "alertSettings.group.interval",
                $"Rules that are evaluated every {PrometheusDuration.Format(group.Interval.Value)} leave gaps in their series",
                "Write less than 5m, for example 30s"
            );
        foreach (var label in group.Labels.Keys)
            CheckRuleLabel(definition, "alertSettings.group.labels", label);
    }

    private static void CheckRuleLabel(SloDefinition definition, string field, string label)
    {
        if (!LabelNames.IsValid(label) || label.StartsWith("__", StringComparison.Ordinal))
            throw Refusal(
                definition,
                field,
                $"'{PrintableText.Escape(label)}' is not a label name of Prometheus",
                "Use letters, digits and '_', with no digit first and no '__'",
                "LabelNameInvalid"
            );
        if (InfoLabels.IsOurs(label))
            throw Refusal(definition, field, $"The rules use the label {label} themselves", "Use another name", "LabelReserved");
    }

    private static ManifestNotWritableException Refusal(
        SloDefinition definition,
        string field,
        string message,
        string fix,
        string code = ""
    ) => new(definition.Id, new FieldProblem(field, message, fix) { Code = code });
}
