using System;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

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
