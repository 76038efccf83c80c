using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>The rules that Sloth generates from the same definition: error ratios, metadata and alerts, a group each.</summary>
internal sealed class SlothRules : IRuleFlavor
{
    public RuleFlavor Flavor => RuleFlavor.Sloth;

    public bool SaysNamespace => false;

    public IReadOnlyDictionary<string, string> ObjectLabels { get; } =
        new Dictionary<string, string> { ["app.kubernetes.io/component"] = "SLO", ["app.kubernetes.io/managed-by"] = "sloth" };

    public IEnumerable<PrometheusRuleGroup> Groups(SloDefinition definition, ManifestOptions options, ICollection<ConversionLoss> losses)
    {
        var slo = SlothSlo.Create(definition, options, losses);
        yield return new PrometheusRuleGroup("sloth-slo-sli-recordings-" + slo.Id, SlothSliRules.Create(slo));
        yield return new PrometheusRuleGroup("sloth-slo-meta-recordings-" + slo.Id, SlothMetadataRules.Create(slo, options));
        if (SlothAlertRules.Create(slo, losses) is { Count: > 0 } alerts)
            yield return new PrometheusRuleGroup("sloth-slo-alerts-" + slo.Id, alerts);
    }
}

/// <summary>The error ratio over each window, and over the period as the mean of the shortest: what Sloth calls optimized.</summary>
internal static class SlothSliRules
{
    public static IReadOnlyList<PrometheusRule> Create(SlothSlo slo)
    {
        var rules = new List<PrometheusRule>(slo.Windows.Count + 1);
        foreach (var window in slo.Windows)
            rules.Add(Rule(slo, window, Expression(slo.Indicator, PrometheusDuration.Format(window))));
        rules.Add(Rule(slo, slo.Definition.Window, Mean(slo)));
        return rules;
    }

    private static PrometheusRule Rule(SlothSlo slo, TimeSpan window, string expression)
    {
        var text = PrometheusDuration.Format(window);
        var labels = slo.Labels.ContainsKey(SlothNames.Window) ? slo.Labels : SlothSlo.With(slo.Labels, (SlothNames.Window, text));
        return new PrometheusRule(RecordedSeries.ErrorRatio + text, false, expression, labels);
    }

    private static string Expression(SlothIndicator indicator, string window) =>
        indicator.ErrorRatio is { } ratio
            ? $"({WindowTemplate.Fill(ratio, window)})"
            : $"({WindowTemplate.Fill(indicator.Bad!, window)})\n/\n({WindowTemplate.Fill(indicator.Total!, window)})\n";

    private static string Mean(SlothSlo slo)
    {
        var series = $"{SlothNames.ErrorRatioOf(slo.ShortWindow)}{slo.Filter}[{PrometheusDuration.Format(slo.Definition.Window)}]";
        return $"sum_over_time({series})\n/ ignoring ({SlothNames.Window})\ncount_over_time({series})\n";
    }
}

/// <summary>What an SLO is and how it does: objective, budget, burn rates.</summary>
internal static class SlothMetadataRules
{
    public static IReadOnlyList<PrometheusRule> Create(SlothSlo slo, ManifestOptions options)
    {
        var ratio = GoNumber.General(slo.Objective / 100);
        var (mode, spec) = Origin(slo);
        var info = SlothSlo.With(
            slo.Labels,
            (SlothNames.Version, options.SlothVersion),
            (SlothNames.Mode, mode),
            (SlothNames.Spec, spec),
            (SlothNames.ObjectivePercent, GoNumber.Fixed(slo.Objective))
        );
        return
        [
            Rule(RecordedSeries.Objective, $"vector({ratio})"),
            Rule(RecordedSeries.ErrorBudget, $"vector(1-{ratio})"),
            Rule(RecordedSeries.PeriodDays, $"vector({GoNumber.General(slo.Definition.Window.TotalDays)})"),
            Rule(RecordedSeries.CurrentBurnRate, BurnRate(slo, slo.ShortWindow)),
            Rule(RecordedSeries.PeriodBurnRate, BurnRate(slo, slo.Definition.Window)),
            Rule(RecordedSeries.BudgetRemaining, $"1 - {RecordedSeries.PeriodBurnRate}{slo.Filter}"),
            new PrometheusRule(SlothNames.Info, false, "vector(1)", info),
        ];

        PrometheusRule Rule(string name, string expression) => new(name, false, expression, slo.Labels);
    }

