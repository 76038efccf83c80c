using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>How alerts are named and labelled, without what Sloth adds of its own. What all of them have is said once.</summary>
internal static class SlothSettingsReader
{
    public static AlertSettings Read(IReadOnlyList<SlothAlertRule> alerts, List<SloLoss> losses)
    {
        if (alerts.Count == 0)
            return AlertSettings.None;
        var first = alerts.GroupBy(a => a.Severity).Select(g => g.First()).ToArray();
        foreach (var alert in alerts)
        {
            if (alert.Rule.Name != alerts[0].Rule.Name)
                losses.Add(new SloLoss(alert.Rule.Name, $"The alerts of a definition have one name, and the others are named {alerts[0].Rule.Name}").At(alert.Rule));
            if (!first.Contains(alert))
                losses.Add(new SloLoss(alert.Rule.Name, $"Labels and annotations of a second {alert.Severity} alert were passed over").At(alert.Rule));
        }

        var own = first.Select(a => (a.Severity, Labels: Labels(a), Annotations: Annotations(a))).ToArray();
        var labels = Common(own.Select(o => o.Labels));
        var annotations = Common(own.Select(o => o.Annotations));
        var severities = own.Select(o => new SeverityAlerts(o.Severity, Without(o.Labels, labels), Without(o.Annotations, annotations)));
        return new AlertSettings
        {
            Name = alerts[0].Rule.Name,
            Labels = labels,
            Annotations = annotations,
            Severities = severities.Where(s => s.Labels.Count > 0 || s.Annotations.Count > 0).ToArray(),
        };
    }

    private static Dictionary<string, string> Labels(SlothAlertRule alert) =>
        alert.Rule.Labels.Where(l => l.Key != SlothNames.Severity).ToDictionary(l => l.Key, l => l.Value);

    private static Dictionary<string, string> Annotations(SlothAlertRule alert) => alert.Rule.Annotations
        .Where(a => !(a.Key == SlothNames.Title && a.Value == SlothNames.TitleOf(alert.Severity)) && !(a.Key == SlothNames.Summary && a.Value == SlothNames.SummaryText))
        .ToDictionary(a => a.Key, a => a.Value);

    private static Dictionary<string, string> Common(IEnumerable<Dictionary<string, string>> texts)
    {
        var all = texts.ToArray();
        return all[0].Where(t => all.All(other => other.TryGetValue(t.Key, out var value) && value == t.Value)).ToDictionary(t => t.Key, t => t.Value);
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> texts, Dictionary<string, string> common) =>
        texts.Where(t => !common.ContainsKey(t.Key)).ToDictionary(t => t.Key, t => t.Value);
}
