using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads one SLO of a document of Sloth.</summary>
internal static class SlothSloReader
{
    private static readonly TimeSpan _window = TimeSpan.FromDays(SlothKeys.PeriodDays);

    /// <summary>Adds the SLO to the result, or what is wrong with it to the problems of the result.</summary>
    /// <param name="node">The SLO.</param>
    /// <param name="field">Its path in the document.</param>
    /// <param name="spec">The document.</param>
    /// <param name="names">Names of the SLOs before it.</param>
    /// <param name="head">Takes a problem that is the document's.</param>
    /// <param name="result">Takes the definition.</param>
    public static void Read(YamlNode node, string field, SlothSpec spec, HashSet<string> names, ProblemList head, ManifestReadResult result)
    {
        if (MapReader.Open(node, field, head) is null)
            return;
        var problems = new ProblemList(spec.Document.Path);
        var definition = Definition(MapReader.Open(node, field, problems)!, spec, names, problems);
        result.Add(problems.InOrder);
        if (spec.IsSound && definition is not null && problems.InOrder.All(p => p.Problem.IsKept))
            result.Add(definition);
    }

    /// <summary>Notes SLO plugins, which are Go programs that change the rules.</summary>
    public static void Plugins(MapReader map, string key, List<ConversionLoss> losses)
    {
        if (!map.Has(key) || map.NodeOf(key) is not YamlMap plugins)
            return;
        var ids = plugins.Find("chain") is YamlList chain
            ? chain
                .Items.OfType<YamlMap>()
                .Select(p => p.Find("id"))
                .OfType<YamlScalar>()
                .Select(id => ServiceName.Printable(id.Value))
                .ToArray()
            : [];
        if (ids.Length > 0 || plugins.Entries.Count > 0)
            losses.Add(
                map.Loss(
                    key,
                    $"SLO plugins of Sloth are Go programs that change its rules, and are not carried over: "
                        + $"{(ids.Length == 0 ? "none is named" : string.Join(", ", ids))}"
                )
            );
    }

    private static SloDefinition? Definition(MapReader map, SlothSpec spec, HashSet<string> names, ProblemList problems)
    {
        var places = spec.Places.Copy();
        var losses = new List<ConversionLoss>(spec.Losses);
        var name = Name(places.Add("name", map, "name"), names);
        var target = TargetYaml.Percent(places.Add("target", map, "objective"), "objective");
        places.Add("annotations." + SloDefinition.DescriptionKey, map, "description");
        var description = map.OptionalLines("description");
        var labels = SlothTexts.Merge(spec.Labels, SlothTexts.Read(places.Add("labels", map, "labels"), "labels", problems, places));
        Plugins(map, "plugins", losses);
        var isMetricsQl = spec.IsMetricsQl || SlothPlugins.IsMetricsQl(map.NodeOf("plugins"));
        var isLongQueryKept = spec.IsLongQueryKept || SlothPlugins.KeepsLongQuery(map.NodeOf("plugins"));
        var indicator = new SlothIndicatorReader(spec, isMetricsQl, problems, places, losses).Read(places.Add("indicator", map, "sli"));
        var (alerting, settings) = SlothAlertingReader.Read(places.Add("alerting", map, "alerting"), spec.Keys, problems, losses);
        SlothSpec.Ignore(map, losses);
        return indicator is null
            ? null
            : new SloDefinition(name, spec.Service, indicator, target, _window)
            {
                Namespace = spec.Namespace,
                Phase = DefinitionLabels.Phase(labels),
                Alerting = alerting,
                AlertSettings = settings,
                Labels = labels,
                Annotations = string.IsNullOrEmpty(description)
                    ? new Dictionary<string, string>()
                    : new Dictionary<string, string> { [SloDefinition.DescriptionKey] = description! },
                Losses = losses,
                ObjectMetadata = spec.Object,
                Source = new SloSource(spec.Document.Path, map.Node.Line, map.Node.Column, SlothReader.Name)
                {
                    ApiVersion = spec.ApiVersion,
                    Traits =
                        SourceTraits.AlertsAreGenerated
                        | SourceTraits.NamesAreFree
                        | SourceTraits.WindowIsDefault
                        | SourceTraits.IdsLackNamespace
                        | (isLongQueryKept ? SourceTraits.None : SourceTraits.RatiosAreAveraged),
                    DocumentName = spec.Name,
                    Locations = places.Places,
                },
            };
    }

    private static string Name(MapReader map, HashSet<string> names)
    {
        var name = map.RequiredText("name");
        if (!map.Has("name"))
            return name;
        if (!SlothName.IsValid(name))
            map.Problem(
                map.NodeOf("name"),
                "name",
                name.Length == 0 ? "The name is empty" : $"'{ServiceName.Printable(name)}' is not a name for Sloth",
                SlothName.Rule,
                "NameInvalid"
            );
        else if (!names.Add(name))
            map.Problem(
                map.NodeOf("name"),
                "name",
                $"The service has another SLO named '{name}'",
                "Give each SLO a name of its own",
                "SloDuplicate"
            );
        return name;
    }
}

/// <summary>Labels and annotations with Sloth's rules: no empty names or values, and no label that is the metric's name.</summary>
internal static class SlothTexts
{
    private const string MetricName = "__name__";

    public static IReadOnlyDictionary<string, string> Read(MapReader parent, string key, ProblemList problems, SourceMap? places = null)
    {
        var texts = TextsYaml.Read(parent, key, problems, places);
        if (texts.Count == 0 || parent.Map(key, required: false) is not { } map)
            return texts;
        foreach (var text in texts)
        {
            if (text.Key.Length == 0 || text.Key == MetricName)
                map.Problem(
                    map.Node,
                    text.Key,
                    $"'{ServiceName.Printable(text.Key)}' cannot name a label",
                    "Write another name, for example owner",
                    "LabelNameInvalid"
                );
            else if (text.Value.Length == 0)
                map.Problem(map.NodeOf(text.Key), text.Key, "The value is empty", "Write a value, or remove the key");
            else if (text.Key.EndsWith("severity", StringComparison.Ordinal) && !PrintableText.IsPrintable(text.Value))
                map.Problem(
                    map.NodeOf(text.Key),
                    text.Key,
                    "The severity has characters that do not print, or several lines",
                    "Write one line of plain text, for example page"
                );
        }

        return texts;
    }

    /// <summary>Both together; where they have the same key, the second wins.</summary>
    public static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> first,
        IReadOnlyDictionary<string, string> second
    )
    {
        if (first.Count == 0)
            return second;
        if (second.Count == 0)
            return first;
        var merged = new Dictionary<string, string>();
        foreach (var text in first)
            merged[text.Key] = text.Value;
        foreach (var text in second)
            merged[text.Key] = text.Value;
        return merged;
    }
}
