using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>What an SLI says: a ratio, or a threshold metric that each objective compares with its own value.</summary>
/// <param name="Ratio">The indicator, or null.</param>
/// <param name="Threshold">The metric, or null.</param>
internal sealed record SliSpec(SloIndicator? Ratio, MetricSource? Threshold)
{
    /// <summary>
    /// Reads <c>metadata</c> and <c>spec</c> of an SLI object or an inline indicator; null, with problems noted, when nothing comes of it.
    /// </summary>
    public static SliSpec? Read(MapReader sli, OpenSloContext context, SourceMap? places = null)
    {
        var metadata = OpenSloMetadata.Read(sli, context);
        var spec = sli.Map("spec", required: true);
        sli.ReportUnknownKeys();
        if (spec is null)
            return null;
        var description = spec.Description();
        var kind = spec.ExactlyOne("thresholdMetric", "ratioMetric");
        var indicator = kind switch
        {
            "thresholdMetric" => MetricSource.Read(spec, kind, context, places, "indicator.errorRatio") is { } metric
                ? new SliSpec(null, metric)
                : null,
            "ratioMetric" => ReadRatio(spec, context, places) is { } ratio ? new SliSpec(ratio, null) : null,
            _ => null,
        };
        spec.ReportUnknownKeys();
        if (description is { Length: > 0 })
            context.AddLoss(spec, "description", "A definition has one description, that of the SLO");
        if (metadata is { DisplayName: not null } or { Labels.Count: > 0 } or { Annotations.Count: > 0 })
            context.AddLoss(sli, "metadata", "A definition has one name and one set of labels and annotations, those of the SLO");
        return indicator;
    }

    private static SloIndicator? ReadRatio(MapReader spec, OpenSloContext context, SourceMap? places)
    {
        if (spec.Map("ratioMetric", required: true) is not { } map)
            return null;
        var isGauge = map.Has("counter") && !map.Boolean("counter");
        var kind = map.ExactlyOne("total", "raw");
        var part = kind switch
        {
            "total" => map.ExactlyOne("good", "bad"),
            "raw" => map.ExactlyOne("raw", "good", "bad"),
            _ => null,
        };
        SloIndicator? indicator = part switch
        {
            null => null,
            "raw" => Raw(map, context, places),
            _ => Events(map, part, context, places),
        };
        foreach (var key in new[] { "good", "bad" })
            map.Has(key);
        if (isGauge && kind == "total")
            context.AddLoss(map, "counter", "The metrics are gauges; their queries are taken as they stand, as rates of events");
        if (kind != "raw" && map.Has("rawType"))
            map.Word("rawType", required: false, "success", "failure");
        map.ReportUnknownKeys();
        return indicator;
    }

    private static RawRatioIndicator? Raw(MapReader map, OpenSloContext context, SourceMap? places)
    {
        var type = map.Word("rawType", required: true, "success", "failure");
        return MetricSource.Read(map, "raw", context, places, "indicator.errorRatio") is { } raw && type is not null
            ? new RawRatioIndicator(raw.Query, type == "success", raw.DataSource)
            : null;
    }

    private static QueryIndicator? Events(MapReader map, string part, OpenSloContext context, SourceMap? places)
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
            context.Problems.Add(
                map.NodeOf("total"),
                map.Path("total"),
                $"Its data source is {total.DataSource}, and that of {part} is {events.DataSource}",
                Fix(events, total)
            );
            return null;
        }

        return part == "bad"
            ? QueryIndicator.FromBad(events.Query, total.Query, total.DataSource)
            : QueryIndicator.FromGood(events.Query, total.Query, total.DataSource);
    }

    // Mostly both refer to one source, and the file that defines it was not given.
    private static string Fix(MetricSource part, MetricSource total) =>
        part.DataSource == MetricSource.Unknown || total.DataSource == MetricSource.Unknown
            ? "Write the type of both, or give the file that defines the DataSource too"
            : "Take both from one data source";
}

/// <summary>A query and what it is written for.</summary>
/// <param name="Query">The query; the whole spec in JSON where the data source has no such key.</param>
/// <param name="DataSource">The data source's type.</param>
internal sealed record MetricSource(string Query, string DataSource)
{
    // PromQL is nothing to assume: a source that says nothing of its type stays apart.
    public const string Unknown = "Unknown";

    private const string QueryKey = "query";

