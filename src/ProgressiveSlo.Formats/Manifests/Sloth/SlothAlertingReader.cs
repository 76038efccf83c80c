using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads how the alerts of one SLO are named and labelled, and which of the two are on.</summary>
internal static class SlothAlertingReader
{
    public static (IReadOnlyList<BurnRateAlert> Alerts, AlertSettings Settings) Read(
        MapReader slo,
        SlothKeys keys,
        ProblemList problems,
        List<ConversionLoss> losses
    )
    {
        if (slo.Map("alerting", required: false) is not { } map)
        {
            NameMissing(slo, "alerting.name", keys);
            return (SlothAlerting.Defaults(page: true, ticket: true), AlertSettings.None);
        }

        var name = map.OptionalText("name");
        var labels = SlothTexts.Read(map, "labels", problems);
        var annotations = SlothTexts.Read(map, "annotations", problems);
        var severities = new List<SeverityAlerts>();
        var page = Severity(map, keys.PageAlert, SlothAlerting.Page, severities, problems, losses);
        var ticket = Severity(map, keys.TicketAlert, SlothAlerting.Ticket, severities, problems, losses);
        SlothSpec.Ignore(map, losses);
        if (string.IsNullOrEmpty(name) && (page || ticket))
            NameMissing(map, "name", keys);
        var settings = new AlertSettings
        {
            Name = string.IsNullOrEmpty(name) ? null : name,
            Labels = labels,
            Annotations = annotations,
            Severities = severities,
        };
        return (
            SlothAlerting.Defaults(page, ticket),
            settings.Equals(AlertSettings.None) ? AlertSettings.None : AlertTemplateLabels.Rename(settings, SeriesLabels.OursBySloth)
        );
    }

    private static void NameMissing(MapReader map, string key, SlothKeys keys) =>
        map.Problem(
            map.NodeOf(key),
            key,
            "The alerts have no name",
            $"Add one, for example CheckoutHighErrorRate, or disable {keys.PageAlert} and {keys.TicketAlert}",
            "AlertNameMissing"
        );

    /// <summary>Reads the settings of one severity; tells whether its alert is on.</summary>
    private static bool Severity(
        MapReader alerting,
        string key,
        string severity,
        List<SeverityAlerts> severities,
        ProblemList problems,
        List<ConversionLoss> losses
    )
    {
        if (alerting.Map(key, required: false) is not { } map)
            return true;
        var isOn = !map.Boolean("disable");
        var own = new SeverityAlerts(severity, SlothTexts.Read(map, "labels", problems), SlothTexts.Read(map, "annotations", problems));
        SlothSpec.Ignore(map, losses);
        if (own.Labels.Count == 0 && own.Annotations.Count == 0)
            return isOn;
        if (isOn)
            severities.Add(own);
        else
            losses.Add(alerting.Loss(key, "The alert is disabled, so that its labels and annotations say nothing"));
        return isOn;
    }
}
