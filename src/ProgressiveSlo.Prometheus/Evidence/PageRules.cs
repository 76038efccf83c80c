using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// The alert rules that a server has loaded. Alerts that do not fire leave nothing behind, so the rules alone tell "none has fired" from
/// "nothing watches".
/// </summary>
internal sealed class PageRules : IRuleSink
{
    private readonly List<LoadedRule> _rules = [];

    /// <summary>Asks for the rules. Where they cannot be read, none are known, and a warning says what follows; a server that cannot be reached is an error.</summary>
    public static async Task<PageRules> AskAsync(PrometheusApi api, Action<string> warn, CancellationToken token)
    {
        try
        {
            return await api.AlertRulesAsync(() => new PageRules(), token).ConfigureAwait(false);
        }
        catch (PrometheusException e) when (e.Kind != PrometheusErrorKind.Unreachable)
        {
            warn($"The alert rules cannot be read, so incidents are known only of services with a page alert in the last 30 days, and of the others it is not known whether anything watches. Give -IncidentQuery, or the address of a server that knows the rules. The reason: {e.Problem}");
            return new PageRules();
        }
    }

    public void Add(LoadedRule rule)
    {
        if (rule.IsAlert)
            _rules.Add(rule);
    }

    public void Add(SampleSeries series)
    {
        // An answer about rules has none.
    }

    /// <summary>The services that a page alert watches: one names them in the labels that it sets, or in its expression.</summary>
    /// <param name="request">Says which labels hold service and severity, and which severities page.</param>
    public HashSet<string> Services(EvidenceRequest request)
    {
        var services = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in _rules.Where(r => !r.IsFailing && request.SeverityLabels.Any(l => r.Labels.TryGetValue(l, out var severity) && request.PageSeverities.Contains(severity))))
            services.UnionWith(Named(rule, request.AlertLabels));
        return services;
    }

    // A label that the rule does not set comes from its expression, as sloth_service does in rules of Sloth. What a template makes of it is
    // not known; alerts that were seen tell then.
    private static IEnumerable<string> Named(LoadedRule rule, IReadOnlyList<string> labels)
    {
        var set = labels.Where(rule.Labels.ContainsKey).Select(l => rule.Labels[l]).Where(v => v.IndexOf("{{", StringComparison.Ordinal) < 0).ToArray();
        if (set.Length > 0 || labels.Any(rule.Labels.ContainsKey) || !PromQlParser.TryParse(rule.Query, PromQlOptions.Plain, out var tree, out _))
            return set;
        return labels.SelectMany(l => ResultLabel.Values(tree!, l));
    }
}
