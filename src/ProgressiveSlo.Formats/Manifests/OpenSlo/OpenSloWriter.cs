using System;
using System.Collections.Generic;
using System.IO;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.OpenSlo;

/// <summary>Writes openslo/v1: one SLO with its indicator and its alert policies inline, valid by the rules of OpenSLO's own validator.</summary>
public sealed class OpenSloWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => OpenSloWords.Format;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Definition;

    /// <inheritdoc/>
    protected override IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        var definition = definitions[0];
        var alerting = options.AlertWindows?.For(definition.Window) ?? definition.Alerting;
        var duration = OpenSloDuration.Format(definition.Window) ?? throw new ManifestNotWritableException(
            definition.Id,
            new FieldProblem("window", $"OpenSLO has no durations such as {PrometheusDuration.Format(definition.Window)}, only whole minutes", "Take a window of whole minutes, hours, days or weeks"));

        var losses = new List<SloLoss>();
        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("apiVersion", OpenSloWords.V1);
        yaml.Pair("kind", OpenSloWords.Slo);
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

    private static void Description(YamlWriter yaml, SloDefinition definition, List<SloLoss> losses)
    {
        if (definition.Description is not { } text)
            return;
        if (OpenSloNames.Length(text) > OpenSloWords.LongestDescription)
        {
            losses.Add(new SloLoss("annotations." + SloDefinition.DescriptionKey, "OpenSLO allows 1050 characters; the description is cut there"));
            text = Cut(text, OpenSloWords.LongestDescription - 1) + "…";
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
        yaml.Pair("displayName", OpenSloWords.ObjectiveName(definition.ShortName, definition.Phase));
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
