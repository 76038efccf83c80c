using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>The two severities of Sloth, and the alerts that it makes where nobody gave it other windows.</summary>
internal static class SlothAlerting
{
    public const string Page = AlertSeverity.Page;

    public const string Ticket = AlertSeverity.Ticket;

    private const string DefaultName = "ErrorBudgetBurn";
    private const string Availability = "availability";

    // Every SLO of a spec has one of four sets of alerts; thousands of SLOs share them.
    private static readonly Lazy<IReadOnlyList<BurnRateAlert>[]> _defaults = new(() =>
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
    public static IReadOnlyList<BurnRateAlert> Defaults(bool page, bool ticket) => _defaults.Value[(page ? 1 : 0) + (ticket ? 2 : 0)];

    /// <summary>
    /// The name of the alerts. Sloth asks for one, and puts nothing else into an alert that says whose it is: two SLOs of a service with
    /// one name would be duplicated rules. So one that is not given says what is measured, for example <c>ErrorBudgetBurnLatencyP95</c>.
    /// </summary>
    public static string NameOf(SloDefinition definition) => definition.AlertSettings.Name ?? DefaultName + Suffix(definition.ShortName);

    private static string Suffix(string slo) =>
        slo == Availability
            ? ""
            : string.Concat(
                slo.Split(['-', '_', '.', ' '], StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1))
            );

    /// <summary>Sloth's severity for any severity; the first of numbered ones, such as <c>p1</c>, is a page.</summary>
    public static string SeverityOf(string severity) =>
        AlertSeverity.IsPage(severity) || severity is "p1" or "P1" or "sev1" or "SEV1" ? Page : Ticket;
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
        AlertTimeLosses.Add(settings, "Sloth", losses);
        foreach (var own in settings.Severities.Where(s => alerting.All(a => a.Severity != s.Severity)))
            Add("severities", $"There is no alert of severity '{own.Severity}'");
        if (settings.Name is null && alerting.Count > 0)
            Add("name", $"Sloth asks for a name, and the alerts are named {SlothAlerting.NameOf(definition)}");

        void Add(string field, string message) => losses.Add(new ConversionLoss("alertSettings." + field, $"{message}"));
    }
}
