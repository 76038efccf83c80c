using System.Linq;
using ProgressiveSlo.Formats.Yaml;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>An alert policy.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Condition">Its condition, or null when that is a reference to nothing here.</param>
/// <param name="WhenNoData">Whether it alerts when there is no data.</param>
/// <param name="WhenBreaching">Whether it alerts when the condition is met.</param>
/// <param name="WhenResolved">Whether it alerts when the condition is met no more.</param>
/// <param name="IsPlainTarget">Whether whom it notifies is named by the severity alone, as our writer does.</param>
internal sealed record AlertPolicySpec(OpenSloMetadata Metadata, AlertConditionSpec? Condition, bool WhenNoData, bool WhenBreaching, bool WhenResolved, bool IsPlainTarget)
{
    /// <summary>Reads <c>metadata</c> and <c>spec</c> of a policy; null, with problems noted, when they are not right.</summary>
    public static AlertPolicySpec? Read(MapReader policy, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(policy, context);
        var spec = policy.Map("spec", required: true);
        policy.RefuseOthers();
        if (spec is null || metadata is null)
            return null;
        spec.LoseDescription(context);
        policy.LoseMetadata(metadata, context);
        var noData = spec.Boolean("alertWhenNoData");
        var breaching = spec.Boolean("alertWhenBreaching");
        var resolved = spec.Boolean("alertWhenResolved");
        var conditions = spec.Items("conditions", required: false);
        if (conditions.Count != 1)
            spec.Problem(spec.NodeOf("conditions"), "conditions", conditions.Count == 0 ? "There is no condition" : "There are several conditions", "Write exactly one condition; for more, write more policies", "ConditionCount");
        var condition = conditions.Select(c => ReadCondition(c.Node, c.Field, context)).ToArray();
        var targets = spec.Items("notificationTargets", required: false);
        if (targets.Count == 0)
            spec.Problem(spec.NodeOf("notificationTargets"), "notificationTargets", "There is no notification target", "Write at least one, for example - targetRef: on-call", "NotificationTargetMissing");
        var names = targets.Select(t => Target(t.Node, t.Field, context)).ToArray();
        spec.RefuseOthers();
        var first = condition.FirstOrDefault();
        return new AlertPolicySpec(metadata, first, noData, breaching, resolved, names.Length == 1 && names[0] == first?.Severity);
    }

    /// <summary>Reads an AlertNotificationTarget; whom it notifies.</summary>
    public static string? ReadTarget(MapReader target, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(target, context);
        var spec = target.Map("spec", required: true);
        target.RefuseOthers();
        var whom = spec?.FilledText("target");
        spec?.LoseDescription(context);
        spec?.RefuseOthers();
        target.LoseMetadata(metadata, context);
        return whom;
    }

    private static AlertConditionSpec? ReadCondition(YamlNode node, string field, OpenSloContext context)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        if (!map.Has("conditionRef"))
            return map.Word("kind", required: true, OpenSloWords.AlertCondition) is null ? null : AlertConditionSpec.Read(map, context);
        return OpenSloReference.Follow(map, "conditionRef", OpenSloWords.AlertCondition, context, AlertConditionSpec.Read);
    }

    private static string? Target(YamlNode node, string field, OpenSloContext context)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        if (!map.Has("targetRef"))
            return map.Word("kind", required: true, OpenSloWords.AlertNotificationTarget) is null ? null : ReadTarget(map, context);
        OpenSloReference.Follow(map, "targetRef", OpenSloWords.AlertNotificationTarget, context, ReadTarget);
        return null;
    }
}
