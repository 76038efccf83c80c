using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>The two severities of Sloth, and the alerts that it makes where nobody gave it other windows.</summary>
internal static class SlothAlerting
{
    public const string Page = "page";

    public const string Ticket = "ticket";

    /// <summary>The name of alerts that have none: Sloth asks for one.</summary>
    public const string DefaultName = "ErrorBudgetBurn";

    // Every SLO of a spec has one of four sets of alerts; thousands of SLOs share them.
    private static readonly Lazy<IReadOnlyList<BurnRateAlert>[]> LazyDefaults = new(() =>
    {
        var period = TimeSpan.FromDays(SlothKeys.PeriodDays);
        var all = AlertWindowSets.ForPeriod(period).AlertsFor(period);
        return
        [
            [],
            all.Where(a => a.Severity == Page).ToArray(),
            all.Where(a => a.Severity == Ticket).ToArray(),
            all,
        ];
    });

    /// <summary>The alerts of a spec.</summary>
    public static IReadOnlyList<BurnRateAlert> Defaults(bool page, bool ticket) => LazyDefaults.Value[(page ? 1 : 0) + (ticket ? 2 : 0)];

    /// <summary>Sloth's severity for any severity.</summary>
    public static string SeverityOf(string severity) => severity is Page or "critical" ? Page : Ticket;
}

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
        return (SlothAlerting.Defaults(page, ticket), settings.Equals(AlertSettings.None) ? AlertSettings.None : settings);
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

/// <summary>Alert settings that neither a spec of Sloth nor its rules have a place for.</summary>
internal static class SlothLosses
{
    public static void AddSettings(SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, ICollection<ConversionLoss> losses)
    {
        var settings = definition.AlertSettings;
        if (settings.Absent is not null)
            Add("absent", "Sloth makes no alert for a lack of data");
        if (settings.AbsentName is not null)
            Add("absentName", "Sloth makes no alert for a lack of data");
        if (settings.MinimumBadEvents is not null)
            Add("minimumBadEvents", "Alerts of Sloth know ratios alone, and no number of events");
        foreach (var own in settings.Severities.Where(s => alerting.All(a => a.Severity != s.Severity)))
            Add("severities", $"There is no alert of severity '{own.Severity}'");
        if (settings.Name is null && alerting.Count > 0)
            Add("name", $"Sloth asks for a name, and the alerts are named {SlothAlerting.DefaultName}");

        void Add(string field, string message) => losses.Add(new ConversionLoss("alertSettings." + field, $"{message}"));
    }
}
