using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>Reads <c>spec.alerting</c> of a Pyrra object: which of Pyrra's own alerts there are, and how they are named.</summary>
internal static class PyrraAlertingReader
{
    public static (IReadOnlyList<BurnRateAlert> Alerts, AlertSettings Settings) Read(
        MapReader spec,
        TimeSpan window,
        IReadOnlyDictionary<string, string> annotations,
        ICollection<ConversionLoss> losses
    )
    {
        var map = spec.Map("alerting", required: false);
        annotations = Ours(annotations, "metadata.annotations." + PyrraNames.Prefix, losses);
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
        PyrraReader.AddUnknownKeys(map, losses);
        if (severities is not null)
            Absent(severities, alerts.Length > 0, losses);
        return (alerts, settings);
    }

    /// <summary>Texts of alerts with our labels in their templates in place of Pyrra's.</summary>
    /// <param name="annotations">Annotations as Pyrra has them.</param>
    /// <param name="field">What stands before their names in the document.</param>
    /// <param name="losses">Takes the labels that alerts here do not have.</param>
    public static IReadOnlyDictionary<string, string> Ours(
        IReadOnlyDictionary<string, string> annotations,
        string field,
        ICollection<ConversionLoss> losses
    )
    {
        foreach (var annotation in annotations)
        {
            var windows = AlertTemplateLabels.Find(annotation.Value).Where(SeriesLabels.OfPyrraWindows.Contains).ToArray();
            if (windows.Length > 0)
                losses.Add(
                    new ConversionLoss(
                        field + annotation.Key,
                        $"Alerts here do not have the labels {string.Join(", ", windows)} of Pyrra's, so they are empty in the text"
                    )
                );
        }

        return AlertTemplateLabels.Rename(annotations, SeriesLabels.OursByPyrra);
    }

    // disabled is the older word for burnrates: false; either of them is enough for Pyrra.
    private static bool Wanted(MapReader map)
    {
        var disabled = map.Boolean("disabled");
        var wanted = !map.Has("burnrates") || map.Boolean("burnrates");
        return wanted && !disabled;
    }

    private static BurnRateAlert[] Alerts(MapReader spec, TimeSpan window, MapReader? severities, ICollection<ConversionLoss> losses)
    {
        if (window <= TimeSpan.Zero)
            return [];
        if (PyrraWindows.AreTooShort(window))
            losses.Add(
                spec.Loss(
                    "window",
                    "Pyrra rounds alert windows of so short a period to nothing, and "
                        + "Prometheus refuses its rules; they have one minute here, and an alert whose two windows are then one is left out"
                )
            );
        return PyrraWindows
            .For(window)
            .Select(w => new BurnRateAlert((severities is null ? null : Name(severities, w.Key)) ?? w.Severity, w.Long, w.Short, w.Factor))
            .ToArray();
    }

    private static void Absent(MapReader severities, bool areWanted, ICollection<ConversionLoss> losses)
    {
        if (Name(severities, "absent") is { } severity && severity != PyrraNames.AbsentSeverity)
            losses.Add(severities.Loss("absent", "A definition has no severity for the alert on missing data"));
        foreach (var window in PyrraWindows.For(TimeSpan.FromDays(28)))
        {
            if (Name(severities, window.Key) is not null && !areWanted)
                losses.Add(
                    severities.Loss(window.Key, "The burn-rate alerts are switched off, and a definition keeps no severity of theirs")
                );
        }

        PyrraReader.AddUnknownKeys(severities, losses);
    }

    private static string? Name(MapReader map, string key) => map.OptionalText(key) is { Length: > 0 } name ? name : null;
}

/// <summary>One alert of Pyrra for one period.</summary>
/// <param name="Key">Its word in <c>spec.alerting.severities</c>.</param>
/// <param name="Severity">Its severity, unless the spec gives another.</param>
/// <param name="Factor">The burn rate above which it fires.</param>
/// <param name="Long">The longer window.</param>
/// <param name="Short">The shorter window.</param>
/// <param name="For">How long the condition holds before the alert fires.</param>
internal sealed record PyrraWindow(string Key, string Severity, decimal Factor, TimeSpan Long, TimeSpan Short, TimeSpan For);

/// <summary>
/// The four alerts that Pyrra makes for a period. A spec cannot change their windows and factors: they are fixed shares of the period,
/// made for 28 days. Source: Pyrra, slo/rules.go, <c>Windows</c>.
/// </summary>
internal static class PyrraWindows
{
    // A share is the part of an hour, day or period by which Pyrra divides the period.
    private static readonly (string Key, string Severity, decimal Factor, int Long, int Short, int For)[] _shares =
    [
        ("fastBurn", "critical", 14, 28 * 24, 28 * 24 * 12, 28 * 24 * 30),
        ("mediumBurn", "critical", 7, 28 * 4, 28 * 24 * 2, 28 * 24 * 4),
        ("slowBurn", "warning", 2, 28, 28 * 12, 28 * 24),
        ("longTermBurn", "warning", 1, 7, 28 * 4, 28 * 8),
    ];

    /// <summary>
    /// The alerts for a period. Pyrra rounds to whole minutes; where it would round to nothing there is one minute here, and an alert whose
    /// two windows are one is none of two windows.
    /// </summary>
    public static IReadOnlyList<PyrraWindow> For(TimeSpan period) =>
        _shares
            .Select(s => new PyrraWindow(s.Key, s.Severity, s.Factor, Part(period, s.Long), Part(period, s.Short), Part(period, s.For)))
            .Where(w => w.Short < w.Long)
            .ToArray();

    /// <summary>Whether Pyrra itself rounds a window to nothing, so that its rules do not load.</summary>
    public static bool AreTooShort(TimeSpan period) => _shares.Any(s => Minutes(period, s.Short) == 0);

    /// <summary>Whether alerts are Pyrra's own for a period, severities apart.</summary>
    public static bool AreOwn(IReadOnlyList<BurnRateAlert> alerts, TimeSpan period)
    {
        var own = For(period);
        return alerts.Count == own.Count
            && own.Zip(alerts, (w, a) => w.Long == a.LongWindow && w.Short == a.ShortWindow && w.Factor == a.BurnRate).All(same => same);
    }

    private static TimeSpan Part(TimeSpan period, int share) => new(Math.Max(1, Minutes(period, share)) * TimeSpan.TicksPerMinute);

    // Half a minute rounds up, as Go's Duration.Round does.
    private static long Minutes(TimeSpan period, int share) =>
        ((period.Ticks / share) + (TimeSpan.TicksPerMinute / 2)) / TimeSpan.TicksPerMinute;
}
