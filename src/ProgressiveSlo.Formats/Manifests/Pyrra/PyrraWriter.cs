using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Pyrra;

/// <summary>
/// Writes pyrra.dev/v1alpha1 ServiceLevelObjective objects. Pyrra has alert windows of its own; other ones are reported as lost.
/// </summary>
public sealed class PyrraWriter : ManifestWriter
{
    /// <summary>The format's name.</summary>
    public const string Name = "Pyrra";

    /// <inheritdoc/>
    public override string Format => Name;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Definition;

    private protected override bool KeepsObjectMetadata => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var definition = definitions[0];
        var losses = new List<ConversionLoss>();
        var indicator = PyrraIndicatorWriter.From(definition, losses);
        var alerting = options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting;
        var metadata = PyrraObject.From(definition, options, losses);

        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", PyrraReader.ApiVersion);
        yaml.Pair("kind", PyrraReader.Kind);
        metadata.Write(yaml);
        yaml.Key("spec");
        yaml.BeginMap();
        if (definition.Description is { } description)
        {
            yaml.Key("description");
            yaml.Lines(description);
        }

        // Kubernetes has no decimals in its schemas, so the target is a text.
        yaml.Pair("target", NumberText.Plain(definition.Target * 100m));
        yaml.Pair("window", definition.Window);
        indicator.Write(yaml);
        Alerting(yaml, definition, alerting, losses);
        yaml.EndMap();
        yaml.EndDocument();
        return losses;
    }

    private static void Alerting(
        YamlWriter yaml,
        SloDefinition definition,
        IReadOnlyList<BurnRateAlert> alerts,
        List<ConversionLoss> losses
    )
    {
        var own = PyrraWindows.For(definition.Window);
        var areOwn = PyrraWindows.AreOwn(alerts, definition.Window);
        if (alerts.Count > 0 && !areOwn)
            losses.Add(
                new ConversionLoss(
                    "alerting",
                    "Pyrra has alert windows of its own, and uses "
                        + string.Join(", ", own.Select(w => new BurnRateAlert(w.Severity, w.Long, w.Short, w.Factor)))
                )
            );
        var severities = areOwn
            ? own.Zip(alerts, (w, a) => (w.Key, Own: w.Severity, a.Severity)).Where(s => s.Severity != s.Own).ToArray()
            : [];

        var settings = definition.AlertSettings;
        AddLosses(settings, losses);
        if (alerts.Count > 0 && severities.Length == 0 && settings is { Name: null, Absent: null, AbsentName: null })
            return;
        yaml.Key("alerting");
        yaml.BeginMap();
        if (alerts.Count == 0)
            yaml.Pair("burnrates", false);
        if (settings.Absent is { } absent)
            yaml.Pair("absent", absent);
        yaml.OptionalPair("name", settings.Name);
        yaml.OptionalPair("absentName", settings.AbsentName);
        if (severities.Length > 0)
        {
            yaml.Key("severities");
            yaml.BeginMap();
            foreach (var (key, _, severity) in severities)
                yaml.Pair(key, severity);
            yaml.EndMap();
        }

        yaml.EndMap();
    }

    private static void AddLosses(AlertSettings settings, List<ConversionLoss> losses)
    {
        if (settings.MinimumBadEvents is not null)
            losses.Add(new ConversionLoss("alertSettings.minimumBadEvents", "Pyrra's alerts have no least number of bad events"));
        AlertTimeLosses.Add(settings, "Pyrra", losses);
        if (settings.Labels.Count > 0)
            losses.Add(
                new ConversionLoss("alertSettings.labels", "Pyrra has no labels for alerts alone; labels of the SLO go to its alerts too")
            );
        foreach (var severity in settings.Severities)
            losses.Add(
                new ConversionLoss(
                    $"alertSettings.severities.{severity.Severity}",
                    "Pyrra has no labels or annotations for alerts of one severity"
                )
            );
    }
}
