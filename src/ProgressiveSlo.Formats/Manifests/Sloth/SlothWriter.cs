using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Writes Sloth's specs of version prometheus/v1: one document holds all SLOs of a service.</summary>
public sealed class SlothWriter : SlothSpecWriter
{
    /// <inheritdoc/>
    public override string Format => SlothReader.Name;

    private protected override SlothKeys Keys => SlothKeys.Snake;

    private protected override void Head(
        YamlWriter yaml,
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    )
    {
        yaml.Pair("version", SlothKeys.FileVersion);
        foreach (var definition in definitions.Where(d => d.Namespace is not null))
            losses.Add(
                new ConversionLoss(
                    "namespace",
                    "A spec of version prometheus/v1 has none"
                        + (ServiceName.OtherNamespace(definition.Namespace) is null ? "" : ", and " + SeriesMix)
                )
            );
    }
}

/// <summary>
/// Writes Sloth's Kubernetes objects, kind PrometheusServiceLevel: one object holds all SLOs of a service, and keeps the metadata of the
/// object that they were read from.
/// </summary>
public sealed class SlothOperatorWriter : SlothSpecWriter
{
    /// <inheritdoc/>
    public override string Format => "SlothOperator";

    private protected override SlothKeys Keys => SlothKeys.Camel;

    private protected override bool KeepsObjectMetadata => true;

    private protected override void Head(
        YamlWriter yaml,
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    )
    {
        var metadata = KubernetesObjects.Merge(definitions, options, losses);
        yaml.Pair("apiVersion", SlothKeys.ObjectVersion);
        yaml.Pair("kind", SlothKeys.ObjectKind);
        KubernetesObjects.Write(yaml, metadata, definitions[0]);
        // Documents of Sloth itself lose nothing here.
        foreach (var _ in definitions.Where(d => ServiceName.OtherNamespace(d.Namespace) is not null && SloIdentity.OfSeries(d) == d.Id))
            losses.Add(new ConversionLoss("namespace", char.ToUpperInvariant(SeriesMix[0]) + SeriesMix.Substring(1)));
        yaml.Key("spec");
        yaml.BeginMap();
    }

    private protected override void Foot(YamlWriter yaml) => yaml.EndMap();
}

/// <summary>What both spellings of Sloth's spec share.</summary>
public abstract class SlothSpecWriter : ManifestWriter
{
    private protected const string SeriesMix = "Sloth's ids have none: in one Prometheus, its series mix with those of another namespace";

    private protected SlothSpecWriter() { }

    /// <inheritdoc/>
    public override ManifestScope Scope => ManifestScope.Service;

    /// <summary>How the keys are spelt.</summary>
    private protected abstract SlothKeys Keys { get; }

    /// <summary>Writes what stands before the service.</summary>
    private protected abstract void Head(
        YamlWriter yaml,
        IReadOnlyList<SloDefinition> definitions,
        ManifestOptions options,
        ICollection<ConversionLoss> losses
    );

    /// <summary>Ends what <see cref="Head"/> has begun.</summary>
    private protected virtual void Foot(YamlWriter yaml) { }

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
        Head(yaml, definitions, options, losses);
        yaml.Pair("service", SlothName.Create(definitions[0].Service, "service"));
        yaml.Key("slos");
        yaml.BeginList();
        foreach (var slo in slos)
            Write(yaml, slo.Definition, slo.Name, slo.Indicator, options, losses);
        yaml.EndList();
        Foot(yaml);
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

    private void Write(
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
        if (indicator.IsMetricsQl)
            MetricsQlPlugins(yaml);
        Indicator(yaml, indicator, Keys);
        SlothAlertingWriter.Write(
            yaml,
            Keys,
            definition,
            options.AlertWindows?.AlertsFor(definition.Window) ?? definition.Alerting,
            losses
        );
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

    private static void Indicator(YamlWriter yaml, SlothIndicator indicator, SlothKeys keys)
    {
        yaml.Key("sli");
        yaml.BeginMap();
        if (indicator.Plugin is { } plugin)
        {
            var (id, options) = OptionsText.Read(plugin);
            yaml.Key("plugin");
            yaml.BeginMap();
            yaml.Pair("id", id);
            TextsYaml.Write(yaml, "options", options);
            yaml.EndMap();
            yaml.EndMap();
            return;
        }

        yaml.Key(indicator.ErrorRatio is null ? "events" : "raw");
        yaml.BeginMap();
        Query(yaml, keys.ErrorQuery, indicator.Bad);
        Query(yaml, keys.TotalQuery, indicator.Total);
        Query(yaml, keys.ErrorRatioQuery, indicator.ErrorRatio);
        yaml.EndMap();
        yaml.EndMap();
    }

    // Sloth's own validation takes PromQL alone. Source: Sloth, plugin sloth.dev/contrib/validate_victoria_metrics/v1.
    private static void MetricsQlPlugins(YamlWriter yaml)
    {
        yaml.Key("plugins");
        yaml.BeginMap();
        yaml.Pair("overridePrevious", true);
        yaml.Key("chain");
        yaml.BeginList();
        foreach (var id in SlothPlugins.MetricsQlChain)
        {
            yaml.BeginMap();
            yaml.Pair("id", id);
            yaml.EndMap();
        }

        yaml.EndList();
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
        SlothKeys keys,
        SloDefinition definition,
        IReadOnlyList<BurnRateAlert> alerting,
        ICollection<ConversionLoss> losses
    )
    {
        SlothLosses.AddSettings(definition, alerting, losses);
        AlertLosses(alerting, losses);
        var settings = AlertTemplateLabels.Rename(definition.AlertSettings, SeriesLabels.SlothByOurs);
        yaml.Key("alerting");
        yaml.BeginMap();
        yaml.OptionalPair("name", settings.Name ?? (alerting.Count > 0 ? SlothAlerting.NameOf(definition) : null));
        TextsYaml.Write(yaml, "labels", SlothSpecWriter.KeepAccepted(settings.Labels, "alertSettings.labels", losses));
        TextsYaml.Write(yaml, "annotations", SlothSpecWriter.KeepAccepted(settings.Annotations, "alertSettings.annotations", losses));
        Severity(yaml, keys.PageAlert, SlothAlerting.Page, settings, alerting, losses);
        Severity(yaml, keys.TicketAlert, SlothAlerting.Ticket, settings, alerting, losses);
        yaml.EndMap();
    }

    private static void Severity(
        YamlWriter yaml,
        string key,
        string severity,
        AlertSettings settings,
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
        foreach (var special in own.Select(settings.Find).OfType<SeverityAlerts>())
        {
            foreach (var label in SlothSpecWriter.KeepAccepted(special.Labels, "alertSettings.severities", losses))
                labels[label.Key] = label.Value;
            foreach (var annotation in SlothSpecWriter.KeepAccepted(special.Annotations, "alertSettings.severities", losses))
                annotations[annotation.Key] = annotation.Value;
            if (special.Severity != severity)
                losses.Add(new ConversionLoss("alertSettings.severities", $"What is said of '{special.Severity}' goes to {severity}"));
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
