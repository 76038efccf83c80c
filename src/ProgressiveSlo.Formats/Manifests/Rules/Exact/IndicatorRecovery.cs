using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The indicator, from the rules that record it over 5m: each range of 5m is the window, but for those of the team's own.
/// </summary>
internal static class IndicatorRecovery
{
    public static SloIndicator? Read(
        IReadOnlyList<PrometheusRule> rules,
        IReadOnlyCollection<int> ownRanges,
        Action<PrometheusRule?, string> problem
    )
    {
        var windows = new WindowFinder(ownRanges);
        if (rules.FirstOrDefault(r => r.Name == RecordedSeries.TotalEvents) is { } total)
            return Events(rules, total, windows, problem);
        if (rules.FirstOrDefault(r => r.Name == RecordedSeries.ErrorRatio + PrometheusDuration.Format(ExactSlo.Base)) is not { } ratio)
        {
            problem(null, $"There is no rule {RecordedSeries.ErrorRatio}5m");
            return null;
        }

        if (Parse(ratio, problem) is not { } tree)
            return null;
        if (SliExpressionShapes.Ratio(tree) is { } query)
            return IndicatorShapes.FromErrorRatio(windows.Template(query));
        problem(ratio, $"The rule is not as an export writes it, and there is no rule {RecordedSeries.TotalEvents}");
        return null;
    }

    private static SloIndicator? Events(
        IReadOnlyList<PrometheusRule> rules,
        PrometheusRule totalRule,
        WindowFinder windows,
        Action<PrometheusRule?, string> problem
    )
    {
        if (Parse(totalRule, problem) is not { } total)
            return null;
        var totalQuery = windows.Template(SliExpressionShapes.WithoutGuard(total));
        foreach (var rule in rules.Where(r => r.Name is RecordedSeries.BadEvents or RecordedSeries.GoodEvents))
        {
            if (Parse(rule, problem) is not { } tree)
                return null;

            // The other one is the difference of these two.
            if (SliExpressionShapes.Part(tree) is { } part)
                return IndicatorShapes.FromEvents(windows.Template(part), totalQuery, rule.Name == RecordedSeries.GoodEvents);
        }

        problem(
            totalRule,
            $"Neither {RecordedSeries.BadEvents} nor {RecordedSeries.GoodEvents} is a rule as an export writes it: a query, "
                + "and 0 where that has no series"
        );
        return null;
    }

    private static PromQlExpression? Parse(PrometheusRule rule, Action<PrometheusRule?, string> problem)
    {
        if (PromQlParser.TryParse(rule.Expression, null, out var tree, out var error))
            return tree;
        problem(rule, $"The expression is not PromQL: {error}");
        return null;
    }
}

/// <summary>Puts the placeholder of the window back into queries over 5m, one after the other.</summary>
/// <param name="ownRanges">The ranges of 5m that stay; see <see cref="OwnRanges"/>.</param>
internal sealed class WindowFinder(IReadOnlyCollection<int> ownRanges)
{
    private int _count;

    /// <summary>The query with <c>{{.window}}</c> for each range of 5m that is not the team's own.</summary>
    public string Template(PromQlExpression narrow)
    {
        var text = PromQlPrinter.Print(narrow);
        var windows = OwnRanges.Find(text).Where(_ => !ownRanges.Contains(_count++)).ToArray();
        foreach (var span in windows.OrderByDescending(s => s.Start))
            text = text.Substring(0, span.Start) + SliQueries.Window + text.Substring(span.End);
        return text;
    }
}

/// <summary>
/// Ranges of 5m in a query that a team wrote and that are not the window, and "5m" in the names of their series. In the rules over 5m they
/// look like the window, which may stand in a name, too (job:errors:rate5m); so slo_info says which of them are the team's own: their
/// places among all of them, in the order of the rules.
/// </summary>
internal static class OwnRanges
{
    /// <summary>The label's value; null when there are none, as nearly always.</summary>
    public static string? Write(IEnumerable<QueryTemplate> queries)
    {
        var window = PrometheusDuration.Format(ExactSlo.Base);
        var own = new List<string>();
        var count = 0;
        foreach (var query in queries)
        {
            var starts = new HashSet<int>(query.WindowStarts(window));
            foreach (var span in Find(query.At(window)))
            {
                if (!starts.Contains(span.Start))
                    own.Add(count.ToString(CultureInfo.InvariantCulture));
                count++;
            }
        }

        return own.Count > 0 ? string.Join(",", own) : null;
    }

    /// <summary>The places; none where the label is missing.</summary>
    public static IReadOnlyCollection<int> Read(IReadOnlyDictionary<string, string> info) =>
        info.TryGetValue(ExactNames.OwnRanges, out var text)
            ? text.Split(',')
                .Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1)
                .ToArray()
            : [];

    /// <summary>Where the ranges of 5m, and 5m in names, stand in a query without placeholders, in the order of the text.</summary>
    public static IEnumerable<PromQlSpan> Find(string query) =>
        PromQlParser.Parse(query).DescendantsAndSelf().SelectMany(node => Places(node, query)).OrderBy(s => s.Start);

    private static IEnumerable<PromQlSpan> Places(PromQlNode node, string query)
    {
        if (node is DurationLiteral literal && literal.Value == ExactSlo.Base)
            yield return literal.Span;
        if (node is not VectorSelector { Name: { } name })
            yield break;
        var window = PrometheusDuration.Format(ExactSlo.Base);
        var start = query.IndexOf(name, node.Span.Start, StringComparison.Ordinal);
        for (var at = name.IndexOf(window, StringComparison.Ordinal); at >= 0; at = name.IndexOf(window, at + 1, StringComparison.Ordinal))
            yield return new PromQlSpan(start + at, start + at + window.Length);
    }
}
