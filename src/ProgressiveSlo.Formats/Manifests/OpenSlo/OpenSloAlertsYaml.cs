using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Writes burn-rate alerts as inline alert policies, one for each pair of windows. A condition has one window: it is the long one,
/// which decides how much of the budget is at stake. An alert on the short one alone would fire at every blip.
/// </summary>
internal static class OpenSloAlertsYaml
{
    public static void Write(YamlWriter yaml, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting, List<ConversionLoss> losses)
    {
        if (alerting.Count == 0)
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < alerting.Count; i++)
        {
            var alert = alerting[i];
            if (Lookback(alert) is not { } lookback)
            {
                losses.Add(
                    new ConversionLoss(
                        $"alerting[{i.ToString(CultureInfo.InvariantCulture)}]",
                        "OpenSLO has no alert without a severity, with a long window that is not whole "
                            + "minutes, or with a short window that is not shorter; it is left out"
                    )
                );
                continue;
            }

            if (names.Count == 0)
            {
                yaml.Key("alertPolicies");
                yaml.BeginList();
            }

            Policy(yaml, Name(definition, alert, lookback, names), alert, lookback, definition.AlertSettings);
        }

        if (names.Count == 0)
            return;
        yaml.EndList();
        losses.Add(
            new ConversionLoss(
                "alerting.shortWindow",
                "A condition of OpenSLO has one window, so other tools alert on the long ones alone; the short ones stand in annotations"
            )
        );
    }

    private static string? Lookback(BurnRateAlert alert) =>
        alert.Severity.Length > 0 && alert.ShortWindow > TimeSpan.Zero && alert.ShortWindow <= alert.LongWindow
            ? OpenSloDuration.Format(alert.LongWindow)
            : null;

    // Without the phase, so that a promotion changes only what it must.
    private static string Name(SloDefinition definition, BurnRateAlert alert, string lookback, HashSet<string> names)
    {
        var text = $"{definition.Id}-{alert.Severity}-{lookback}";
        for (var number = 1; ; number++)
        {
            var name = ServiceName.Slug(number == 1 ? text : $"{text}-{number.ToString(CultureInfo.InvariantCulture)}");
            if (names.Add(name))
                return name;
        }
    }

    private static void Policy(YamlWriter yaml, string name, BurnRateAlert alert, string lookback, AlertSettings settings)
    {
        Begin(yaml, OpenSloSchema.AlertPolicy, name);
        if (settings.Absent == true)
            yaml.Pair("alertWhenNoData", true);
        yaml.Pair("alertWhenBreaching", true);
        yaml.Key("conditions");
        yaml.BeginList();
        Begin(yaml, OpenSloSchema.AlertCondition, name, alert.ShortWindow);
        yaml.Pair("severity", alert.Severity);
        yaml.Key("condition");
        yaml.BeginMap();
        yaml.Pair("kind", "burnrate");
        yaml.Pair("op", "gt");
        yaml.Pair("threshold", alert.BurnRate);
        yaml.PlainPair("lookbackWindow", lookback);
        if ((settings.Find(alert.Severity)?.For ?? settings.For) is { } wait && OpenSloDuration.Format(wait) is { } after)
            yaml.PlainPair("alertAfter", after);
        yaml.EndMap();
        End(yaml);
        yaml.EndList();
        yaml.Key("notificationTargets");
        yaml.BeginList();
        Begin(yaml, OpenSloSchema.AlertNotificationTarget, ServiceName.Slug(alert.Severity));
        yaml.Pair("target", alert.Severity);
        End(yaml);
        yaml.EndList();
        End(yaml);
    }

    private static void Begin(YamlWriter yaml, string kind, string name, TimeSpan? shortWindow = null)
    {
        yaml.BeginMap();
        yaml.Pair("kind", kind);
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", name);
        if (shortWindow is { } window)
        {
            yaml.Key("annotations");
            yaml.BeginMap();
            yaml.Pair(OpenSloSchema.ShortWindowKey, window);
            yaml.EndMap();
        }

        yaml.EndMap();
        yaml.Key("spec");
        yaml.BeginMap();
    }

    private static void End(YamlWriter yaml)
    {
        yaml.EndMap();
        yaml.EndMap();
    }
}
