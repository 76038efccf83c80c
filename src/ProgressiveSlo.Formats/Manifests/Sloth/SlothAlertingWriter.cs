using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Writes how the alerts of one SLO are named and labelled, and which of the two are on.</summary>
internal static class SlothAlertingWriter
{
    public static void Write(YamlWriter yaml, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, ICollection<SloLoss> losses)
    {
        SlothLosses.OfSettings(definition, alerting, losses);
        AlertLosses(definition, alerting, losses);
        var settings = definition.AlertSettings;
        yaml.Key("alerting");
        yaml.BeginMap();
        yaml.OptionalPair("name", settings.Name ?? (alerting.Count > 0 ? SlothAlerting.DefaultName : null));
        TextsYaml.Write(yaml, "labels", SlothWriter.Kept(settings.Labels, "alertSettings.labels", definition, losses));
        TextsYaml.Write(yaml, "annotations", SlothWriter.Kept(settings.Annotations, "alertSettings.annotations", definition, losses));
        Severity(yaml, SlothKeys.Snake.PageAlert, SlothAlerting.Page, definition, alerting, losses);
        Severity(yaml, SlothKeys.Snake.TicketAlert, SlothAlerting.Ticket, definition, alerting, losses);
        yaml.EndMap();
    }

    private static void Severity(YamlWriter yaml, string key, string severity, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, ICollection<SloLoss> losses)
    {
        var own = alerting.Select(a => a.Severity).Where(s => SlothAlerting.SeverityOf(s) == severity).Distinct().ToArray();
        if (own.Length == 0)
        {
            yaml.Key(key);
            yaml.BeginMap();
            yaml.Pair("disable", true);
            yaml.EndMap();
            return;
        }

        var labels = new Dictionary<string, string>();
        var annotations = new Dictionary<string, string>();
        foreach (var settings in own.Select(definition.AlertSettings.Find).OfType<SeverityAlerts>())
        {
            foreach (var label in SlothWriter.Kept(settings.Labels, "alertSettings.severities", definition, losses))
                labels[label.Key] = label.Value;
            foreach (var annotation in SlothWriter.Kept(settings.Annotations, "alertSettings.severities", definition, losses))
                annotations[annotation.Key] = annotation.Value;
            if (settings.Severity != severity)
                losses.Add(new SloLoss("alertSettings.severities", $"What is said of '{settings.Severity}' goes to {severity}"));
        }

        if (labels.Count == 0 && annotations.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        TextsYaml.Write(yaml, "labels", labels);
        TextsYaml.Write(yaml, "annotations", annotations);
        yaml.EndMap();
    }

    private static bool SameWindows(IReadOnlyList<BurnRateAlert> left, IReadOnlyList<BurnRateAlert> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i].LongWindow != right[i].LongWindow || left[i].ShortWindow != right[i].ShortWindow || left[i].BurnRate != right[i].BurnRate)
                return false;
        }

        return true;
    }

    // Severities and windows are not written: the two that are on are all that the spec says.
    private static void AlertLosses(SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, ICollection<SloLoss> losses)
    {
        var severities = alerting.Select(a => a.Severity).Distinct().ToArray();
        foreach (var other in severities.Where(s => s is not (SlothAlerting.Page or SlothAlerting.Ticket)))
            losses.Add(new SloLoss("alerting", $"Sloth knows page and ticket; '{other}' becomes {SlothAlerting.SeverityOf(other)}"));
        var carried = SlothAlerting.Defaults(
            severities.Any(s => SlothAlerting.SeverityOf(s) == SlothAlerting.Page),
            severities.Any(s => SlothAlerting.SeverityOf(s) == SlothAlerting.Ticket));
        if (!SameWindows(carried, alerting))
            losses.Add(new SloLoss("alerting", "Sloth takes the windows of alerts from a file (--slo-period-windows-path), and those of google-30d unless told"));
    }
}
