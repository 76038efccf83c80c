using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Alert settings that neither a spec of Sloth nor its rules have a place for.</summary>
internal static class SlothLosses
{
    public static void OfSettings(SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, ICollection<SloLoss> losses)
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

        void Add(string field, string message) => losses.Add(new SloLoss("alertSettings." + field, $"{message}"));
    }
}
