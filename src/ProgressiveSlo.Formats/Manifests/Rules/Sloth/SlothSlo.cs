using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>A definition with all that its rules share.</summary>
internal sealed record SlothSlo(SloDefinition Definition, string Name, SlothIndicator Indicator, IReadOnlyList<BurnRateAlert> Alerting)
{
    /// <summary>Identity of the SLO: service and name.</summary>
    public string Id { get; } = Definition.Service + "-" + Name;

    /// <summary>Objective in percent, as Sloth has it.</summary>
    public double Objective { get; } = SlothIndicator.IsOpenSlo(Definition) ? GoNumber.Parse(Definition.Target) * 100 : GoNumber.Parse(Definition.Target * 100m);

    /// <summary>The windows with an error ratio of their own, ascending; the period is not among them.</summary>
    public IReadOnlyList<TimeSpan> Windows { get; private init; } = [];

    /// <summary>The window that period and current burn rate are taken from: the short one of the first page alert.</summary>
    public TimeSpan ShortWindow { get; private init; }

    /// <summary>Labels of every recording rule.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary>Chooses the SLO's series: <c>{sloth_id="…", sloth_service="…", sloth_slo="…"}</c>.</summary>
    public string Filter { get; private init; } = "";

    public static SlothSlo Of(SloDefinition definition, ManifestOptions options, ICollection<SloLoss> losses)
    {
        var set = options.AlertWindows ?? AlertWindowSets.ForPeriod(definition.Window);
        var standard = set.For(definition.Window);
        var alerting = options.AlertWindows is null ? definition.Alerting : Replaced(definition, standard);
        var slo = new SlothSlo(definition, SlothSloName.Of(definition), SlothIndicator.Of(definition, asGenerated: true), alerting);
        foreach (var annotation in definition.Annotations)
            losses.Add(new SloLoss("annotations." + annotation.Key, $"Rules of Sloth have no place for it"));
        return slo with
        {
            Windows = standard.Concat(alerting).SelectMany(a => new[] { a.ShortWindow, a.LongWindow }).Where(w => w != definition.Window).Distinct().OrderBy(w => w).ToArray(),
            ShortWindow = standard.First(a => SlothAlerting.SeverityOf(a.Severity) == SlothAlerting.Page || a == standard[standard.Count - 1]).ShortWindow,
            Labels = AllLabels(definition, slo, options, losses),
            Filter = $"{{{Condition(SlothNames.Id, slo.Id)}, {Condition(SlothNames.Service, definition.Service)}, {Condition(SlothNames.Slo, slo.Name)}}}",
        };
    }

    /// <summary>Labels with others that win over them.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> labels, params (string Key, string Value)[] others)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in labels)
            merged[label.Key] = label.Value;
        foreach (var (key, value) in others)
            merged[key] = value;
        return merged;
    }

    // Other windows do not switch on an alert that a spec has switched off.
    private static IReadOnlyList<BurnRateAlert> Replaced(SloDefinition definition, IReadOnlyList<BurnRateAlert> alerts) =>
        definition.Source?.ApiVersion is SlothKeys.FileVersion or SlothKeys.ObjectVersion
            ? alerts.Where(a => definition.Alerting.Any(own => own.Severity == a.Severity)).ToArray()
            : alerts;

    private static SortedDictionary<string, string> AllLabels(SloDefinition definition, SlothSlo slo, ManifestOptions options, ICollection<SloLoss> losses)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SlothNames.Id] = slo.Id,
            [SlothNames.Service] = definition.Service,
            [SlothNames.Slo] = slo.Name,
        };
        SlothLabels.Add(labels, definition.Labels, "labels", definition, losses);
        foreach (var label in options.RuleLabels)
            labels[label.Key] = label.Value;
        return labels;
    }

    private static string Condition(string label, string value) => PromQlPrinter.Print(new LabelCondition(new LabelMatcher(label, "=", value)));
}
