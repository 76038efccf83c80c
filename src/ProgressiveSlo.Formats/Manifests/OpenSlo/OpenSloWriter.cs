using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>
/// Writes openslo/v1: one SLO with its indicator and its alert policies inline, valid by the rules of OpenSLO's own validator.
/// </summary>
public sealed class OpenSloWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => OpenSloSchema.Format;

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
        var duration =
            OpenSloDuration.Format(definition.Window)
            ?? throw new ManifestNotWritableException(
                definition.Id,
                new FieldProblem(
                    "window",
                    $"OpenSLO has no durations such as {PrometheusDuration.Format(definition.Window)}, only whole minutes",
                    "Take a window of whole minutes, hours, days or weeks"
                )
            );

        var losses = new List<ConversionLoss>();
        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", OpenSloSchema.V1);
        yaml.Pair("kind", OpenSloSchema.Slo);
        OpenSloMetadataYaml.Write(yaml, definition, losses);
        yaml.Key("spec");
        yaml.BeginMap();
        Description(yaml, definition, losses);
        yaml.Pair("service", definition.Service);
        OpenSloIndicatorYaml.Write(yaml, definition);
        Window(yaml, duration);
        yaml.Pair("budgetingMethod", "Occurrences");
        Objective(yaml, definition);
        OpenSloAlertsYaml.Write(yaml, definition, alerting, losses);
        yaml.EndMap();
        yaml.EndDocument();
        return losses;
    }

    private static void Description(YamlWriter yaml, SloDefinition definition, List<ConversionLoss> losses)
    {
        if (definition.Description is not { } text)
            return;
        if (OpenSloNames.Length(text) > OpenSloSchema.LongestDescription)
        {
            losses.Add(
                new ConversionLoss(
                    "annotations." + SloDefinition.DescriptionKey,
                    "OpenSLO allows 1050 characters; the description is cut there"
                )
            );
            text = Cut(text, OpenSloSchema.LongestDescription - 1) + "…";
        }

        yaml.Key("description");
        yaml.Lines(text);
    }

    private static string Cut(string text, int characters)
    {
        var end = 0;
        for (; characters > 0; characters--)
            end += end + 1 < text.Length && char.IsSurrogatePair(text[end], text[end + 1]) ? 2 : 1;
        return text.Substring(0, end).TrimEnd();
    }

    private static void Window(YamlWriter yaml, string duration)
    {
        yaml.Key("timeWindow");
        yaml.BeginList();
        yaml.BeginMap();
        yaml.PlainPair("duration", duration);
        yaml.Pair("isRolling", true);
        yaml.EndMap();
        yaml.EndList();
    }

    private static void Objective(YamlWriter yaml, SloDefinition definition)
    {
        yaml.Key("objectives");
        yaml.BeginList();
        yaml.BeginMap();
        yaml.Pair("displayName", OpenSloSchema.ObjectiveName(definition.ShortName, definition.Phase));
        if (definition.Indicator is ThresholdIndicator threshold)
        {
            yaml.Pair("op", OpenSloObjective.Word(threshold.Operator));
            yaml.Pair("value", threshold.Value);
        }

        yaml.Pair("target", definition.Target);
        yaml.EndMap();
        yaml.EndList();
    }
}

/// <summary>Writes the metadata of an SLO. What has no field there becomes an annotation of ours, which the reader takes back.</summary>
internal static class OpenSloMetadataYaml
{
    private static readonly string[] Own = [OpenSloSchema.NameKey, OpenSloSchema.NamespaceKey, OpenSloSchema.AlertSettingsKey];

    public static void Write(YamlWriter yaml, SloDefinition definition, List<ConversionLoss> losses)
    {
        var name = OpenSloNames.IsDnsLabel(definition.Name) ? definition.Name : ServiceName.Slug(definition.Name);
        var isSlug = name != definition.Name;
        var display = DisplayName(definition, isSlug);
        if (DefinitionLabels.Phase(definition.Labels) != definition.Phase)
            losses.Add(new ConversionLoss("phase", "OpenSLO has no field for a phase, and the labels do not give it"));

        yaml.Key("metadata");
        yaml.BeginMap();
        yaml.Pair("name", name);
        yaml.OptionalPair("displayName", display ?? (isSlug && Fits(definition.Name) ? definition.Name : null));
        TextsYaml.Write(yaml, "labels", Labels(definition, losses));
        TextsYaml.Write(yaml, "annotations", Annotations(definition, isSlug, display is not null, losses));
        yaml.EndMap();
    }

    // A name for people that is the name itself, where that is written there anyway, would be lost when it is read back.
    private static string? DisplayName(SloDefinition definition, bool isSlug) =>
        definition.Annotations.TryGetValue(OpenSloSchema.DisplayNameKey, out var text) && Fits(text) && !(isSlug && text == definition.Name)
            ? text
            : null;

    private static bool Fits(string text) =>
        text.Length > 0 && OpenSloNames.Length(text) <= OpenSloSchema.LongestDisplayName && PrintableText.IsPrintable(text);

    private static Dictionary<string, string> Labels(SloDefinition definition, List<ConversionLoss> losses)
    {
        foreach (var label in definition.Labels.Where(l => !OpenSloNames.IsLabelKey(l.Key)))
            losses.Add(new ConversionLoss("labels." + label.Key, "OpenSLO has no labels of such names"));
        return definition.Labels.Where(l => OpenSloNames.IsLabelKey(l.Key)).ToDictionary(l => l.Key, l => l.Value);
    }

    private static Dictionary<string, string> Annotations(
        SloDefinition definition,
        bool isSlug,
        bool hasDisplayName,
        List<ConversionLoss> losses
    )
    {
        var annotations = new Dictionary<string, string>();
        if (isSlug)
            annotations[OpenSloSchema.NameKey] = definition.Name;
        if (definition.Namespace is { } space)
            annotations[OpenSloSchema.NamespaceKey] = space;
        if (AlertSettingsJson.Write(definition.AlertSettings) is { } settings)
            annotations[OpenSloSchema.AlertSettingsKey] = settings;
        foreach (var annotation in definition.Annotations)
        {
            if (annotation.Key == SloDefinition.DescriptionKey || (hasDisplayName && annotation.Key == OpenSloSchema.DisplayNameKey))
                continue;
            if (Own.Contains(annotation.Key))
                losses.Add(
                    new ConversionLoss("annotations." + annotation.Key, "The writer has an annotation of this name for something else")
                );
            else if (!OpenSloNames.IsAnnotationKey(annotation.Key))
                losses.Add(new ConversionLoss("annotations." + annotation.Key, "OpenSLO has no annotations of such names"));
            else
                annotations[annotation.Key] = annotation.Value;
        }

        return annotations;
    }
}
