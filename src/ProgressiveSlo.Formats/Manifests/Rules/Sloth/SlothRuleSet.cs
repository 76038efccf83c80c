using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Sloth;

/// <summary>The rules of one SLO.</summary>
/// <param name="Id">Value of <c>sloth_id</c>.</param>
/// <param name="First">The rule that stands first.</param>
internal sealed record SlothRuleSet(string Id, PrometheusRule First)
{
    private readonly Dictionary<string, PrometheusRule> _others = [];
    private readonly SortedDictionary<TimeSpan, PrometheusRule> _ratios = [];
    private readonly List<SlothAlertRule> _alerts = [];
    private readonly List<PrometheusRule> _all = [];
    private readonly List<SloLoss> _losses = [];

    /// <summary>The error ratio over each window, ascending; the period's is among them.</summary>
    public IReadOnlyDictionary<TimeSpan, PrometheusRule> Ratios => _ratios;

    /// <summary>The alerts, in order.</summary>
    public IReadOnlyList<SlothAlertRule> Alerts => _alerts;

    /// <summary>Every rule that belongs to the SLO, also those of one name.</summary>
    public IReadOnlyList<PrometheusRule> All => _all;

    /// <summary>What could not be understood of its rules.</summary>
    public IReadOnlyList<SloLoss> Losses => _losses;

    public void Add(PrometheusRule rule)
    {
        _all.Add(rule);
        if (rule.Name.StartsWith(SlothNames.ErrorRatio, StringComparison.Ordinal) && PrometheusDuration.TryParse(rule.Name.Substring(SlothNames.ErrorRatio.Length), out var window))
            _ratios[window] = rule;
        else
            _others[rule.Name] = rule;
    }

    public void Add(SlothAlertRule alert)
    {
        _alerts.Add(alert);
        _all.Add(alert.Rule);
    }

    public void Lose(SloLoss loss) => _losses.Add(loss);

    /// <summary>A rule by its name, or null.</summary>
    public PrometheusRule? Find(string name) => _others.TryGetValue(name, out var rule) ? rule : null;
}
