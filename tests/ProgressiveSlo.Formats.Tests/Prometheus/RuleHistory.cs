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
    // A query has at most 11,000 points a series.
    private const int MostPoints = 10_000;

    /// <summary>Evaluates rules and stores what they record.</summary>
    /// <param name="server">The server.</param>
    /// <param name="rules">Rules in the order of their file.</param>
    /// <param name="from">The first evaluation.</param>
    /// <param name="to">The last one.</param>
    /// <param name="step">The time from one evaluation to the next.</param>
    /// <param name="isMissed">Evaluations that did not take place.</param>
    public static void Evaluate(
        PrometheusServer server,
        IReadOnlyList<WrittenRule> rules,
        DateTime from,
        DateTime to,
        TimeSpan step,
        Func<DateTime, bool>? isMissed = null
    )
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

            foreach (var series in Over(server, rule.Expression, from, to, step))
                recorded.Add(rule.Name, Labels(series, rule), series.Points.Where(p => isMissed is null || !isMissed(p.Time)));
            names.Add(rule.Name);
        }

        if (!recorded.IsEmpty)
            server.Load(recorded.ToString());
    }

    /// <summary>The result of a query over a time of any length.</summary>
    public static IEnumerable<PrometheusSeries> Over(PrometheusServer server, string query, DateTime from, DateTime to, TimeSpan step)
    {
        var parts = new List<PrometheusSeries>();
        for (var first = from; first <= to; first += MostPoints * step)
        {
            var last = first + ((MostPoints - 1) * step);
            parts.AddRange(server.Over(query, first, last < to ? last : to, step));
        }

        return parts
            .GroupBy(s => string.Join(',', s.Labels.OrderBy(l => l.Key, StringComparer.Ordinal)))
            .Select(g => g.First() with { Points = [.. g.SelectMany(s => s.Points)] });
    }

    private static Dictionary<string, string> Labels(PrometheusSeries series, WrittenRule rule)
    {
        var labels = series.Labels.Where(l => l.Key != "__name__").ToDictionary(l => l.Key, l => l.Value);
        foreach (var label in rule.Labels)
            labels[label.Key] = label.Value;
        return labels;
    }
}
