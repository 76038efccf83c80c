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
    public ManifestScope Scope => ManifestScope.Definition;

    /// <inheritdoc/>
    public string Extension => ".yaml";

    /// <inheritdoc/>
    public IReadOnlyList<SloLoss> Write(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        var definition = definitions[0];
        var alerting = options.AlertWindows?.For(definition.Window) ?? definition.Alerting;

        var yaml = new YamlWriter(output ?? throw new ArgumentNullException(nameof(output)));
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", SloDevReader.ApiVersion);
        yaml.Pair("kind", SloDevReader.Kind);
        Metadata(yaml, definition);
        Spec(yaml, definition, alerting);
        yaml.EndDocument();
        return [];
    }

    private static void Metadata(YamlWriter yaml, SloDefinition definition)
    {
        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", definition.Name);
        yaml.OptionalPair("namespace", definition.Namespace);
        TextsYaml.Write(yaml, "labels", definition.Labels);
        TextsYaml.Write(yaml, "annotations", definition.Annotations);
        yaml.EndMap();
    }

    private static void Spec(YamlWriter yaml, SloDefinition definition, IReadOnlyList<BurnRateAlert> alerting)
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
        Alerting(yaml, alerting, definition.AlertSettings);
        yaml.EndMap();
    }

    private static void Alerting(YamlWriter yaml, IReadOnlyList<BurnRateAlert> alerts, AlertSettings settings)
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

        AlertSettingsYaml.Write(yaml, settings);
        yaml.EndMap();
    }
}