    private static string BurnRate(SlothSlo slo, TimeSpan window) =>
        $"{SlothNames.ErrorRatioOf(window)}{slo.Filter}\n/ on({SlothNames.Id}, {SlothNames.Slo}, "
        + $"{SlothNames.Service}) group_left\n{RecordedSeries.ErrorBudget}{slo.Filter}\n";

    // A definition that came from elsewhere is one that SlothWriter could have written.
    private static (string Mode, string Spec) Origin(SlothSlo slo) =>
        slo.Definition.Source?.ApiVersion switch
        {
            SlothKeys.ObjectVersion => ("cli-gen-k8s", SlothKeys.ObjectVersion),
            { } version when SlothIndicator.IsOpenSlo(slo.Definition) => ("cli-gen-openslo", version),
            _ => ("cli-gen-prom", SlothKeys.FileVersion),
        };
}

/// <summary>One alert for pages and one for tickets, each with its pairs of windows joined by <c>or</c>.</summary>
internal static class SlothAlertRules
{
    private static readonly string[] _severities = [SlothAlerting.Page, SlothAlerting.Ticket];

    public static IReadOnlyList<PrometheusRule> Create(SlothSlo slo, ICollection<ConversionLoss> losses)
    {
        SlothLosses.AddSettings(slo.Definition, slo.Alerting, losses);
        var rules = new List<PrometheusRule>(2);
        foreach (var severity in _severities)
        {
            var alerts = slo.Alerting.Where(a => SlothAlerting.SeverityOf(a.Severity) == severity).ToArray();
            if (alerts.Length > 0)
                rules.Add(Rule(slo, severity, alerts, losses));
        }

        return rules;
    }

    private static PrometheusRule Rule(
        SlothSlo slo,
        string severity,
        IReadOnlyList<BurnRateAlert> alerts,
        ICollection<ConversionLoss> losses
    )
    {
        var settings = AlertTemplateLabels.Rename(slo.Definition.AlertSettings, SeriesLabels.SlothByOurs);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { [SlothNames.Severity] = severity };
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SlothNames.Summary] = SlothNames.SummaryText,
            [SlothNames.Title] = SlothNames.TitleOf(severity),
        };
        SlothLabels.Add(labels, settings.Labels, "alertSettings.labels", losses);
        SlothLabels.Add(annotations, settings.Annotations, "alertSettings.annotations", losses);
        foreach (var own in alerts.Select(a => a.Severity).Distinct().Select(settings.Find).OfType<SeverityAlerts>())
        {
            SlothLabels.Add(labels, own.Labels, "alertSettings.severities", losses);
            SlothLabels.Add(annotations, own.Annotations, "alertSettings.severities", losses);
        }

        foreach (var other in alerts.Where(a => a.Severity != severity).Select(a => a.Severity).Distinct())
            losses.Add(new ConversionLoss("alerting.severity", $"Sloth knows page and ticket; '{other}' becomes {severity}"));
        return new PrometheusRule(SlothAlerting.NameOf(slo.Definition), true, Expression(slo, alerts), labels)
        {
            Annotations = annotations,
        };
    }

    private static string Expression(SlothSlo slo, IReadOnlyList<BurnRateAlert> alerts)
    {
        var budget = GoNumber.General((100 - slo.Objective) / 100);
        return string.Join(
            "or\n",
            alerts.Select(alert =>
            {
                var factor = GoNumber.General(Factor(alert, slo.Definition.Window));
                return $"(\n    {Condition(alert.ShortWindow)}\n    and\n    {Condition(alert.LongWindow)}\n)\n";

                string Condition(TimeSpan window) =>
                    $"max({SlothNames.ErrorRatioOf(window)}{slo.Filter} > ({factor} * {budget})) without ({SlothNames.Window})";
            })
        );
    }

    /// <summary>
    /// The factor as Sloth computes it, in doubles from a share of the budget, where the alert's factor stands for such a share; or
    /// else the factor itself.
    /// </summary>
    private static double Factor(BurnRateAlert alert, TimeSpan period)
    {
        var percent = Math.Round(alert.BurnRate * 100m * alert.LongWindow.Ticks / period.Ticks, 6);
        var factor = GoNumber.Parse(percent) * period.TotalHours / 100 / alert.LongWindow.TotalHours;
        return Math.Abs(factor - GoNumber.Parse(alert.BurnRate)) < 1e-9 ? factor : GoNumber.Parse(alert.BurnRate);
    }
}
