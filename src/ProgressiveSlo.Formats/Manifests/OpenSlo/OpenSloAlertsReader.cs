using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// The alert policies of an SLO as burn-rate alerts. OpenSLO's condition has one window and ours two, so only a condition on which
/// our writer noted the short window becomes an alert; of any other it is said what it was.
/// </summary>
internal static class OpenSloAlertsReader
{
    public static (IReadOnlyList<BurnRateAlert> Alerts, bool WhenNoData) Read(MapReader spec, OpenSloContext context)
    {
        var alerts = new List<BurnRateAlert>();
        var noData = new List<(YamlNode Node, string Field, bool IsWanted)>();
        foreach (var (node, field) in spec.Items("alertPolicies", required: false))
        {
            if (Policy(node, field, context) is not { } policy)
                continue;
            noData.Add((node, field, policy.WhenNoData));
            if (Alert(policy, node, field, context) is not { } alert)
                continue;
            context.Places.Add($"alerting[{alerts.Count.ToString(CultureInfo.InvariantCulture)}]", node, field);
            alerts.Add(alert);
        }

        var isWanted = noData.Any(p => p.IsWanted);
        foreach (var (node, field, _) in noData.Where(p => p.IsWanted != isWanted))
            context.AddLoss(
                field + ".spec.alertWhenNoData",
                "An SLO has one alert on missing data, and another policy asks for it",
                node.Below("spec", "alertWhenNoData")
            );
        if (noData.Count > 0 && !isWanted && context.AlertSettings.Absent == true)
            context.AddLoss(
                noData[0].Field + ".spec.alertWhenNoData",
                $"The annotation {OpenSloSchema.AlertSettingsKey} asks for an alert on missing data, and it is followed",
                noData[0].Node
            );
        return (alerts, isWanted);
    }

    private static AlertPolicySpec? Policy(YamlNode node, string field, OpenSloContext context)
    {
        // The first version of the format had references as plain names.
        if (node is YamlScalar { IsNull: false } name)
            return Unanswered(
                OpenSloReference.Follow(node, field, name.Value, OpenSloSchema.AlertPolicy, context, AlertPolicySpec.Read),
                name.Value,
                node,
                field,
                context
            );
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        if (!map.Has("alertPolicyRef"))
            return map.Word("kind", required: true, OpenSloSchema.AlertPolicy) is null ? null : AlertPolicySpec.Read(map, context);
        var policy = OpenSloReference.Follow(map, "alertPolicyRef", OpenSloSchema.AlertPolicy, context, AlertPolicySpec.Read);
        return Unanswered(policy, map.OptionalText("alertPolicyRef") ?? "", node, field, context);
    }

    private static AlertPolicySpec? Unanswered(AlertPolicySpec? policy, string name, YamlNode node, string field, OpenSloContext context)
    {
        if (policy is null)
        {
            var meant = context.Meant(OpenSloSchema.AlertPolicy, name);
            context.AddLoss(
                field,
                $"The alert policy '{ServiceName.Printable(name)}' is not among what was read; its alerts are not here"
                    + (meant.Length > 0 ? ". " + meant.TrimEnd('?') : ""),
                node,
                meant.Length > 0 ? OpenSloContext.ReferenceUnknown : ""
            );
        }

        return policy;
    }

    private static BurnRateAlert? Alert(AlertPolicySpec policy, YamlNode node, string field, OpenSloContext context)
    {
        if (policy.Condition is not { } condition)
        {
            context.AddLoss(
                field,
                $"The condition of the alert policy '{policy.Metadata.Name}' is not among what was read; its alert is not here",
                node
            );
            return null;
        }

        if (
            !policy.WhenBreaching
            || condition.Operator is "lt" or "lte"
            || condition.ShortWindow is not { } shortWindow
            || shortWindow > condition.Lookback.Value
        )
        {
            context.AddLoss(
                field,
                $"An alert here fires above a burn rate, over a long and a short window; the policy "
                    + $"'{policy.Metadata.Name}' is not such an alert ({condition})",
                node
            );
            return null;
        }

        AddLosses(policy, condition, node, field, context);
        return new BurnRateAlert(condition.Severity, condition.Lookback.Value, shortWindow, condition.Threshold);
    }

    private static void AddLosses(AlertPolicySpec policy, AlertConditionSpec condition, YamlNode node, string field, OpenSloContext context)
    {
        if (policy.WhenResolved)
            Told("spec.alertWhenResolved", "Whether to tell that an alert is over is for the receiver to say");
        if (!policy.IsPlainTarget)
            Told("spec.notificationTargets", "A definition names no receivers, only severities");
        if (condition.Operator == "gte")
            Told("spec.conditions[0].spec.condition.op", "An alert here fires above its burn rate, not at it");
        var known = context.AlertSettings.Find(condition.Severity)?.For ?? context.AlertSettings.For;
        if (condition.AlertAfter is { } after && after.Value > default(System.TimeSpan) && after.Value != known)
            Told("spec.conditions[0].spec.condition.alertAfter", "An alert here fires at once; its short window keeps it from firing late");

        // A policy that is only referred to stands where the reference does.
        void Told(string path, string message) =>
            context.AddLoss(field + "." + path, message, node.Below(path.Replace("[0]", "").Split('.')));
    }
}
