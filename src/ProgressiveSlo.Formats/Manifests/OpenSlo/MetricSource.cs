using System;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>A query and what it is written for.</summary>
/// <param name="Query">The query; the whole spec in JSON where the data source has no such key.</param>
/// <param name="DataSource">The data source's type.</param>
internal sealed record MetricSource(string Query, string DataSource)
{
    // PromQL is nothing to assume: a source that says nothing of its type stays apart.
    public const string Unknown = "Unknown";

    private const string QueryKey = "query";

    /// <summary>Reads <c>metricSource</c> below a key such as <c>good</c>.</summary>
    public static MetricSource? Read(MapReader parent, string key, OpenSloContext context, PlaceMap? places = null, string? place = null)
    {
        if (parent.Map(key, required: true) is not { } metric)
            return null;
        var source = metric.Map("metricSource", required: true);
        metric.RefuseOthers();
        if (source is null)
            return null;
        var reference = source.OptionalName("metricSourceRef");
        var type = Type(source.OptionalText("type"), reference, source, context);
        var spec = source.Map("spec", required: true);
        source.RefuseOthers();
        if (spec is null)
            return null;
        if (spec.Node is YamlMap { Entries.Count: 0 })
            source.Problem(spec.Node, "spec", "The mapping is empty", "Write the query below it, for example query: sum(rate(http_requests_total[{{.window}}]))");
        if (place is not null)
            places?.Note(place, spec.Has(QueryKey) ? spec.NodeOf(QueryKey) : spec.Node, spec.Has(QueryKey) ? spec.Path(QueryKey) : source.Path("spec"));
        return Read(spec, type, context) is { } query ? new MetricSource(query, type) : null;
    }

    /// <summary>The type in the spelling of the domain, where Prometheus is written in any case.</summary>
    public static string Canonical(string type) => string.Equals(type, SloIndicator.Prometheus, StringComparison.OrdinalIgnoreCase) ? SloIndicator.Prometheus : type;

    private static string? Read(MapReader spec, string type, OpenSloContext context)
    {
        if (type == SloIndicator.Prometheus || (spec.Has(QueryKey) && spec.NodeOf(QueryKey) is YamlScalar))
        {
            var query = spec.RequiredLines(QueryKey);
            if (query?.Trim().Length == 0)
                spec.Problem(spec.NodeOf(QueryKey), QueryKey, "The query is empty", "Write the query");
            foreach (var (key, field) in spec.Others())
                context.Lose(field, "A definition has a query and its data source, and nothing more of a metric source", key);
            return query;
        }

        context.Lose(spec.Path("").TrimEnd('.'), $"There is no query as one text; all that {type} is told is kept as JSON in its place", spec.Node);
        return SpecText.Fold(spec.Node);
    }

    private static string Type(string? type, string? reference, MapReader source, OpenSloContext context)
    {
        if (type is not { Length: > 0 } && reference is not null && context.Find(OpenSloWords.DataSource, reference) is { } document)
        {
            type = document.Root is YamlMap root && root.Find("spec") is YamlMap spec && spec.Find("type") is YamlScalar { IsNull: false } named ? named.Value : null;
            if (type is { Length: > 0 } && !Text.PrintableText.IsPrintable(type))
                type = null;
        }

        if (reference is not null)
            context.Lose(source, "metricSourceRef", $"A definition names the type of a data source only, not '{reference}'");
        if (type is { Length: > 0 })
            return Canonical(type);
        context.Lose(source, "type", "The data source has no type; nothing can be said of its queries");
        return Unknown;
    }
}
