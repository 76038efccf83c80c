using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>One objective of an SLO: its target, and what it compares a threshold metric with.</summary>
/// <param name="Map">Its mapping.</param>
/// <param name="Name">Its name for people, or null.</param>
/// <param name="Operator">One of lte, gte, lt, gt, or null.</param>
/// <param name="Value">What a threshold metric is compared with, or null.</param>
/// <param name="Target">The target as ratio; 0 when it is not right.</param>
internal sealed record OpenSloObjective(MapReader Map, string? Name, string? Operator, decimal? Value, decimal Target)
{
    /// <summary>Reads an objective of openslo/v1; the indicator that one of a composite SLO has is left to the caller.</summary>
    public static OpenSloObjective? Read(YamlNode node, string field, string budgetingMethod, OpenSloContext context, PlaceMap places)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        var name = map.OptionalText("displayName");
        var op = map.Has("op") ? map.Word("op", required: false, OpenSloWords.Operators) : null;
        var value = map.OptionalNumber("value", "0.5");
        var target = map.ExactlyOne("target", "targetPercent") switch
        {
            "target" => TargetYaml.Ratio(places.Note("target", map, "target"), "target"),
            "targetPercent" => TargetYaml.Percent(places.Note("target", map, "targetPercent"), "targetPercent"),
            _ => 0,
        };
        TimeSlices(map, budgetingMethod, context);
        return new OpenSloObjective(map, name, op, value, target);
    }

    /// <summary>The indicator of this objective from a threshold metric; null, with a problem noted, when it is not compared with anything.</summary>
    public SloIndicator? Compare(MetricSource metric)
    {
        if (Operator is null && !Map.Has("op"))
            Map.Problem(Map.Node, "op", "The indicator is a threshold metric, and how to compare it is missing", "Write one of lte, gte, lt, gt");
        if (Value is null)
            Map.Problem(Map.Node, "value", "The indicator is a threshold metric, and what to compare it with is missing", "Write a number, for example 0.5");
        return Operator is null || Value is null ? null : new ThresholdIndicator(metric.Query, Sign(Operator), Value.Value, metric.DataSource);
    }

    /// <summary>For a ratio there is nothing to compare. OpenSLO's own examples compare all the same, so it is without effect and no error.</summary>
    public void LoseComparison(OpenSloContext context)
    {
        foreach (var key in new[] { "op", "value" })
        {
            if (Map.Has(key))
                context.Lose(Map, key, "The indicator is a ratio, and has nothing to compare");
        }
    }

    public static string Sign(string op) => op switch { "lte" => "<=", "gte" => ">=", "lt" => "<", _ => ">" };

    public static string Word(string sign) => sign switch { "<=" => "lte", ">=" => "gte", "<" => "lt", _ => "gt" };

    private static void TimeSlices(MapReader map, string budgetingMethod, OpenSloContext context)
    {
        var needsTarget = budgetingMethod == "Timeslices";
        var needsWindow = needsTarget || budgetingMethod == "RatioTimeslices";
        if (needsTarget || map.Has("timeSliceTarget"))
        {
            var target = map.Decimal("timeSliceTarget", "0.95");
            if (map.Has("timeSliceTarget") && target is <= 0 or > 1)
                map.Problem(map.NodeOf("timeSliceTarget"), "timeSliceTarget", $"{ServiceName.Printable(Text.NumberText.Plain(target))} is not the target of a time slice", "Write a ratio above 0, at most 1", TargetYaml.OutOfRange);
        }

        if (needsWindow || map.Has("timeSliceWindow"))
            map.Shorthand("timeSliceWindow");
        foreach (var key in new[] { "timeSliceTarget", "timeSliceWindow" })
        {
            if (map.Has(key))
                context.Lose(map, key, "A definition counts events, not time slices");
        }
    }
}
