using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// The alert rules that a server has loaded. Alerts that do not fire leave nothing behind, so the rules alone tell "none has fired" from
/// "nothing watches".
/// </summary>
internal sealed class PagingAlertRules : IRuleSink
{
    private readonly List<LoadedRule> _rules = [];

    /// <summary>
    /// Asks for the rules. Where they cannot be read, none are known, and a warning says what follows; a server that cannot be reached is
    /// an error.
    /// </summary>
    public static async Task<PagingAlertRules> AskAsync(PrometheusApi api, Action<string> warn, CancellationToken token)
    {
        try
        {
            return await api.AlertRulesAsync(() => new PagingAlertRules(), token).ConfigureAwait(false);
        }
        catch (PrometheusException e) when (e.Kind != PrometheusErrorKind.Unreachable)
        {
            warn(
                $"The alert rules cannot be read, so incidents are known only of services with a page alert in the last 30 "
                    + $"days, and of the others it is not known whether anything watches. Give -IncidentQuery, or the address of "
                    + $"a server that knows the rules. The reason: {e.Problem}"
            );
            return new PagingAlertRules();
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
        var namespaces = request.Subjects.ToLookup(s => s.Service, s => s.Namespace, StringComparer.Ordinal);
        foreach (
            var rule in _rules.Where(r =>
                !r.IsFailing
                && request.SeverityLabels.Any(l => r.Labels.TryGetValue(l, out var severity) && request.PageSeverities.Contains(severity))
            )
        )
            services.UnionWith(
                Named(rule, request.AlertLabels)
                    .Where(s =>
                        !namespaces.Contains(s)
                        || namespaces[s].Any(n => AlertNamespace.Fits(l => rule.Labels.TryGetValue(l, out var value) ? value : null, n))
                    )
            );
        return services;
    }

    // A label that the rule does not set comes from its expression, as sloth_service does in rules of Sloth. What a template makes of it is
    // not known; alerts that were seen tell then.
    private static IEnumerable<string> Named(LoadedRule rule, IReadOnlyList<string> labels)
    {
        var set = labels
            .Where(rule.Labels.ContainsKey)
            .Select(l => rule.Labels[l])
            .Where(v => v.IndexOf("{{", StringComparison.Ordinal) < 0)
            .ToArray();
        if (
            set.Length > 0
            || labels.Any(rule.Labels.ContainsKey)
            || !PromQlParser.TryParse(rule.Query, PromQlOptions.Plain, out var tree, out _)
        )
            return set;
        return labels.SelectMany(l => ResultLabelValues.Values(tree!, l));
    }
}

/// <summary>
/// The values that a label of an expression's result is known to have: those that its selectors ask for, where nothing on the way takes the
/// label away. Where that is not certain, there is none. Source: Prometheus, documentation of operators, "Vector matching" and "Aggregation
/// operators".
/// </summary>
internal static class ResultLabelValues
{
    public static IEnumerable<string> Values(PromQlExpression expression, string label) =>
        expression switch
        {
            VectorSelector selector => selector
                .Conditions.Select(c => c.Matcher)
                .Where(m => m.Operator == "=" && m.Label == label && m.Value.Length > 0)
                .Select(m => m.Value),
            RangeSelector range => Values(range.Selector, label),
            SubqueryExpression subquery => Values(subquery.Operand, label),
            UnaryExpression unary => Values(unary.Operand, label),
            CallExpression { Function.Name: not ("label_replace" or "label_join") } call => call.Arguments.SelectMany(a =>
                Values(a, label)
            ),
            AggregateExpression { Grouping: { } grouping } sum
                when grouping.Labels.Contains(label) != grouping.IsWithout && sum.Operator != AggregateOperator.CountValues => Values(
                sum.Operand,
                label
            ),
            BinaryExpression binary => Values(binary, label),
            _ => [],
        };

    private static IEnumerable<string> Values(BinaryExpression binary, string label)
    {
        if (binary.Operator == BinaryOperator.Or)
            return Values(binary.Left, label).Concat(Values(binary.Right, label));
        if (binary.Operator.IsSet() || binary.Right.ValueType == PromQlValueType.Scalar)
            return Values(binary.Left, label);
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return Values(binary.Right, label);
        return binary.Matching switch
        {
            { Group: GroupSide.Left } => Values(binary.Left, label),
            { Group: GroupSide.Right } => Values(binary.Right, label),
            { } matching when matching.Labels.Contains(label) != matching.IsOn => [],
            _ => Values(binary.Left, label),
        };
    }
}
