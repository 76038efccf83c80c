using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Reads an SLO of openslo/v1: a definition for each objective.</summary>
internal static class OpenSloSloReader
{
    private static readonly string[] _methods = ["Occurrences", "Timeslices", "RatioTimeslices"];

    public static IReadOnlyList<SloDefinition> Read(MapReader root, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(root, context, places: context.Places);
        var spec = root.Map("spec", required: true);
        root.ReportUnknownKeys();
        if (spec is null)
            return [];
        var head = OpenSloHead.Read(spec, metadata, context);
        var method = spec.Word("budgetingMethod", required: true, _methods) ?? "";
        if (method is "Timeslices" or "RatioTimeslices")
            context.AddLoss(spec, "budgetingMethod", "A definition counts events (Occurrences), not time slices");
        var window = OpenSloWindow.Read(spec, "timeWindow", context, isAlpha: false);
        var (alerts, noData) = OpenSloAlertsReader.Read(spec, context);
        context.Places.Add("alerting", spec, "alertPolicies");

        var items = Objectives(spec);
        var (inline, reference) = OpenSloIndicatorField.Keys(context);
        var isComposite = items.Any(i => i.Node is YamlMap map && (map.Find(inline) ?? map.Find(reference)) is not null);
        var shared = isComposite ? null : OpenSloIndicatorField.Read(spec, context, context.Places);
        if (isComposite)
            Composite(spec, items, context);
        spec.ReportUnknownKeys();

        // What is wrong with the SLO is wrong with all of its objectives; what is wrong with one of them is not.
        var isSound = !context.Problems.Any;
        var suffixes = (isComposite ? OpenSloSuffixes.OfIndicators(items, context) : null) ?? OpenSloSuffixes.OfPlaces(items.Count);
        var definitions = new List<SloDefinition>();
        for (var i = 0; i < items.Count; i++)
        {
            var places = context.Places.Copy();
            var losses = context.Losses.Count;
            var problems = context.Problems.Count;
            if (OpenSloObjective.Read(items[i].Node, items[i].Field, method, context, places) is not { } objective)
                continue;
            var indicator = Indicator(objective, shared, isComposite, context, places);
            objective.Map.ReportUnknownKeys();
            var own = context.Losses.Skip(losses).ToArray();
            context.Losses.RemoveRange(losses, own.Length);
            if (head is null || indicator is null || !isSound || context.Problems.Count > problems)
                continue;
            definitions.Add(
                head.Definition(suffixes[i], indicator, objective, window, alerts, noData, places, [.. context.Losses, .. own])
            );
        }

        return definitions;
    }

    public static IReadOnlyList<(YamlNode Node, string Field)> Objectives(MapReader spec) =>
        spec.NonEmptyItems("objectives", "There is no objective", "Write at least one, with its target");

    private static SloIndicator? Indicator(
        OpenSloObjective objective,
        SliSpec? shared,
        bool isComposite,
        OpenSloContext context,
        SourceMap places
    )
    {
        var sli = isComposite ? OpenSloIndicatorField.Read(objective.Map, context, places) : shared;
        if (objective.OptionalWeight() is { } weight && isComposite)
        {
            if (weight <= 0)
                objective.Map.Problem(
                    objective.Map.NodeOf("compositeWeight"),
                    "compositeWeight",
                    "The weight is not more than zero",
                    "Write more than zero, for example 1"
                );
            context.AddLoss(objective.Map, "compositeWeight", "Objectives have no weight here");
        }

        if (sli is null)
            return null;
        if (sli.Threshold is { } metric)
            return objective.Compare(metric);
        objective.AddComparisonLoss(context);
        return sli.Ratio;
    }

    private static void Composite(MapReader spec, IReadOnlyList<(YamlNode Node, string Field)> objectives, OpenSloContext context)
    {
        var (inline, reference) = OpenSloIndicatorField.Keys(context);
        foreach (var key in new[] { inline, reference })
        {
            if (spec.Has(key))
                spec.Problem(
                    spec.NodeOf(key),
                    key,
                    "The objectives have indicators of their own, and the SLO has one too",
                    "Keep the indicator of the SLO, or those of its objectives"
                );
        }

        if (objectives.Count > 1)
            context.AddLoss(
                spec,
                "objectives",
                "An SLO put together of several indicators became one definition for each; that they share one error budget is lost"
            );
    }

    private static decimal? OptionalWeight(this OpenSloObjective objective) => objective.Map.OptionalNumber("compositeWeight", "1");
}

/// <summary>What tells the definitions of one SLO apart.</summary>
internal static class OpenSloSuffixes
{
    /// <summary>Numbers in the order of the objectives; nothing where there is but one.</summary>
    public static IReadOnlyList<string> OfPlaces(int count) =>
        Enumerable.Range(0, count).Select(i => count > 1 ? "-" + i.ToString(CultureInfo.InvariantCulture) : "").ToArray();

