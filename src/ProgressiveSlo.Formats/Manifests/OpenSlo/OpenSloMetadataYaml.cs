using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Writes the metadata of an SLO. What has no field there becomes an annotation of ours, which the reader takes back.</summary>
internal static class OpenSloMetadataYaml
{
    private static readonly string[] _own = [OpenSloWords.NameKey, OpenSloWords.NamespaceKey, OpenSloWords.AlertSettingsKey];

    public static void Write(YamlWriter yaml, SloDefinition definition, List<SloLoss> losses)
    {
        var name = OpenSloNames.IsDnsLabel(definition.Name) ? definition.Name : ServiceName.Slug(definition.Name);
        var isSlug = name != definition.Name;
        var display = DisplayName(definition, isSlug);
        if (DefinitionLabels.Phase(definition.Labels) != definition.Phase)
            losses.Add(new SloLoss("phase", "OpenSLO has no field for a phase, and the labels do not give it"));

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
        definition.Annotations.TryGetValue(OpenSloWords.DisplayNameKey, out var text) && Fits(text) && !(isSlug && text == definition.Name) ? text : null;

    private static bool Fits(string text) => text.Length > 0 && OpenSloNames.Length(text) <= OpenSloWords.LongestDisplayName && PrintableText.IsPrintable(text);

    private static Dictionary<string, string> Labels(SloDefinition definition, List<SloLoss> losses)
    {
        foreach (var label in definition.Labels.Where(l => !OpenSloNames.IsLabelKey(l.Key)))
            losses.Add(new SloLoss("labels." + label.Key, "OpenSLO has no labels of such names"));
        return definition.Labels.Where(l => OpenSloNames.IsLabelKey(l.Key)).ToDictionary(l => l.Key, l => l.Value);
    }

    private static Dictionary<string, string> Annotations(SloDefinition definition, bool isSlug, bool hasDisplayName, List<SloLoss> losses)
    {
        var annotations = new Dictionary<string, string>();
        if (isSlug)
            annotations[OpenSloWords.NameKey] = definition.Name;
        if (definition.Namespace is { } space)
            annotations[OpenSloWords.NamespaceKey] = space;
        if (AlertSettingsJson.Write(definition.AlertSettings) is { } settings)
            annotations[OpenSloWords.AlertSettingsKey] = settings;
        foreach (var annotation in definition.Annotations)
        {
            if (annotation.Key == SloDefinition.DescriptionKey || (hasDisplayName && annotation.Key == OpenSloWords.DisplayNameKey))
                continue;
            if (_own.Contains(annotation.Key))
                losses.Add(new SloLoss("annotations." + annotation.Key, "The writer has an annotation of this name for something else"));
            else if (!OpenSloNames.IsAnnotationKey(annotation.Key))
                losses.Add(new SloLoss("annotations." + annotation.Key, "OpenSLO has no annotations of such names"));
            else
                annotations[annotation.Key] = annotation.Value;
        }

        return annotations;
    }
}
