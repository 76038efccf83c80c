using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>What an SLI says: a ratio, or a threshold metric that each objective compares with its own value.</summary>
/// <param name="Ratio">The indicator, or null.</param>
/// <param name="Threshold">The metric, or null.</param>
internal sealed record SliSpec(SloIndicator? Ratio, MetricSource? Threshold)
{
    /// <summary>Reads <c>metadata</c> and <c>spec</c> of an SLI object or an inline indicator; null, with problems noted, when nothing comes of it.</summary>
    public static SliSpec? Read(MapReader sli, OpenSloContext context, PlaceMap? places = null)
    {
        var metadata = OpenSloMetadata.Read(sli, context);
        var spec = sli.Map("spec", required: true);
        sli.RefuseOthers();
        if (spec is null)
            return null;
        var description = spec.Description();
        var kind = spec.ExactlyOne("thresholdMetric", "ratioMetric");
        var indicator = kind switch
        {
            "thresholdMetric" => MetricSource.Read(spec, kind, context, places, "indicator.errorRatio") is { } metric ? new SliSpec(null, metric) : null,
            "ratioMetric" => ReadRatio(spec, context, places) is { } ratio ? new SliSpec(ratio, null) : null,
            _ => null,
        };
        spec.RefuseOthers();
        if (description is { Length: > 0 })
            context.Lose(spec, "description", "A definition has one description, that of the SLO");
        if (metadata is { DisplayName: not null } or { Labels.Count: > 0 } or { Annotations.Count: > 0 })
            context.Lose(sli, "metadata", "A definition has one name and one set of labels and annotations, those of the SLO");
        return indicator;
    }

    private static SloIndicator? ReadRatio(MapReader spec, OpenSloContext context, PlaceMap? places)
    {
        if (spec.Map("ratioMetric", required: true) is not { } map)
            return null;
        var isGauge = map.Has("counter") && !map.Boolean("counter");
        var kind = map.ExactlyOne("total", "raw");
        var part = kind switch { "total" => map.ExactlyOne("good", "bad"), "raw" => map.ExactlyOne("raw", "good", "bad"), _ => null };
        SloIndicator? indicator = part switch
        {
            null => null,
            "raw" => Raw(map, context, places),
            _ => Events(map, part, context, places),
        };
        foreach (var key in new[] { "good", "bad" })
            map.Has(key);
        if (isGauge && kind == "total")
            context.Lose(map, "counter", "The metrics are gauges; their queries are taken as they stand, as rates of events");
        if (kind != "raw" && map.Has("rawType"))
            map.Word("rawType", required: false, "success", "failure");
        map.RefuseOthers();
        return indicator;
    }

    private static RawRatioIndicator? Raw(MapReader map, OpenSloContext context, PlaceMap? places)
    {
        var type = map.Word("rawType", required: true, "success", "failure");
        return MetricSource.Read(map, "raw", context, places, "indicator.errorRatio") is { } raw && type is not null
            ? new RawRatioIndicator(raw.Query, type == "success", raw.DataSource)
            : null;
    }

    private static QueryIndicator? Events(MapReader map, string part, OpenSloContext context, PlaceMap? places)
    {
        var events = MetricSource.Read(map, part, context, places, "indicator." + part);
        var total = MetricSource.Read(map, "total", context, places, "indicator.total");
        return events is null || total is null ? null : Events(map, part, events, total, context);
    }

    /// <summary>An indicator of two queries, which must be for one data source.</summary>
    public static QueryIndicator? Events(MapReader map, string part, MetricSource events, MetricSource total, OpenSloContext context)
    {
        if (events.DataSource != total.DataSource)
        {
            context.Problems.Add(map.NodeOf("total"), map.Path("total"), $"Its data source is {total.DataSource}, and that of {part} is {events.DataSource}", Mend(events, total));
            return null;
        }

        return part == "bad" ? QueryIndicator.OfBad(events.Query, total.Query, total.DataSource) : QueryIndicator.OfGood(events.Query, total.Query, total.DataSource);
    }

    // Mostly both refer to one source, and the file that defines it was not given.
    private static string Mend(MetricSource part, MetricSource total) => part.DataSource == MetricSource.Unknown || total.DataSource == MetricSource.Unknown
        ? "Write the type of both, or give the file that defines the DataSource too"
        : "Take both from one data source";
}
