using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Reads an SLO of openslo/v1: a definition for each objective.</summary>
internal static class OpenSloSlo
{
    private static readonly string[] _methods = ["Occurrences", "Timeslices", "RatioTimeslices"];

    public static IReadOnlyList<SloDefinition> Read(MapReader root, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(root, context, places: context.Places);
        var spec = root.Map("spec", required: true);
        root.RefuseOthers();
        if (spec is null)
            return [];
        var head = OpenSloHead.Read(spec, metadata, context);
        var method = spec.Word("budgetingMethod", required: true, _methods) ?? "";
        if (method is "Timeslices" or "RatioTimeslices")
            context.Lose(spec, "budgetingMethod", "A definition counts events (Occurrences), not time slices");
        var window = OpenSloWindow.Read(spec, "timeWindow", context, isAlpha: false);
        var (alerts, noData) = OpenSloAlerts.Read(spec, context);
        context.Places.Note("alerting", spec, "alertPolicies");

        var items = Objectives(spec);
        var isComposite = items.Any(i => i.Node is YamlMap map && (map.Find("indicator") is not null || map.Find("indicatorRef") is not null));
        var shared = isComposite ? null : OpenSloIndicatorField.Read(spec, context, context.Places);
        if (isComposite)
            Composite(spec, items, context);
        spec.RefuseOthers();

        var definitions = new List<SloDefinition>();
        for (var i = 0; i < items.Count; i++)
        {
            var places = context.Places.Copy();
            var losses = context.Losses.Count;
            if (OpenSloObjective.Read(items[i].Node, items[i].Field, method, context, places) is not { } objective)
                continue;
            var indicator = Indicator(objective, shared, isComposite, context, places);
            objective.Map.RefuseOthers();
            var own = context.Losses.Skip(losses).ToArray();
            context.Losses.RemoveRange(losses, own.Length);
            if (head is null || indicator is null || context.Problems.Any)
                continue;
            definitions.Add(head.Definition(Suffix(i, items.Count), indicator, objective, window, alerts, noData, places, [.. context.Losses, .. own]));
        }

        return definitions;
    }

    public static string Suffix(int index, int count) => count > 1 ? "-" + index.ToString(CultureInfo.InvariantCulture) : "";

    public static IReadOnlyList<(YamlNode Node, string Field)> Objectives(MapReader spec) =>
        spec.NonEmptyItems("objectives", "There is no objective", "Write at least one, with its target");

    private static SloIndicator? Indicator(OpenSloObjective objective, SliSpec? shared, bool isComposite, OpenSloContext context, PlaceMap places)
    {
        var sli = isComposite ? OpenSloIndicatorField.Read(objective.Map, context, places) : shared;
        if (objective.OptionalWeight() is { } weight && isComposite)
        {
            if (weight <= 0)
                objective.Map.Problem(objective.Map.NodeOf("compositeWeight"), "compositeWeight", "The weight is not more than zero", "Write more than zero, for example 1");
            context.Lose(objective.Map, "compositeWeight", "Objectives have no weight here");
        }

        if (sli is null)
            return null;
        if (sli.Threshold is { } metric)
            return objective.Compare(metric);
        objective.LoseComparison(context);
        return sli.Ratio;
    }

    private static void Composite(MapReader spec, IReadOnlyList<(YamlNode Node, string Field)> objectives, OpenSloContext context)
    {
        foreach (var key in new[] { "indicator", "indicatorRef" })
        {
            if (spec.Has(key))
                spec.Problem(spec.NodeOf(key), key, "The objectives have indicators of their own, and the SLO has one too", "Keep the indicator of the SLO, or those of its objectives");
        }

        if (objectives.Count > 1)
            context.Lose(spec, "objectives", "An SLO put together of several indicators became one definition for each; that they share one error budget is lost");
    }

    private static decimal? OptionalWeight(this OpenSloObjective objective) => objective.Map.OptionalNumber("compositeWeight", "1");
}
