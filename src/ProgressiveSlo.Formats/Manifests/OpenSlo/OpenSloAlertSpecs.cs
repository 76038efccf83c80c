using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>An alert policy.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Condition">Its condition, or null when that is a reference to nothing here.</param>
/// <param name="WhenNoData">Whether it alerts when there is no data.</param>
/// <param name="WhenBreaching">Whether it alerts when the condition is met.</param>
/// <param name="WhenResolved">Whether it alerts when the condition is met no more.</param>
/// <param name="IsPlainTarget">Whether whom it notifies is named by the severity alone, as our writer does.</param>
internal sealed record AlertPolicySpec(
    OpenSloMetadata Metadata,
    AlertConditionSpec? Condition,
    bool WhenNoData,
    bool WhenBreaching,
    bool WhenResolved,
    bool IsPlainTarget
)
{
    /// <summary>Reads <c>metadata</c> and <c>spec</c> of a policy; null, with problems noted, when they are not right.</summary>
    public static AlertPolicySpec? Read(MapReader policy, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(policy, context);
        var spec = policy.Map("spec", required: true);
        policy.ReportUnknownKeys();
        if (spec is null || metadata is null)
            return null;
        spec.AddDescriptionLoss(context);
        policy.AddMetadataLoss(metadata, context);
        var noData = spec.Boolean("alertWhenNoData");
        var breaching = spec.Boolean("alertWhenBreaching");
        var resolved = spec.Boolean("alertWhenResolved");
        var conditions = spec.Items("conditions", required: false);
        if (conditions.Count != 1)
            spec.Problem(
                spec.NodeOf("conditions"),
                "conditions",
                conditions.Count == 0 ? "There is no condition" : "There are several conditions",
                "Write exactly one condition; for more, write more policies",
                "ConditionCount"
            );
        var condition = conditions.Select(c => ReadCondition(c.Node, c.Field, context)).ToArray();
        var targets = spec.Items("notificationTargets", required: false);
        if (targets.Count == 0)
            spec.Problem(
                spec.NodeOf("notificationTargets"),
                "notificationTargets",
                "There is no notification target",
                "Write at least one, for example - targetRef: on-call",
                "NotificationTargetMissing"
            );
        var names = targets.Select(t => Target(t.Node, t.Field, context)).ToArray();
        spec.ReportUnknownKeys();
        var first = condition.FirstOrDefault();
        return new AlertPolicySpec(metadata, first, noData, breaching, resolved, names.Length == 1 && names[0] == first?.Severity);
    }

    /// <summary>Reads an AlertNotificationTarget; whom it notifies.</summary>
    public static string? ReadTarget(MapReader target, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(target, context);
        var spec = target.Map("spec", required: true);
        target.ReportUnknownKeys();
        var whom = spec?.FilledText("target");
        spec?.AddDescriptionLoss(context);
        spec?.ReportUnknownKeys();
        target.AddMetadataLoss(metadata, context);

        // Our writer names a target by whom it notifies.
        return metadata?.Name == whom ? whom : null;
    }

    private static AlertConditionSpec? ReadCondition(YamlNode node, string field, OpenSloContext context)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        if (!map.Has("conditionRef"))
            return map.Word("kind", required: true, OpenSloSchema.AlertCondition) is null ? null : AlertConditionSpec.Read(map, context);
        return OpenSloReference.Follow(map, "conditionRef", OpenSloSchema.AlertCondition, context, AlertConditionSpec.Read);
    }

    private static string? Target(YamlNode node, string field, OpenSloContext context)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        if (!map.Has("targetRef"))
            return map.Word("kind", required: true, OpenSloSchema.AlertNotificationTarget) is null ? null : ReadTarget(map, context);
        OpenSloReference.Follow(map, "targetRef", OpenSloSchema.AlertNotificationTarget, context, ReadTarget);
        return null;
    }
}

/// <summary>A burn-rate condition.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Operator">One of lte, gte, lt, gt.</param>
/// <param name="Threshold">The burn rate.</param>
/// <param name="Lookback">The window.</param>
/// <param name="AlertAfter">How long the condition must hold, or null.</param>
/// <param name="ShortWindow">The short window where our writer noted one, or null.</param>
internal sealed record AlertConditionSpec(
    string Severity,
    string Operator,
    decimal Threshold,
    OpenSloDuration Lookback,
    OpenSloDuration? AlertAfter,
    TimeSpan? ShortWindow
)
{
    /// <summary>Reads <c>metadata</c> and <c>spec</c> of a condition; null, with problems noted, when they are not right.</summary>
    public static AlertConditionSpec? Read(MapReader condition, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(condition, context);
        var spec = condition.Map("spec", required: true);
        condition.ReportUnknownKeys();
        if (spec is null)
            return null;
        spec.AddDescriptionLoss(context);
        var severity = spec.FilledText("severity");
        var map = spec.Map("condition", required: true);
        spec.ReportUnknownKeys();
        if (map is null)
            return null;
        map.Word("kind", required: true, "burnrate");
        var op = map.Word("op", required: true, OpenSloSchema.Operators);
        var threshold = BurnRatesYaml.Factor(map, "threshold");
        var lookback = map.Shorthand("lookbackWindow");
        OpenSloDuration? after = map.Has("alertAfter") ? map.Shorthand("alertAfter") : null;
        map.ReportUnknownKeys();
        var shortWindow = ShortWindowOf(metadata);
        condition.AddMetadataLoss(metadata, context, shortWindow is null ? null : OpenSloSchema.ShortWindowKey);
        return op is null ? null : new AlertConditionSpec(severity, op, threshold, lookback, after, shortWindow);
    }

    /// <summary>For example <c>page, burn rate gt 2 over 1h for 5m</c>.</summary>
    public override string ToString() =>
        $"{Severity}, burn rate {Operator} {ProgressiveSlo.Text.NumberText.Plain(Threshold)} "
        + $"over {Lookback}{(AlertAfter is { } after ? $" for {after}" : "")}";

    private static TimeSpan? ShortWindowOf(OpenSloMetadata? metadata) =>
        metadata is not null
        && metadata.Annotations.TryGetValue(OpenSloSchema.ShortWindowKey, out var text)
        && PrometheusDuration.TryParse(text, out var window)
            ? window
            : null;
}

/// <summary>Says what the objects of an alert say of themselves, and a definition has no place for.</summary>
internal static class OpenSloLossExtensions
{
    /// <summary>Reads the description of an object whose description is lost.</summary>
    public static void AddDescriptionLoss(this MapReader spec, OpenSloContext context)
    {
        if (spec.Description() is { Length: > 0 })
            context.AddLoss(spec, "description", "A definition has one description, that of the SLO");
    }

    /// <summary>Loses the metadata of an object, but for its name and for an annotation that was understood.</summary>
    public static void AddMetadataLoss(this MapReader owner, OpenSloMetadata? metadata, OpenSloContext context, string? understood = null)
    {
        if (metadata is { DisplayName: not null } or { Labels.Count: > 0 } || metadata?.Annotations.Keys.Any(k => k != understood) == true)
            context.AddLoss(
                owner,
                "metadata",
                "Names for people, labels and annotations of one alert have no place here; those of all alerts do"
            );
    }
}
