using ProgressiveSlo.Testing.Servers;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>
/// Lets a real Prometheus evaluate recording rules over a time that has passed, as if it had run them. Each expression goes through
/// the query API as it stands, and what comes back is stored with the labels of the rule. promtool's own backfilling of rules cannot
/// do it: it evaluates every rule on what was there before, so rules that read other rules find nothing, and it takes 360 slices for
/// the 30 days that a period ratio needs.
/// </summary>
internal static class RuleHistory
{
    public static void Evaluate(PrometheusServer server, IReadOnlyList<WrittenRule> rules, DateTime from, DateTime to, TimeSpan step)
    {
        var recorded = new OpenMetricsText();
        var names = new HashSet<string>();
        foreach (var rule in rules.Where(r => r.IsRecord))
        {
            // What a rule reads must be stored first; rules that read nothing of each other are stored together.
            if (names.Any(n => rule.Expression.Contains(n + "{", StringComparison.Ordinal)))
            {
                server.Load(recorded.ToString());
                recorded = new OpenMetricsText();
                names.Clear();
            }

            foreach (var series in server.Over(rule.Expression, from, to, step))
                recorded.Add(rule.Name, Labels(series, rule), series.Points);
            names.Add(rule.Name);
        }

        if (!recorded.IsEmpty)
            server.Load(recorded.ToString());
    }

    private static Dictionary<string, string> Labels(PrometheusSeries series, WrittenRule rule)
    {
        var labels = series.Labels.Where(l => l.Key != "__name__").ToDictionary(l => l.Key, l => l.Value);
        foreach (var label in rule.Labels)
            labels[label.Key] = label.Value;
        return labels;
    }
}
