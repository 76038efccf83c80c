using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
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
        var isCounter = map.Has("counter") ? map.Boolean("counter") : (bool?)null;
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
            _ => Events(map, part, isCounter, context, places),
        };
        foreach (var key in new[] { "good", "bad" })
            map.Has(key);
        if (isCounter == false && kind == "total")
            context.AddLoss(map, "counter", OpenSloCounter.Gauges);
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

    private static QueryIndicator? Events(MapReader map, string part, bool? isCounter, OpenSloContext context, SourceMap? places)
    {
        var events = MetricSource.Read(map, part, context, places, "indicator." + part);
        var total = MetricSource.Read(map, "total", context, places, "indicator.total");
        if (events is null || total is null)
            return null;
        return isCounter == true
            ? Events(
                map,
                part,
                OpenSloCounter.Rate(events, map, part, "counter", context),
                OpenSloCounter.Rate(total, map, "total", "counter", context),
                context
            )
            : Events(map, part, events, total, context);
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

    // Some tools write queries under the name of their language.
    private const string PromQlKey = "promql";

    /// <summary>Reads <c>metricSource</c> below a key such as <c>good</c>.</summary>
    public static MetricSource? Read(MapReader parent, string key, OpenSloContext context, SourceMap? places = null, string? place = null)
    {
        if (parent.Map(key, required: true) is not { } metric)
            return null;
        if (Source(metric, context) is not { } found)
            return null;
        var (source, type) = found;
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
        var query = QueryKey;
        if (!spec.Has(QueryKey) && spec.Has(PromQlKey) && type is SloIndicator.Prometheus or Unknown)
            (query, type) = (PromQlKey, SloIndicator.Prometheus);
        if (place is not null)
            places?.Add(place, spec.Has(query) ? spec.NodeOf(query) : spec.Node, spec.Has(query) ? spec.Path(query) : source.Path("spec"));
        return Read(spec, type, query, context) is { } text ? new MetricSource(text, type) : null;
    }

    // openslo.com/v2alpha has the data source beside the spec, and openslo/v1 both of them one level deeper.
    private static (MapReader Source, string Type)? Source(MapReader metric, OpenSloContext context)
    {
        if (!context.IsV2)
        {
            var source = metric.Map("metricSource", required: true);
            metric.ReportUnknownKeys();
            if (source is null)
                return null;
            var reference = source.OptionalName("metricSourceRef");
            return (source, Type(source.OptionalText("type"), (reference, "metricSourceRef"), "type", source, context));
        }

        var name = metric.OptionalName("dataSourceRef");
        var inline = metric.Map("dataSourceSpec", required: false);
        var type = inline?.OptionalText("type");
        inline?.AddDescriptionLoss(context);
        if (inline?.Has("connectionDetails") == true)
            context.AddLoss(inline, "connectionDetails", "A definition names the type of a data source only, and no connection");
        inline?.ReportUnknownKeys();
        metric.ExactlyOne("dataSourceRef", "dataSourceSpec");
        return (metric, Type(type, (name, "dataSourceRef"), "dataSourceSpec", metric, context));
    }

    /// <summary>The type in the spelling of the domain, where Prometheus is written in any case.</summary>
    public static string Canonical(string type) =>
        string.Equals(type, SloIndicator.Prometheus, StringComparison.OrdinalIgnoreCase) ? SloIndicator.Prometheus : type;

    private static string? Read(MapReader spec, string type, string key, OpenSloContext context)
    {
        if (type == SloIndicator.Prometheus || (spec.Has(key) && spec.NodeOf(key) is YamlScalar))
        {
            var query = spec.RequiredLines(key);
            if (query?.Trim().Length == 0)
                spec.Problem(spec.NodeOf(key), key, "The query is empty", "Write the query");
            foreach (var (other, field) in spec.UnknownKeys())
                context.AddLoss(field, "A definition has a query and its data source, and nothing more of a metric source", other);
            return query;
        }

        context.AddLoss(
            spec.Path("").TrimEnd('.'),
            $"There is no query as one text; all that {type} is told is kept as JSON in its place, and no rules can be made of it",
            spec.Node
        );
        return SpecText.Fold(spec.Node);
    }

    private static string Type(string? type, (string? Name, string Key) reference, string typeKey, MapReader source, OpenSloContext context)
    {
        if (type is not { Length: > 0 } && reference.Name is { } name && context.Find(OpenSloSchema.DataSource, name) is { } document)
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

        if (reference.Name is not null)
            context.AddLoss(
                source,
                reference.Key,
                $"A definition names the type of a data source only, not '{reference.Name}' and its connection"
            );
        if (type is { Length: > 0 })
            return Canonical(type);
        context.AddLoss(source, typeKey, "The data source has no type; nothing can be said of its queries");
        return Unknown;
    }
}

/// <summary>The indicator of an SLO or of an objective: inline, or a reference to an SLI.</summary>
internal static class OpenSloIndicatorField
{
    /// <summary>Null, with a problem noted, when there is no indicator, or none that can be read.</summary>
    public static SliSpec? Read(MapReader parent, OpenSloContext context, SourceMap places)
    {
        var (inline, reference) = Keys(context);
        places.Add("indicator", parent, inline);
        places.Add("indicator", parent, reference);
        var key = parent.ExactlyOne(inline, reference);
        if (key is null)
            return null;
        if (key == reference)
            return Follow(parent, reference, context);
        return parent.Map(inline, required: true) is { } map ? SliSpec.Read(map, context, places) : null;
    }

    /// <summary>The keys of an indicator that stands here, and of one that is referred to.</summary>
    public static (string Inline, string Reference) Keys(OpenSloContext context) =>
        context.IsV2 ? ("sli", "sliRef") : ("indicator", "indicatorRef");

    private static SliSpec? Follow(MapReader parent, string key, OpenSloContext context)
    {
        var name = parent.Name(key);
        var node = parent.NodeOf(key);
        var before = context.Problems.Count;
        var sli = OpenSloReference.Follow(
            node,
            parent.Path(key),
            name,
            OpenSloSchema.Sli,
            context,
            (map, other) => SliSpec.Read(map, other)
        );

        // The SLO may be right, and its SLI in a file that was not given: no error of the document, yet nothing to make a definition of.
        if (sli is null && context.Problems.Count == before)
        {
            var meant = context.Meant(OpenSloSchema.Sli, name);
            parent.Problem(
                node,
                key,
                $"The SLI '{ServiceName.Printable(name)}' is not among what was read, so no definition comes of this SLO",
                meant.Length > 0 ? meant.TrimEnd('?') : "Give the file that defines it too, or write the indicator inline",
                context.Defines(OpenSloSchema.Sli) ? OpenSloContext.ReferenceUnknown : "IndicatorReferenceOpen"
            );
        }

        return sli;
    }
}