    /// <summary>Reads <c>metricSource</c> below a key such as <c>good</c>.</summary>
    public static MetricSource? Read(MapReader parent, string key, OpenSloContext context, SourceMap? places = null, string? place = null)
    {
        if (parent.Map(key, required: true) is not { } metric)
            return null;
        var source = metric.Map("metricSource", required: true);
        metric.ReportUnknownKeys();
        if (source is null)
            return null;
        var reference = source.OptionalName("metricSourceRef");
        var type = Type(source.OptionalText("type"), reference, source, context);
        var spec = source.Map("spec", required: true);
        source.ReportUnknownKeys();
        if (spec is null)
            return null;
        if (spec.Node is YamlMap { Entries.Count: 0 })
            source.Problem(
                spec.Node,
                "spec",
                "The mapping is empty",
                "Write the query below it, for example query: sum(rate(http_requests_total[{{.window}}]))"
            );
        if (place is not null)
            places?.Add(
                place,
                spec.Has(QueryKey) ? spec.NodeOf(QueryKey) : spec.Node,
                spec.Has(QueryKey) ? spec.Path(QueryKey) : source.Path("spec")
            );
        return Read(spec, type, context) is { } query ? new MetricSource(query, type) : null;
    }

    /// <summary>The type in the spelling of the domain, where Prometheus is written in any case.</summary>
    public static string Canonical(string type) =>
        string.Equals(type, SloIndicator.Prometheus, StringComparison.OrdinalIgnoreCase) ? SloIndicator.Prometheus : type;

    private static string? Read(MapReader spec, string type, OpenSloContext context)
    {
        if (type == SloIndicator.Prometheus || (spec.Has(QueryKey) && spec.NodeOf(QueryKey) is YamlScalar))
        {
            var query = spec.RequiredLines(QueryKey);
            if (query?.Trim().Length == 0)
                spec.Problem(spec.NodeOf(QueryKey), QueryKey, "The query is empty", "Write the query");
            foreach (var (key, field) in spec.UnknownKeys())
                context.AddLoss(field, "A definition has a query and its data source, and nothing more of a metric source", key);
            return query;
        }

        context.AddLoss(
            spec.Path("").TrimEnd('.'),
            $"There is no query as one text; all that {type} is told is kept as JSON in its place",
            spec.Node
        );
        return SpecText.Fold(spec.Node);
    }

    private static string Type(string? type, string? reference, MapReader source, OpenSloContext context)
    {
        if (type is not { Length: > 0 } && reference is not null && context.Find(OpenSloSchema.DataSource, reference) is { } document)
        {
            type =
                document.Root is YamlMap root
                && root.Find("spec") is YamlMap spec
                && spec.Find("type") is YamlScalar { IsNull: false } named
                    ? named.Value
                    : null;
            if (type is { Length: > 0 } && !ProgressiveSlo.Text.PrintableText.IsPrintable(type))
                type = null;
        }

        if (reference is not null)
            context.AddLoss(source, "metricSourceRef", $"A definition names the type of a data source only, not '{reference}'");
        if (type is { Length: > 0 })
            return Canonical(type);
        context.AddLoss(source, "type", "The data source has no type; nothing can be said of its queries");
        return Unknown;
    }
}

/// <summary>The indicator of an SLO or of an objective: inline, or a reference to an SLI.</summary>
internal static class OpenSloIndicatorField
{
    /// <summary>Null, with a problem noted, when there is no indicator, or none that can be read.</summary>
    public static SliSpec? Read(MapReader parent, OpenSloContext context, SourceMap places)
    {
        const string Inline = "indicator";
        const string Reference = "indicatorRef";
        places.Add("indicator", parent, Inline);
        places.Add("indicator", parent, Reference);
        switch (parent.ExactlyOne(Inline, Reference))
        {
            case Inline:
                return parent.Map(Inline, required: true) is { } map ? SliSpec.Read(map, context, places) : null;
            case Reference:
                return Follow(parent, Reference, context);
            default:
                return null;
        }
    }

    private static SliSpec? Follow(MapReader parent, string key, OpenSloContext context)
    {
        var name = parent.Name(key);
        var node = parent.NodeOf(key);
        var before = context.Problems.InOrder.Count;
        var sli = OpenSloReference.Follow(
            node,
            parent.Path(key),
            name,
            OpenSloSchema.Sli,
            context,
            (map, other) => SliSpec.Read(map, other)
        );

        // The SLO may be right, and its SLI in a file that was not given: no error of the document, yet nothing to make a definition of.
        if (sli is null && context.Problems.InOrder.Count == before)
            parent.Problem(
                node,
                key,
                $"The SLI '{name}' is not among what was read, so no definition comes of this SLO",
                "Give the file that defines it too, or write the indicator inline",
                "IndicatorReferenceOpen"
            );
        return sli;
    }
}
