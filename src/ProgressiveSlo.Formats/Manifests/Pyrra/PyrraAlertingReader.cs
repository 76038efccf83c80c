using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Reads <c>spec.alerting</c> of a Pyrra object: which of Pyrra's own alerts there are, and how they are named.</summary>
internal static class PyrraAlertingReader
{
    public static (IReadOnlyList<BurnRateAlert> Alerts, AlertSettings Settings) Read(
        MapReader spec, TimeSpan window, IReadOnlyDictionary<string, string> annotations, ICollection<SloLoss> losses)
    {
        var map = spec.Map("alerting", required: false);
        var severities = map?.Map("severities", required: false);
        var alerts = map is null || Wanted(map) ? Alerts(spec, window, severities, losses) : [];
        var settings = new AlertSettings { Annotations = annotations };
        if (map is null)
            return (alerts, annotations.Count == 0 ? AlertSettings.None : settings);

        settings = new AlertSettings
        {
            Name = Name(map, "name"),
            Absent = map.Has("absent") ? map.Boolean("absent") : null,
            AbsentName = Name(map, "absentName"),
            Annotations = annotations,
        };
        PyrraReader.LoseOthers(map, losses);
        if (severities is not null)
            Absent(severities, alerts.Length > 0, losses);
        return (alerts, settings);
    }

    // disabled is the older word for burnrates: false; either of them is enough for Pyrra.
    private static bool Wanted(MapReader map)
    {
        var disabled = map.Boolean("disabled");
        var wanted = !map.Has("burnrates") || map.Boolean("burnrates");
        return wanted && !disabled;
    }

    private static BurnRateAlert[] Alerts(MapReader spec, TimeSpan window, MapReader? severities, ICollection<SloLoss> losses)
    {
        if (window <= TimeSpan.Zero)
            return [];
        if (PyrraWindows.AreTooShort(window))
            losses.Add(spec.Loss("window", "Pyrra rounds alert windows of so short a period to nothing, and Prometheus refuses its rules; they have one minute here"));
        return PyrraWindows.For(window).Select(w => new BurnRateAlert((severities is null ? null : Name(severities, w.Key)) ?? w.Severity, w.Long, w.Short, w.Factor)).ToArray();
    }

    private static void Absent(MapReader severities, bool areWanted, ICollection<SloLoss> losses)
    {
        if (Name(severities, "absent") is { } severity && severity != PyrraNames.AbsentSeverity)
            losses.Add(severities.Loss("absent", "A definition has no severity for the alert on missing data"));
        foreach (var window in PyrraWindows.For(TimeSpan.FromDays(28)))
        {
            if (Name(severities, window.Key) is not null && !areWanted)
                losses.Add(severities.Loss(window.Key, "The burn-rate alerts are switched off, and a definition keeps no severity of theirs"));
        }

        PyrraReader.LoseOthers(severities, losses);
    }

    private static string? Name(MapReader map, string key) => map.OptionalText(key) is { Length: > 0 } name ? name : null;
}
