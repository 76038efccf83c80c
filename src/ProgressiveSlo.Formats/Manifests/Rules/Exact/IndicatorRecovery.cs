using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules.Exact;

/// <summary>
/// The indicator, from the rules that record it over 5m and over the next window. Where the two differ, the window goes; a duration
/// that is 5m in both was written by the team.
/// </summary>
internal static class IndicatorRecovery
{
    public static SloIndicator? Read(IReadOnlyList<PrometheusRule> rules, Action<PrometheusRule?, string> problem)
    {
        var ratios = rules.Where(r => !r.IsAlert && r.Name.StartsWith(RecordedSeries.ErrorRatio, StringComparison.Ordinal)).ToArray();
        var next = ratios.Where(r => Window(r) is { } window && window > ExactSlo.Base).OrderBy(r => Window(r)).FirstOrDefault();
        if (next is null)
        {
            problem(null, $"There is no rule {RecordedSeries.ErrorRatio}30m beside that over 5m");
            return null;
        }

        if (Parse(next, problem) is not { } wide)
            return null;
        if (rules.FirstOrDefault(r => r.Name == RecordedSeries.TotalEvents) is { } total)
            return Events(rules, total, wide, next, problem);
        if (ratios.FirstOrDefault(r => Window(r) == ExactSlo.Base) is not { } narrow)
        {
            problem(null, $"There is no rule {RecordedSeries.ErrorRatio}5m");
            return null;
        }

        if (Parse(narrow, problem) is not { } tree)
            return null;
        if (
            SliExpressionShapes.Ratio(tree) is { } ratio
            && SliExpressionShapes.Ratio(wide) is { } wideRatio
            && WindowFinder.Template(ratio, wideRatio, Window(next)!.Value) is { } query
        )
            return IndicatorShapes.FromErrorRatio(query);
        problem(narrow, "The rule is not as an export writes it: over 5m and over the next window it has two shapes");
        return null;
    }

    private static SloIndicator? Events(
        IReadOnlyList<PrometheusRule> rules,
        PrometheusRule totalRule,
        PromQlExpression wide,
        PrometheusRule next,
        Action<PrometheusRule?, string> problem
    )
    {
        if (SliExpressionShapes.Events(wide) is not { } shape)
        {
            problem(next, "The rule is not bad events divided by all events, as an export writes it");
            return null;
        }

        var name = shape.CountsGood ? RecordedSeries.GoodEvents : RecordedSeries.BadEvents;
        if (rules.FirstOrDefault(r => r.Name == name) is not { } partRule)
        {
            problem(null, $"There is no rule {name}");
            return null;
        }

        if (Parse(totalRule, problem) is not { } total || Parse(partRule, problem) is not { } part)
            return null;
        var window = Window(next)!.Value;
        var totalQuery = WindowFinder.Template(SliExpressionShapes.WithoutGuard(total), shape.Total, window);
        var partQuery = SliExpressionShapes.Part(part) is { } narrow ? WindowFinder.Template(narrow, shape.Part, window) : null;
        if (totalQuery is not null && partQuery is not null)
            return IndicatorShapes.FromEvents(partQuery, totalQuery, shape.CountsGood);
        problem(
            totalQuery is null ? totalRule : partRule,
            "The rule is not as an export writes it: over 5m and over the next window it has two shapes"
        );
        return null;
    }

    private static TimeSpan? Window(PrometheusRule rule) =>
        PrometheusDuration.TryParse(rule.Name.Substring(RecordedSeries.ErrorRatio.Length), out var window) ? window : null;

    private static PromQlExpression? Parse(PrometheusRule rule, Action<PrometheusRule?, string> problem)
    {
        if (PromQlParser.TryParse(rule.Expression, null, out var tree, out var error))
            return tree;
        problem(rule, $"The expression is not PromQL: {error}");
        return null;
    }
}

/// <summary>Puts the placeholder of the window back into a query that is known over two windows.</summary>
internal static class WindowFinder
{
    private static readonly string _base = PrometheusDuration.Format(ExactSlo.Base);

    /// <summary>The query with <c>{{.window}}</c> where the two differ; null when they differ in more than the window.</summary>
    /// <param name="narrow">The query over 5m.</param>
    /// <param name="wide">The query over another window.</param>
    /// <param name="window">That window.</param>
    public static string? Template(PromQlExpression narrow, PromQlExpression wide, TimeSpan window)
    {
        var text = PromQlPrinter.Print(narrow);
        var spans = new List<PromQlSpan>();
        var open = new Stack<(PromQlNode Narrow, PromQlNode Wide)>();
        open.Push((PromQlParser.Parse(text), wide));
        while (open.Count > 0)
        {
            var (left, right) = open.Pop();
            if (left is DurationLiteral first && right is DurationLiteral second)
            {
                if (first.Value == second.Value)
                    continue;
                if (first.Value != ExactSlo.Base || second.Value != window)
                    return null;
                spans.Add(first.Span);
                continue;
            }

            if (left is VectorSelector { Name: { } name } && right is VectorSelector { Name: { } other } && name != other)
                AddWindows(name, other, text.IndexOf(name, left.Span.Start, StringComparison.Ordinal));
            var lefts = left.Children;
            var rights = right.Children;
            if (left.GetType() != right.GetType() || lefts.Count != rights.Count)
                return null;
            for (var i = 0; i < lefts.Count; i++)
                open.Push((lefts[i], rights[i]));
        }

        foreach (var span in spans.OrderByDescending(s => s.Start))
            text = text.Substring(0, span.Start) + SliQueries.Window + text.Substring(span.End);
        return text;

        void AddWindows(string name, string other, int start)
        {
            foreach (var place in start < 0 ? [] : PlacesIn(name, other, PrometheusDuration.Format(window)))
                spans.Add(new PromQlSpan(start + place, start + place + _base.Length));
        }
    }

    // Where the window stands in the name of a series that is recorded for each window, such as job:errors:rate5m: in all places that look
    // like it, or else in one of them.
    private static List<int> PlacesIn(string name, string other, string window)
    {
        var places = new List<int>();
        for (var at = name.IndexOf(_base, StringComparison.Ordinal); at >= 0; at = name.IndexOf(_base, at + 1, StringComparison.Ordinal))
            places.Add(at);
        return name.Replace(_base, window) == other
            ? places
            : [.. places.Where(p => name.Substring(0, p) + window + name.Substring(p + _base.Length) == other).Take(1)];
    }
}
