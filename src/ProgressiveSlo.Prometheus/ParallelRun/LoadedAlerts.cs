using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>The alert rules that a server has loaded: an alert that does not fire leaves nothing behind, and only the rule tells that it could.</summary>
internal sealed class LoadedAlerts : IRuleSink
{
    private readonly List<LoadedRule> _rules = [];

    public void Add(LoadedRule rule)
    {
        if (rule.IsAlert && !rule.IsFailing)
            _rules.Add(rule);
    }

    public void Add(SampleSeries series)
    {
        // An answer about rules has none.
    }

    /// <summary>Whether a rule makes such alerts: it has the name, and no label with another value.</summary>
    public bool Has(AlertSelector alert) => _rules.Any(r => r.Name == alert.Name && alert.Labels.All(l => !r.Labels.TryGetValue(l.Key, out var value) || value == l.Value));
}
