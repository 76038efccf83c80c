using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Writes Sloth's specs of version prometheus/v1: one document holds all SLOs of a service.</summary>
public sealed class SlothWriter : ManifestWriter
{
    /// <inheritdoc/>
    public override string Format => SlothReader.Name;

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <inheritdoc/>
    protected override IReadOnlyList<ConversionLoss> WriteCore(
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        TextWriter output
    )
    {
        var losses = new List<ConversionLoss>();
        var slos = definitions
            .Select(d => (Definition: d, Name: SlothName.Create(d.ShortName, "slo"), Indicator: SlothIndicator.From(d)))
            .ToArray();
        RejectDuplicates(slos.Select(s => (s.Definition, s.Name)));

        var yaml = new YamlWriter(output);
        yaml.BeginDocument(marked: true);
        yaml.Pair("version", SlothKeys.FileVersion);
        yaml.Pair("service", SlothName.Create(definitions[0].Service, "service"));
        yaml.Key("slos");
        yaml.BeginList();
        foreach (var slo in slos)
            Write(yaml, slo.Definition, slo.Name, slo.Indicator, options, losses);
        yaml.EndList();
        yaml.EndDocument();
        return losses;
    }

    private static void RejectDuplicates(IEnumerable<(SloDefinition Definition, string Name)> slos)
    {
        var names = new HashSet<string>();
        foreach (var (definition, name) in slos)
        {
            if (!names.Add(name))
                throw new ManifestNotWritableException(
                    definition.Id,
                    new FieldProblem(
                        "name",
                        $"Sloth's rules for names leave '{name}' of it, and another SLO of the service has that name",
                        SlothName.Rule
                    )
                    {
                        Code = "SloDuplicate",
                    }
                );
        }
    }

    private static void Write(
        YamlWriter yaml,
        SloDefinition definition,
        string name,
        SlothIndicator indicator,
        ManifestOptions options,
        List<ConversionLoss> losses
    )
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
        TextsYaml.Write(yaml, "labels", KeepAccepted(definition.Labels, "labels", losses));
        Indicator(yaml, indicator);
        SlothAlertingWriter.Write(yaml, definition, options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting, losses);
        yaml.EndMap();
    }

    /// <summary>The texts that Sloth accepts; the others are lost.</summary>
    internal static IReadOnlyDictionary<string, string> KeepAccepted(
        IReadOnlyDictionary<string, string> texts,
        string field,
        ICollection<ConversionLoss> losses
    )
    {
        if (texts.All(IsKept))
            return texts;
        foreach (var text in texts.Where(t => !IsKept(t)))
            losses.Add(new ConversionLoss($"{field}.{text.Key}", $"Sloth refuses an empty value, and a label of the metric's name"));
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

    private static void HeadLosses(SloDefinition definition, string name, List<ConversionLoss> losses)
    {
        if (!SlothName.IsValid(definition.Service))
            Add(
                "service",
                $"Sloth's rules for names do not allow '{definition.Service}'; written as "
                    + $"'{SlothName.Create(definition.Service, "service")}'"
            );
        if (name != definition.ShortName)
            Add("name", $"Sloth's rules for names do not allow '{definition.ShortName}'; written as '{name}'");
        if (definition.Namespace is not null)
            Add(
                "namespace",
                "A spec of version prometheus/v1 has none"
                    + (
                        ServiceName.OtherNamespace(definition.Namespace) is null
                            ? ""
                            : ", and Sloth's ids have none: in one Prometheus, its series mix with those of another namespace"
                    )
            );
        if (definition.Window != TimeSpan.FromDays(SlothKeys.PeriodDays))
            Add(
                "window",
                $"Sloth takes the period from its command line (--default-slo-period "
                    + $"{PrometheusDuration.Format(definition.Window)}), 30d unless told"
            );
        if (definition.Phase != DefinitionLabels.Phase(definition.Labels))
            Add("phase", "It is known by the labels phase and progressive, which the definition has not");
        foreach (var annotation in definition.Annotations.Where(a => a.Key != SloDefinition.DescriptionKey || a.Value.Length == 0))
            Add("annotations." + annotation.Key, "A spec of Sloth has annotations of alerts alone");

        void Add(string field, string message) => losses.Add(new ConversionLoss(field, $"{message}"));
    }
}

