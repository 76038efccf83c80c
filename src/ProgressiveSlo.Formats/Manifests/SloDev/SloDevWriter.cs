using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.SloDev;

/// <summary>Writes slo.dev/v1 ServiceLevelObjective documents.</summary>
public sealed class SloDevWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => "SloDev";

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Definition;

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var definition = definitions[0];
        var alerting = options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting;

        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", SloDevReader.ApiVersion);
        yaml.Pair("kind", SloDevReader.Kind);
        Metadata(yaml, definition);
        Spec(yaml, definition, alerting);
        yaml.EndDocument();
        return [];
    }

    /// <summary>What is written as the description of a document.</summary>
    internal static string DescriptionOf(string service, string? phase) =>
        phase is null ? $"SLO for {service}" : $"{phase} phase SLO for {service}";

    /// <summary>What is written as the name of an objective.</summary>
    internal static string ObjectiveNameOf(string? phase) => phase is null ? "availability target" : $"{phase} availability target";

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
        yaml.Pair("description", DescriptionOf(definition.Service, definition.Phase));
        IndicatorYaml.Write(yaml, definition.Indicator);
        yaml.Key("objectives");
        yaml.BeginList();
        yaml.BeginMap();
        yaml.Pair("displayName", ObjectiveNameOf(definition.Phase));
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
        BurnRatesYaml.Write(yaml, "burnRates", alerts, shortFirst: true);
        AlertSettingsYaml.Write(yaml, settings);
        yaml.EndMap();
    }
}
