using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>One alert for pages and one for tickets, each with its pairs of windows joined by <c>or</c>.</summary>
internal static class SlothAlertRules
{
    private static readonly string[] _severities = [SlothAlerting.Page, SlothAlerting.Ticket];

    public static IReadOnlyList<PrometheusRule> Of(SlothSlo slo, ICollection<SloLoss> losses)
    {
        SlothLosses.OfSettings(slo.Definition, slo.Alerting, losses);
        var rules = new List<PrometheusRule>(2);
        foreach (var severity in _severities)
        {
            var alerts = slo.Alerting.Where(a => SlothAlerting.SeverityOf(a.Severity) == severity).ToArray();
            if (alerts.Length > 0)
                rules.Add(Rule(slo, severity, alerts, losses));
        }

        return rules;
    }

    private static PrometheusRule Rule(SlothSlo slo, string severity, IReadOnlyList<BurnRateAlert> alerts, ICollection<SloLoss> losses)
    {
        var settings = slo.Definition.AlertSettings;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { [SlothNames.Severity] = severity };
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SlothNames.Summary] = SlothNames.SummaryText,
            [SlothNames.Title] = SlothNames.TitleOf(severity),
        };
        SlothLabels.Add(labels, settings.Labels, "alertSettings.labels", slo.Definition, losses);
        SlothLabels.Add(annotations, settings.Annotations, "alertSettings.annotations", slo.Definition, losses);
        foreach (var own in alerts.Select(a => a.Severity).Distinct().Select(settings.Find).OfType<SeverityAlerts>())
        {
            SlothLabels.Add(labels, own.Labels, "alertSettings.severities", slo.Definition, losses);
            SlothLabels.Add(annotations, own.Annotations, "alertSettings.severities", slo.Definition, losses);
        }

        foreach (var other in alerts.Where(a => a.Severity != severity).Select(a => a.Severity).Distinct())
            losses.Add(new SloLoss("alerting.severity", $"Sloth knows page and ticket; '{other}' becomes {severity}"));
        var name = settings.Name ?? SlothAlerting.DefaultName;
        return new PrometheusRule(name, true, Expression(slo, alerts), labels) { Annotations = annotations };
    }

    private static string Expression(SlothSlo slo, IReadOnlyList<BurnRateAlert> alerts)
    {
        var budget = GoNumber.General((100 - slo.Objective) / 100);
        return string.Join("or\n", alerts.Select(alert =>
        {
            var factor = GoNumber.General(Factor(alert, slo.Definition.Window));
            return $"(\n    {Condition(alert.ShortWindow)}\n    and\n    {Condition(alert.LongWindow)}\n)\n";

            string Condition(TimeSpan window) =>
                $"max({SlothNames.ErrorRatioOf(window)}{slo.Filter} > ({factor} * {budget})) without ({SlothNames.Window})";
        }));
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
