using System.Collections.Generic;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>A list of burn-rate alerts, as slo.dev/v1 and plan files have it.</summary>
internal static class BurnRatesYaml
{
    /// <summary>Writes the list; nothing when it is empty.</summary>
    /// <param name="yaml">Stands inside a mapping.</param>
    /// <param name="key">The key of the list.</param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="shortFirst">Whether the short window stands before the long one.</param>
    public static void Write(YamlWriter yaml, string key, IReadOnlyList<BurnRateAlert> alerts, bool shortFirst = false)
    {
        if (alerts.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginList();
        foreach (var alert in alerts)
        {
            yaml.BeginMap();
            yaml.Pair("severity", alert.Severity);
            if (shortFirst)
                yaml.Pair("shortWindow", alert.ShortWindow);
            yaml.Pair("longWindow", alert.LongWindow);
            if (!shortFirst)
                yaml.Pair("shortWindow", alert.ShortWindow);
            yaml.Pair("burnRate", alert.BurnRate);
            yaml.EndMap();
        }

        yaml.EndList();
    }
}
