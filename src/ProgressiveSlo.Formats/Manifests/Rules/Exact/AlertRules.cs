using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The alerts: one rule for each severity, which fires while any of its window pairs does. One incident is then one page, and
/// it does not resolve and fire again when a fast pair ends and a slow one goes on.
/// </summary>
internal static class AlertRules
{
    private const string AbsentFor = "15m";

    public static IReadOnlyList<PrometheusRule> Create(ExactSlo slo, ICollection<ConversionLoss> losses)
    {
        var rules = new List<PrometheusRule>();
        var texts = new AlertTexts(slo, losses);
        foreach (var severity in slo.Alerts.GroupBy(a => a.Severity))
            rules.Add(Burn(slo, severity.Key, severity.ToArray(), texts));
        if (slo.Alerts.Any(a => a.BurnRate * slo.Budget / slo.Budget != a.BurnRate))
            losses.Add(
                new ConversionLoss("alerting", "A burn rate times the error budget has more digits than a number holds, and is rounded")
            );
        if (slo.Definition.AlertSettings.Absent ?? (slo.Alerts.Count > 0))
            rules.Add(Absent(slo, texts));
        if (
            slo.Definition.AlertSettings.MinimumBadEvents is not null
            && !slo.Sli.HasEvents
            && slo.Alerts.Any(a => AlertSeverity.IsPage(a.Severity))
        )
            losses.Add(
                new ConversionLoss(
                    "alertSettings.minimumBadEvents",
                    "The indicator is a ratio without events to count, so a page needs no number of bad events"
                )
            );
        return rules;
    }

    /// <summary>The places that the alerts have in their list, in the order of the rules; null when the two orders are one.</summary>
    public static string? Order(IReadOnlyList<BurnRateAlert> alerts)
    {
        var places = Enumerable.Range(0, alerts.Count).GroupBy(i => alerts[i].Severity).SelectMany(g => g).ToArray();
        return places.SequenceEqual(places.OrderBy(p => p))
            ? null
            : string.Join(",", places.Select(p => p.ToString(CultureInfo.InvariantCulture)));
    }

    private static PrometheusRule Burn(ExactSlo slo, string severity, IReadOnlyList<BurnRateAlert> alerts, AlertTexts texts)
    {
        var settings = slo.Definition.AlertSettings;
        var pairs = alerts.Select(a => Pair(slo, a)).ToArray();
        var expression = pairs.Length == 1 ? pairs[0] : string.Join("\nor\n", pairs.Select(p => "(" + p + ")"));
        return new PrometheusRule(
            string.IsNullOrEmpty(settings.Name) ? ExactNames.BurnAlert : settings.Name!,
            IsAlert: true,
            expression,
            texts.Labels(severity, slo.Definition.Phase)
        )
        {
            For = Text(settings.Find(severity)?.For ?? settings.For),
            KeepFiringFor = Text(settings.Find(severity)?.KeepFiringFor ?? settings.KeepFiringFor),
            Annotations = texts.Annotations(severity, $"{texts.Name} burns its error budget too fast", BurnText(slo, alerts, texts)),
        };
    }

    private static string? Text(TimeSpan? time) => time is { } value ? PrometheusDuration.Format(value) : null;

    private static string Pair(ExactSlo slo, BurnRateAlert alert)
    {
        // Computed in decimal: in doubles 14.4 * (1 - 0.999) is not 0.0144, and the comparison is strict.
        var threshold = NumberText.Plain(alert.BurnRate * slo.Budget);
        var pair = $"{slo.ErrorRatio(alert.LongWindow)} > {threshold} and {slo.ErrorRatio(alert.ShortWindow)} > {threshold}";
        if (slo.Definition.AlertSettings.MinimumBadEvents is not { } fewest || !slo.Sli.HasEvents || !AlertSeverity.IsPage(alert.Severity))
            return pair;

        // Events are whole, and rate() gives their number only nearly.
        var seconds = NumberText.Plain((decimal)alert.LongWindow.Ticks / TimeSpan.TicksPerSecond);
        var own = string.Join(", ", slo.RecordedLabels);
        var count = fewest.ToString(CultureInfo.InvariantCulture);
        var bad = slo.Sli.Bad(PrometheusDuration.Format(alert.LongWindow), slo.Zero);
        return $"{pair}\nand ignoring ({own}) round(({bad}) * {seconds}) >= {count}";
    }

    // The target is not in it: when a phase changes nothing but the target, the alert is the same alert with another threshold.
    private static string BurnText(ExactSlo slo, IReadOnlyList<BurnRateAlert> alerts, AlertTexts texts)
    {
        var limits = string.Join(
            ", or ",
            alerts.Select(a =>
                $"more than {NumberText.Plain(a.BurnRate)} times the error budget of "
                + $"{PrometheusDuration.Format(slo.Definition.Window)} allows, over {PrometheusDuration.Format(a.LongWindow)} "
                + $"and over {PrometheusDuration.Format(a.ShortWindow)}"
            )
        );
        return $"{{{{ $value | humanizePercentage }}}} of events are bad{texts.Group}: {limits}.";
    }

    private static PrometheusRule Absent(ExactSlo slo, AlertTexts texts)
    {
        var settings = slo.Definition.AlertSettings;

        // Not the phase's: that data is missing weighs the same in each of them.
        var severity = slo.Alerts.Any(a => a.Severity is AlertSeverity.Page or AlertSeverity.Ticket)
            ? AlertSeverity.Ticket
            : AlertSeverity.Warning;
        var expression = slo.Sli.HasEvents
            ? $"absent({slo.Series(RecordedSeries.TotalEvents)})"
            : $"absent({slo.Sli.Presence(PrometheusDuration.Format(ExactSlo.Base))})";
        return new PrometheusRule(
            string.IsNullOrEmpty(settings.AbsentName) ? ExactNames.AbsentAlert : settings.AbsentName!,
            IsAlert: true,
            expression,
            texts.Labels(severity, phase: null)
        )
        {
            For = AbsentFor,
            Annotations = texts.Annotations(
                severity,
                $"{texts.Name} has no data",
                "The queries of the indicator have had no data for 15 minutes, so no other alert of this SLO can "
                    + "fire. A service without traffic still has data: its counters stand still.",
                isFixed: true
            ),
        };
    }
}
