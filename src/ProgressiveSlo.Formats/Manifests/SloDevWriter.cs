using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Writes slo.dev/v1 ServiceLevelObjective documents.</summary>
public sealed class SloDevWriter : IManifestWriter
{
    /// <inheritdoc/>
    public string Format => "SloDev";

    /// <inheritdoc/>
    public void Write(SloDefinition definition, TextWriter output)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));

        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", "slo.dev/v1");
        yaml.Pair("kind", "ServiceLevelObjective");
        Metadata(yaml, definition);
        Spec(yaml, definition);
        yaml.EndDocument();
    }

    private static void Metadata(YamlWriter yaml, SloDefinition definition)
    {
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", definition.Name);
        yaml.OptionalPair("namespace", definition.Namespace);
        Texts(yaml, "labels", definition.Labels);
        Texts(yaml, "annotations", definition.Annotations);
        yaml.EndMap();
    }

    private static void Spec(YamlWriter yaml, SloDefinition definition)
    {
        yaml.Key("spec");
        yaml.BeginMap();
        yaml.Pair("service", definition.Service);
        yaml.Pair("description", definition.Phase is null ? $"SLO for {definition.Service}" : $"{definition.Phase} phase SLO for {definition.Service}");
        IndicatorYaml.Write(yaml, definition.Indicator);
        yaml.Key("objectives");
        yaml.BeginList();
        yaml.BeginMap();
        yaml.Pair("displayName", definition.Phase is null ? "availability target" : $"{definition.Phase} availability target");
        yaml.Pair("window", definition.Window);
        yaml.Pair("target", definition.Target);
        yaml.EndMap();
        yaml.EndList();
        Alerting(yaml, definition.Alerting);
        yaml.EndMap();
    }

    private static void Alerting(YamlWriter yaml, IReadOnlyList<BurnRateAlert> alerts)
    {
        yaml.Key("alerting");
        yaml.BeginMap();
        yaml.Pair("enabled", alerts.Count > 0);
        if (alerts.Count > 0)
        {
            yaml.Key("burnRates");
            yaml.BeginList();
            foreach (var alert in alerts)
            {
                yaml.BeginMap();
                yaml.Pair("severity", alert.Severity);
                yaml.Pair("shortWindow", alert.ShortWindow);
                yaml.Pair("longWindow", alert.LongWindow);
                yaml.Pair("burnRate", alert.BurnRate);
                yaml.EndMap();
            }

            yaml.EndList();
        }

        yaml.EndMap();
    }

    private static void Texts(YamlWriter yaml, string key, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        foreach (var text in texts)
            yaml.Pair(text.Key, text.Value);
        yaml.EndMap();
    }
}
