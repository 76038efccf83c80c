using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Reads an SLO of openslo/v1alpha: a definition for each objective. It is taken as Sloth takes it, too: a ratio needs no value, and
/// a window that says nothing of rolling rolls.
/// </summary>
internal static class OpenSloAlphaReader
{
    // In Sloth's reading of the format, 'sloth' is Prometheus too.
    private const string Sloth = "sloth";

    public static IReadOnlyList<SloDefinition> Read(MapReader root, OpenSloContext context)
    {
        var metadata = OpenSloMetadata.Read(root, context, isAlpha: true, places: context.Places);
        var spec = root.Map("spec", required: true);
        root.ReportUnknownKeys();
        if (spec is null)
            return [];
        var head = OpenSloHead.Read(spec, metadata, context);
        var method = spec.Word("budgetingMethod", required: true, "Occurrences", "Timeslices");
        if (method == "Timeslices")
            context.AddLoss(spec, "budgetingMethod", "A definition counts events (Occurrences), not time slices");
        var window = OpenSloWindow.Read(spec, "timeWindows", context, isAlpha: true);
        var items = OpenSloSloReader.Objectives(spec);
        var metric = Threshold(spec, items, context);
        spec.ReportUnknownKeys();

        var isSound = !context.Problems.Any;
        var suffixes = OpenSloSuffixes.OfPlaces(items.Count);
        var definitions = new List<SloDefinition>();
        for (var i = 0; i < items.Count; i++)
        {
            var places = context.Places.Copy();
            var losses = context.Losses.Count;
            var problems = context.Problems.Count;
            var found = Objective(items[i].Node, items[i].Field, metric, method == "Timeslices", context, places);
            var own = context.Losses.Skip(losses).ToArray();
            context.Losses.RemoveRange(losses, own.Length);
            if (head is null || !isSound || context.Problems.Count > problems || found is not ({ } objective, { } indicator))
                continue;
            definitions.Add(head.Definition(suffixes[i], indicator, objective, window, [], false, places, [.. context.Losses, .. own]));
        }

        return definitions;
    }

    private static MetricSource? Threshold(MapReader spec, IReadOnlyList<(YamlNode Node, string Field)> objectives, OpenSloContext context)
    {
        var hasRatio = objectives.Any(o => o.Node is YamlMap map && map.Find("ratioMetrics") is not (null or YamlScalar { IsNull: true }));
        if (!spec.Has("indicator"))
        {
            if (!hasRatio && objectives.Count > 0)
                spec.Problem(spec.Node, "indicator", "There is no indicator, and no objective has ratioMetrics", "Write one of them");
            return null;
        }

        if (hasRatio)
            spec.Problem(
                spec.NodeOf("indicator"),
                "indicator",
                "There is an indicator, and an objective has ratioMetrics too",
                "Keep one of them"
            );
        context.Places.Add("indicator", spec, "indicator");
        var indicator = spec.Map("indicator", required: true);
        var metric = indicator is null ? null : Source(indicator, "thresholdMetric", context.Places, "indicator.errorRatio", context);
        indicator?.ReportUnknownKeys();
        return metric;
    }

    private static (OpenSloObjective Objective, SloIndicator? Indicator)? Objective(
        YamlNode node,
        string field,
        MetricSource? metric,
        bool isTimeslices,
        OpenSloContext context,
        SourceMap places
    )
    {
        if (MapReader.Open(node, field, context.Problems) is not { } map)
            return null;
        var name = map.OptionalText("displayName");
        map.AtMost("displayName", name, OpenSloSchema.LongestDescription);
        var isRatio = map.Has("ratioMetrics");
        var op = map.Has("op") ? map.Word("op", required: false, OpenSloSchema.Operators) : null;
        var value = map.OptionalNumber("value", "0.5");
        var target = TargetYaml.Ratio(places.Add("target", map, "target"), "target");
        TimeSlice(map, isTimeslices, context);

        var objective = new OpenSloObjective(map, name, op, value, target);
        if (isRatio)
            objective.AddComparisonLoss(context);
        var indicator =
            isRatio ? Ratio(map, context, places)
            : metric is null ? null
            : objective.Compare(metric);
        if (!isRatio && metric is null && !context.Problems.Any)
            map.Problem(
                map.Node,
                "ratioMetrics",
                "The objective has no ratioMetrics, and the SLO no indicator",
                "Write ratioMetrics with good and total"
            );
        map.ReportUnknownKeys();
        return (objective, indicator);
    }

    private static void TimeSlice(MapReader map, bool isTimeslices, OpenSloContext context)
    {
        const string Key = "timeSliceTarget";
        if (!isTimeslices && !map.Has(Key))
            return;
        var target = map.Decimal(Key, "0.95");
        if (target is < 0 or > 1)
            map.Problem(map.NodeOf(Key), Key, "This is not the target of a time slice", "Write a ratio from 0 to 1", TargetYaml.OutOfRange);
        if (map.Has(Key))
            context.AddLoss(map, Key, "A definition counts events, not time slices");
    }

    private static QueryIndicator? Ratio(MapReader objective, OpenSloContext context, SourceMap places)
    {
        places.Add("indicator", objective, "ratioMetrics");
        if (objective.Map("ratioMetrics", required: true) is not { } map)
            return null;
        var good = Source(map, "good", places, "indicator.good", context);
        var total = Source(map, "total", places, "indicator.total", context);
        var isCounter = map.Has("incremental") ? map.Boolean("incremental") : (bool?)null;
        map.ReportUnknownKeys();
        if (isCounter == false)
            context.AddLoss(map, "incremental", OpenSloCounter.Gauges);
        if (good is null || total is null)
            return null;
        if (isCounter == true)
        {
            good = OpenSloCounter.Rate(good, map, "good", "incremental", context);
            total = OpenSloCounter.Rate(total, map, "total", "incremental", context);
        }

        return SliSpec.Events(map, "good", good, total, context);
    }

    private static MetricSource? Source(MapReader parent, string key, SourceMap places, string place, OpenSloContext context)
    {
        if (parent.Map(key, required: true) is not { } map)
            return null;
        var source = map.FilledText("source");
        var type = map.FilledText("queryType");
        foreach (var (word, text) in new[] { ("source", source), ("queryType", type) })
        {
            if (!text.All(AsciiChars.IsLetter))
                map.Problem(
                    map.NodeOf(word),
                    word,
                    $"'{ServiceName.Printable(text)}' has more than letters",
                    "Write letters alone, for example prometheus"
                );
        }

        if (!string.Equals(type, "promql", StringComparison.OrdinalIgnoreCase))
            context.AddLoss(map, "queryType", "A query here is in the language of its source, and has no type of its own");
        places.Add(place, map, "query");
        var query = map.RequiredLines("query");
        if (query?.Trim().Length == 0)
            map.Problem(map.NodeOf("query"), "query", "The query is empty", "Write the query");
        map.ReportUnknownKeys();
        return query is null ? null : new MetricSource(query, source == Sloth ? SloIndicator.Prometheus : MetricSource.Canonical(source));
    }
}
