using System;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>A burn-rate condition.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Operator">One of lte, gte, lt, gt.</param>
/// <param name="Threshold">The burn rate.</param>
/// <param name="Lookback">The window.</param>
/// <param name="AlertAfter">How long the condition must hold, or null.</param>
/// <param name="ShortWindow">The short window where our writer noted one, or null.</param>
internal sealed record AlertConditionSpec(string Severity, string Operator, decimal Threshold, OpenSloDuration Lookback, OpenSloDuration? AlertAfter, TimeSpan? ShortWindow)
{
    /// <summary>Reads <c>metadata</c> and <c>spec</c> of a condition; null, with problems noted, when they are not right.</summary>
    public static AlertConditionSpec? Read(MapReader condition, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(condition, context);
        var spec = condition.Map("spec", required: true);
        condition.RefuseOthers();
        if (spec is null)
            return null;
        spec.LoseDescription(context);
        var severity = spec.FilledText("severity");
        var map = spec.Map("condition", required: true);
        spec.RefuseOthers();
        if (map is null)
            return null;
        map.Word("kind", required: true, "burnrate");
        var op = map.Word("op", required: true, OpenSloWords.Operators);
        var threshold = map.Decimal("threshold", "14.4");
        var lookback = map.Shorthand("lookbackWindow");
        OpenSloDuration? after = map.Has("alertAfter") ? map.Shorthand("alertAfter") : null;
        map.RefuseOthers();
        var shortWindow = ShortWindowOf(metadata);
        condition.LoseMetadata(metadata, context, shortWindow is null ? null : OpenSloWords.ShortWindowKey);
        return op is null ? null : new AlertConditionSpec(severity, op, threshold, lookback, after, shortWindow);
    }

    /// <summary>For example <c>page, burn rate gt 2 over 1h for 5m</c>.</summary>
    public override string ToString() =>
        $"{Severity}, burn rate {Operator} {Text.NumberText.Plain(Threshold)} over {Lookback}{(AlertAfter is { } after ? $" for {after}" : "")}";

    private static TimeSpan? ShortWindowOf(OpenSloMetadata? metadata) =>
        metadata is not null && metadata.Annotations.TryGetValue(OpenSloWords.ShortWindowKey, out var text) && PrometheusDuration.TryParse(text, out var window) ? window : null;
}
