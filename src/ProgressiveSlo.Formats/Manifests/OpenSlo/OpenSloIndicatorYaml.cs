using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Writes an indicator inline. Selectors become the queries that they stand for.</summary>
internal static class OpenSloIndicatorYaml
{
    public static void Write(YamlWriter yaml, SloDefinition definition)
    {
        yaml.Key("indicator");
        yaml.BeginMap();
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", ServiceName.Slug(definition.Id));
        yaml.EndMap();
        yaml.Key("spec");
        yaml.BeginMap();
        Metric(yaml, definition.Indicator);
        yaml.EndMap();
        yaml.EndMap();
    }

    private static void Metric(YamlWriter yaml, SloIndicator indicator)
    {
        if (indicator is ThresholdIndicator threshold)
        {
            Source(yaml, "thresholdMetric", threshold.Query, threshold.DataSource);
            return;
        }

        yaml.Key("ratioMetric");
        yaml.BeginMap();
        switch (indicator)
        {
            case RawRatioIndicator raw:
                yaml.Pair("rawType", raw.IsSuccess ? "success" : "failure");
                Source(yaml, "raw", raw.Query, raw.DataSource);
                break;
            case QueryIndicator query:
                Events(yaml, query.Good, query.Bad, query.Total, query.DataSource);
                break;
            case { Queries: { Total: { } total } queries }:
                Events(yaml, queries.Good, queries.Bad, total, indicator.DataSource);
                break;
            default:
                throw new InvalidOperationException($"There is no OpenSLO for the indicator type {indicator.Type}.");
        }

        yaml.EndMap();
    }

    private static void Events(YamlWriter yaml, string? good, string? bad, string total, string dataSource)
    {
        yaml.Pair("counter", true);
        Source(yaml, good is null ? "bad" : "good", good ?? bad!, dataSource);
        Source(yaml, "total", total, dataSource);
    }

    private static void Source(YamlWriter yaml, string key, string query, string dataSource)
    {
        yaml.Key(key);
        yaml.BeginMap();
        yaml.Key("metricSource");
        yaml.BeginMap();
        yaml.Pair("type", dataSource);
        yaml.Key("spec");
        if (dataSource != SloIndicator.Prometheus && SpecText.Unfold(query) is { } spec)
        {
            SpecText.Write(yaml, spec);
        }
        else
        {
            yaml.BeginMap();
            yaml.Key("query");
            yaml.Lines(query);
            yaml.EndMap();
        }

        yaml.EndMap();
        yaml.EndMap();
    }
}

/// <summary>
/// The <c>spec</c> of a metric source whose data source wants more than one query: kept as one line of JSON in place of the query,
/// and unfolded again when it is written.
/// </summary>
internal static class SpecText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Fold(YamlNode spec)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(json, spec);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The mapping that a text was folded from; null when it is not such a text.</summary>
    public static YamlMap? Unfold(string text)
    {
        if (text.Length < 3 || text[0] != '{')
            return null;
        try
        {
            // JSON is YAML. What does not fold back to the same text was never folded: it is a query that looks like JSON.
            var documents = YamlLoader.Load(text, "", DocumentLimits.Default);
            return documents.Count == 1 && documents[0] is YamlMap map && map.Find("query") is not YamlScalar && Fold(map) == text
                ? map
                : null;
        }
        catch (SloDocumentException)
        {
            return null;
        }
    }

    public static void Write(YamlWriter yaml, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                yaml.BeginMap();
                foreach (var entry in map.Entries)
                {
                    yaml.Key(entry.Key.Value);
                    Write(yaml, entry.Value);
                }

                yaml.EndMap();
                break;
            case YamlList list:
                yaml.BeginList();
                foreach (var item in list.Items)
                    Write(yaml, item);
                yaml.EndList();
                break;
            case YamlScalar scalar:
                yaml.Lines(scalar.Value);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                json.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    json.WritePropertyName(entry.Key.Value);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case YamlScalar scalar:
                json.WriteStringValue(scalar.IsNull ? "" : scalar.Value);
                break;
        }
    }
}
