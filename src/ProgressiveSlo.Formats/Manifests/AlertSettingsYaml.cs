using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>How alerts are named and labelled, in slo.dev/v1.</summary>
internal static class AlertSettingsYaml
{
    /// <summary>Key of <see cref="AlertSettings.For"/>.</summary>
    public const string ForKey = "for";

    /// <summary>Key of <see cref="AlertSettings.KeepFiringFor"/>.</summary>
    public const string KeepFiringForKey = "keepFiringFor";

    /// <summary>Key of <see cref="RuleGroupSettings.Interval"/>.</summary>
    public const string IntervalKey = "interval";

    /// <summary>Key of <see cref="RuleGroupSettings.QueryOffset"/>.</summary>
    public const string QueryOffsetKey = "queryOffset";

    public static AlertSettings Read(MapReader alerting, ProblemList problems)
    {
        var settings = new AlertSettings
        {
            Name = alerting.OptionalText("name"),
            Absent = alerting.Has("absent") ? alerting.Boolean("absent") : null,
            AbsentName = alerting.OptionalText("absentName"),
            MinimumBadEvents = MinimumBadEvents(alerting),
            For = Time(alerting, ForKey),
            KeepFiringFor = Time(alerting, KeepFiringForKey),
            Group = Group(alerting, problems),
            Labels = TextsYaml.Read(alerting, "labels", problems),
            Annotations = TextsYaml.Read(alerting, "annotations", problems),
            Severities = Severities(alerting, problems),
        };
        return settings.Equals(AlertSettings.None) ? AlertSettings.None : settings;
    }

    public static void Write(YamlWriter yaml, AlertSettings settings)
    {
        yaml.OptionalPair("name", settings.Name);
        if (settings.Absent is { } absent)
            yaml.Pair("absent", absent);
        yaml.OptionalPair("absentName", settings.AbsentName);
        if (settings.MinimumBadEvents is { } fewest)
            yaml.Pair("minimumBadEvents", (decimal)fewest);
        Time(yaml, ForKey, settings.For);
        Time(yaml, KeepFiringForKey, settings.KeepFiringFor);
        if (settings.Group is { } group)
        {
            yaml.Key("group");
            yaml.BeginMap();
            Time(yaml, IntervalKey, group.Interval);
            Time(yaml, QueryOffsetKey, group.QueryOffset);
            TextsYaml.Write(yaml, "labels", group.Labels);
            yaml.EndMap();
        }

        TextsYaml.Write(yaml, "labels", settings.Labels);
        TextsYaml.Write(yaml, "annotations", settings.Annotations);
        if (settings.Severities.Count == 0)
            return;
        yaml.Key("severities");
        yaml.BeginList();
        foreach (var severity in settings.Severities)
        {
            yaml.BeginMap();
            yaml.Pair("severity", severity.Severity);
            Time(yaml, ForKey, severity.For);
            Time(yaml, KeepFiringForKey, severity.KeepFiringFor);
            TextsYaml.Write(yaml, "labels", severity.Labels);
            TextsYaml.Write(yaml, "annotations", severity.Annotations);
            yaml.EndMap();
        }

        yaml.EndList();
    }

    private static RuleGroupSettings? Group(MapReader alerting, ProblemList problems)
    {
        if (alerting.Map("group", required: false) is not { } map)
            return null;
        var group = new RuleGroupSettings
        {
            Interval = Time(map, IntervalKey),
            QueryOffset = Time(map, QueryOffsetKey),
            Labels = TextsYaml.Read(map, "labels", problems),
        };
        map.ReportUnknownKeys();
        return group.Equals(new RuleGroupSettings()) ? null : group;
    }

    private static TimeSpan? Time(MapReader map, string key)
    {
        if (!map.Has(key))
            return null;
        var before = map.Duration(key);
        return before > TimeSpan.Zero ? before : null;
    }

    private static void Time(YamlWriter yaml, string key, TimeSpan? time)
    {
        if (time is { } value)
            yaml.Pair(key, value);
    }

    private static int? MinimumBadEvents(MapReader alerting)
    {
        var fewest = alerting.OptionalInteger("minimumBadEvents");
        if (fewest < 1)
            alerting.Problem(
                alerting.NodeOf("minimumBadEvents"),
                "minimumBadEvents",
                "The number of bad events is less than 1",
                "Write 1 or more, or leave it out"
            );
        return fewest;
    }

    private static SeverityAlerts[] Severities(MapReader alerting, ProblemList problems)
    {
        var severities = new List<SeverityAlerts>();
        foreach (var (node, field) in alerting.Items("severities", required: false))
        {
            if (MapReader.Open(node, field, problems) is not { } map)
                continue;
            severities.Add(
                new SeverityAlerts(
                    map.RequiredText("severity"),
                    TextsYaml.Read(map, "labels", problems),
                    TextsYaml.Read(map, "annotations", problems)
                )
                {
                    For = Time(map, ForKey),
                    KeepFiringFor = Time(map, KeepFiringForKey),
                }
            );
            map.ReportUnknownKeys();
        }

        return [.. severities];
    }
}

/// <summary>A list of burn-rate alerts, as slo.dev/v1 and plan files have it.</summary>
internal static class BurnRatesYaml
{
    /// <summary>A factor of a burn-rate alert; a problem when it is not above 0 or is out of all proportion.</summary>
    /// <param name="map">Has the key.</param>
    /// <param name="key">The key.</param>
    public static decimal Factor(MapReader map, string key)
    {
        if (map.DecimalOrNull(key, "14.4") is not { } factor)
            return 0;
        if (BurnRateRange.FindProblem(factor) is { } problem)
            map.Problem(map.NodeOf(key), key, problem.Message, problem.Fix, problem.Code);
        return factor;
    }

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
