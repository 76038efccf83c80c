using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Writes Sloth's specs of version prometheus/v1: one document holds all SLOs of a service.</summary>
public sealed class SlothWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => SlothReader.Name;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    protected override IReadOnlyList<SloLoss> WriteCore(IReadOnlyList<SloDefinition> definitions, ManifestOptions options, TextWriter output)
    {
        var losses = new List<SloLoss>();
        var slos = definitions.Select(d => (Definition: d, Name: SlothName.Make(d.ShortName, "slo"), Indicator: SlothIndicator.Of(d))).ToArray();
        RefuseDuplicates(slos.Select(s => (s.Definition, s.Name)));

        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("version", SlothKeys.FileVersion);
        yaml.Pair("service", SlothName.Make(definitions[0].Service, "service"));
        yaml.Key("slos");
        yaml.BeginList();
        foreach (var slo in slos)
            Write(yaml, slo.Definition, slo.Name, slo.Indicator, options, losses);
        yaml.EndList();
        yaml.EndDocument();
        return losses;
    }

    private static void RefuseDuplicates(IEnumerable<(SloDefinition Definition, string Name)> slos)
    {
        var names = new HashSet<string>();
        foreach (var (definition, name) in slos)
        {
            if (!names.Add(name))
                throw new ManifestNotWritableException(definition.Id, new FieldProblem("name", $"Sloth's rules for names leave '{name}' of it, and another SLO of the service has that name", SlothName.Rule) { Code = "SloDuplicate" });
        }
    }

    private static void Write(YamlWriter yaml, SloDefinition definition, string name, SlothIndicator indicator, ManifestOptions options, List<SloLoss> losses)
    {
        HeadLosses(definition, name, losses);
        yaml.BeginMap();
        yaml.Pair("name", name);
        if (!string.IsNullOrEmpty(definition.Description))
        {
            yaml.Key("description");
            yaml.Lines(definition.Description!);
        }

        yaml.Pair("objective", definition.Target * 100m);
        TextsYaml.Write(yaml, "labels", Kept(definition.Labels, "labels", definition, losses));
        Indicator(yaml, indicator);
        SlothAlertingWriter.Write(yaml, definition, options.AlertWindows?.For(definition.Window) ?? definition.Alerting, losses);
        yaml.EndMap();
    }

    /// <summary>The texts that Sloth accepts; the others are lost.</summary>
    internal static IReadOnlyDictionary<string, string> Kept(IReadOnlyDictionary<string, string> texts, string field, SloDefinition definition, ICollection<SloLoss> losses)
    {
        if (texts.All(IsKept))
            return texts;
        foreach (var text in texts.Where(t => !IsKept(t)))
            losses.Add(new SloLoss($"{field}.{text.Key}", $"Sloth refuses an empty value, and a label of the metric's name"));
        return texts.Where(IsKept).ToDictionary(t => t.Key, t => t.Value);

        static bool IsKept(KeyValuePair<string, string> text) => text.Value.Length > 0 && text.Key.Length > 0 && text.Key != "__name__";
    }

    private static void Indicator(YamlWriter yaml, SlothIndicator indicator)
    {
        yaml.Key("sli");
        yaml.BeginMap();
        yaml.Key(indicator.ErrorRatio is null ? "events" : "raw");
        yaml.BeginMap();
        Query(yaml, SlothKeys.Snake.ErrorQuery, indicator.Bad);
        Query(yaml, SlothKeys.Snake.TotalQuery, indicator.Total);
        Query(yaml, SlothKeys.Snake.ErrorRatioQuery, indicator.ErrorRatio);
        yaml.EndMap();
        yaml.EndMap();
    }

    private static void Query(YamlWriter yaml, string key, string? query)
    {
        if (query is null)
            return;
        yaml.Key(key);
        yaml.Lines(query);
    }

    private static void HeadLosses(SloDefinition definition, string name, List<SloLoss> losses)
    {
        if (!SlothName.IsValid(definition.Service))
            Add("service", $"Sloth's rules for names do not allow '{definition.Service}'; written as '{SlothName.Make(definition.Service, "service")}'");
        if (name != definition.ShortName)
            Add("name", $"Sloth's rules for names do not allow '{definition.ShortName}'; written as '{name}'");
        if (definition.Namespace is not null)
            Add("namespace", "A spec of version prometheus/v1 has none");
        if (definition.Window != TimeSpan.FromDays(SlothKeys.PeriodDays))
            Add("window", $"Sloth takes the period from its command line (--default-slo-period {PrometheusDuration.Format(definition.Window)}), 30d unless told");
        if (definition.Phase != DefinitionLabels.Phase(definition.Labels))
            Add("phase", "It is known by the labels phase and progressive, which the definition has not");
        foreach (var annotation in definition.Annotations.Where(a => a.Key != SloDefinition.DescriptionKey || a.Value.Length == 0))
            Add("annotations." + annotation.Key, "A spec of Sloth has annotations of alerts alone");

        void Add(string field, string message) => losses.Add(new SloLoss(field, $"{message}"));
    }
}