    /// <summary>
    /// The names of the objectives of a composite SLO, or of their indicators; null where one has none, or two have one name.
    /// </summary>
    public static IReadOnlyList<string>? OfIndicators(IReadOnlyList<(YamlNode Node, string Field)> objectives, OpenSloContext context)
    {
        if (objectives.Count < 2)
            return null;
        var (inline, reference) = OpenSloIndicatorField.Keys(context);
        foreach (var path in new[] { new[] { "displayName" }, [inline, "metadata", "name"], [reference] })
        {
            var names = objectives.Select(o => Text(o.Node, path)).OfType<string>().Select(ServiceName.Slug).Distinct().ToArray();
            if (names.Length == objectives.Count)
                return names.Select(n => "-" + n).ToArray();
        }

        return null;
    }

    private static string? Text(YamlNode? node, IEnumerable<string> path)
    {
        foreach (var key in path)
            node = (node as YamlMap)?.Find(key);
        return node is YamlScalar { IsNull: false } text && text.Value.Any(char.IsLetterOrDigit) ? text.Value : null;
    }
}

/// <summary>One objective of an SLO: its target, and what it compares a threshold metric with.</summary>
/// <param name="Map">Its mapping.</param>
/// <param name="Name">Its name for people, or null.</param>
/// <param name="Operator">One of lte, gte, lt, gt, or null.</param>
/// <param name="Value">What a threshold metric is compared with, or null.</param>
/// <param name="Target">The target as ratio; 0 when it is not right.</param>
internal sealed record OpenSloObjective(MapReader Map, string? Name, string? Operator, decimal? Value, decimal Target)
{
    /// <summary>Reads an objective of openslo/v1; the indicator that one of a composite SLO has is left to the caller.</summary>
    public static OpenSloObjective? Read(YamlNode node, string field, string budgetingMethod, OpenSloContext context, SourceMap places)
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        var name = map.OptionalText("displayName");
        var op = map.Has("op") ? map.Word("op", required: false, OpenSloSchema.Operators) : null;
        var value = map.OptionalNumber("value", "0.5");
        var target = map.ExactlyOne("target", "targetPercent") switch
        {
            "target" => TargetYaml.Ratio(places.Add("target", map, "target"), "target"),
            "targetPercent" => TargetYaml.Percent(places.Add("target", map, "targetPercent"), "targetPercent"),
            _ => 0,
        };
        TimeSlices(map, budgetingMethod, context);
        return new OpenSloObjective(map, name, op, value, target);
    }

    /// <summary>
    /// The indicator of this objective from a threshold metric; null, with a problem noted, when it is not compared with anything.
    /// </summary>
    public SloIndicator? Compare(MetricSource metric)
    {
        if (Operator is null && !Map.Has("op"))
            Map.Problem(
                Map.Node,
                "op",
                "The indicator is a threshold metric, and how to compare it is missing",
                "Write one of lte, gte, lt, gt"
            );
        if (Value is null)
            Map.Problem(
                Map.Node,
                "value",
                "The indicator is a threshold metric, and what to compare it with is missing",
                "Write a number, for example 0.5"
            );
        return Operator is null || Value is null
            ? null
            : new ThresholdIndicator(metric.Query, Sign(Operator), Value.Value, metric.DataSource);
    }

    /// <summary>
    /// For a ratio there is nothing to compare. OpenSLO's own examples compare all the same, so it is without effect and no error.
    /// </summary>
    public void AddComparisonLoss(OpenSloContext context)
    {
        foreach (var key in new[] { "op", "value" })
        {
            if (Map.Has(key))
                context.AddLoss(Map, key, "The indicator is a ratio, and has nothing to compare");
        }
    }

    public static string Sign(string op) =>
        op switch
        {
            "lte" => "<=",
            "gte" => ">=",
            "lt" => "<",
            _ => ">",
        };

    public static string Word(string sign) =>
        sign switch
        {
            "<=" => "lte",
            ">=" => "gte",
            "<" => "lt",
            _ => "gt",
        };

    private static void TimeSlices(MapReader map, string budgetingMethod, OpenSloContext context)
    {
        var needsTarget = budgetingMethod == "Timeslices";
        var needsWindow = needsTarget || budgetingMethod == "RatioTimeslices";
        if (needsTarget || map.Has("timeSliceTarget"))
        {
            var target = map.Decimal("timeSliceTarget", "0.95");
            if (map.Has("timeSliceTarget") && target is <= 0 or > 1)
                map.Problem(
                    map.NodeOf("timeSliceTarget"),
                    "timeSliceTarget",
                    $"{ServiceName.Printable(ProgressiveSlo.Text.NumberText.Plain(target))} is not the target of a time slice",
                    "Write a ratio above 0, at most 1",
                    TargetYaml.OutOfRange
                );
        }

        if (needsWindow || map.Has("timeSliceWindow"))
            map.Shorthand("timeSliceWindow");
        foreach (var key in new[] { "timeSliceTarget", "timeSliceWindow" })
        {
            if (map.Has(key))
                context.AddLoss(map, key, "A definition counts events, not time slices");
        }
    }
}