/// <summary>Writes how the alerts of one SLO are named and labelled, and which of the two are on.</summary>
internal static class SlothAlertingWriter
{
    public static void Write(
        YamlWriter yaml,
        SloDefinition definition,
        IReadOnlyList<BurnRateAlert> alerting,
        ICollection<ConversionLoss> losses
    )
    {
        SlothLosses.AddSettings(definition, alerting, losses);
        AlertLosses(alerting, losses);
        var settings = definition.AlertSettings;
        yaml.Key("alerting");
        yaml.BeginMap();
        yaml.OptionalPair("name", settings.Name ?? (alerting.Count > 0 ? SlothAlerting.NameOf(definition) : null));
        TextsYaml.Write(yaml, "labels", SlothWriter.KeepAccepted(settings.Labels, "alertSettings.labels", losses));
        TextsYaml.Write(yaml, "annotations", SlothWriter.KeepAccepted(settings.Annotations, "alertSettings.annotations", losses));
        Severity(yaml, SlothKeys.Snake.PageAlert, SlothAlerting.Page, definition, alerting, losses);
        Severity(yaml, SlothKeys.Snake.TicketAlert, SlothAlerting.Ticket, definition, alerting, losses);
        yaml.EndMap();
    }

    private static void Severity(
        YamlWriter yaml,
        string key,
        string severity,
        SloDefinition definition,
        IReadOnlyList<BurnRateAlert> alerting,
        ICollection<ConversionLoss> losses
    )
    {
        var own = alerting.Select(a => a.Severity).Where(s => SlothAlerting.SeverityOf(s) == severity).Distinct().ToArray();
        if (own.Length == 0)
        {
            yaml.Key(key);
            yaml.BeginMap();
            yaml.Pair("disable", true);
            yaml.EndMap();
            return;
        }

        var labels = new Dictionary<string, string>();
        var annotations = new Dictionary<string, string>();
        foreach (var settings in own.Select(definition.AlertSettings.Find).OfType<SeverityAlerts>())
        {
            foreach (var label in SlothWriter.KeepAccepted(settings.Labels, "alertSettings.severities", losses))
                labels[label.Key] = label.Value;
            foreach (var annotation in SlothWriter.KeepAccepted(settings.Annotations, "alertSettings.severities", losses))
                annotations[annotation.Key] = annotation.Value;
            if (settings.Severity != severity)
                losses.Add(new ConversionLoss("alertSettings.severities", $"What is said of '{settings.Severity}' goes to {severity}"));
        }

        if (labels.Count == 0 && annotations.Count == 0)
            return;
        yaml.Key(key);
        yaml.BeginMap();
        TextsYaml.Write(yaml, "labels", labels);
        TextsYaml.Write(yaml, "annotations", annotations);
        yaml.EndMap();
    }

    private static bool SameWindows(IReadOnlyList<BurnRateAlert> left, IReadOnlyList<BurnRateAlert> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (
                left[i].LongWindow != right[i].LongWindow
                || left[i].ShortWindow != right[i].ShortWindow
                || left[i].BurnRate != right[i].BurnRate
            )
                return false;
        }

        return true;
    }

    // Severities and windows are not written: the two that are on are all that the spec says.
    private static void AlertLosses(IReadOnlyList<BurnRateAlert> alerting, ICollection<ConversionLoss> losses)
    {
        var severities = alerting.Select(a => a.Severity).Distinct().ToArray();
        foreach (var other in severities.Where(s => s is not (SlothAlerting.Page or SlothAlerting.Ticket)))
            losses.Add(new ConversionLoss("alerting", $"Sloth knows page and ticket; '{other}' becomes {SlothAlerting.SeverityOf(other)}"));
        var carried = SlothAlerting.Defaults(
            severities.Any(s => SlothAlerting.SeverityOf(s) == SlothAlerting.Page),
            severities.Any(s => SlothAlerting.SeverityOf(s) == SlothAlerting.Ticket)
        );
        if (!SameWindows(carried, alerting))
            losses.Add(
                new ConversionLoss(
                    "alerting",
                    "Sloth takes the windows of alerts from a file (--slo-period-windows-path), and those of google-30d unless told"
                )
            );
    }
}
