using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Writes the query of an item: recorded series are put in where they are known, and ranges become a placeholder.</summary>
internal sealed class InventoryQueryWriter(RuleIndex index)
{
    private const int MaximumDepth = 4;
    private const int MaximumLength = 8_000;

    public string Write(RuleEntry entry, PromQlSpan? span, bool hasWindows)
    {
        var text = span is { } s && s.End <= entry.Expression.Length ? entry.Expression.Substring(s.Start, s.Length) : entry.Expression;
        if (PromQlParser.ParseOrNull(text) is not { } tree)
            return text;
        var written = PromQlPrinter.Print(new Rewriter(index, entry, hasWindows).Write(tree, entry, 0));
        return written.Length <= MaximumLength ? written : text;
    }

    private sealed class Rewriter(RuleIndex index, RuleEntry origin, bool hasWindows)
    {
        // Recorded series that are put in may themselves be long.
        private int _left = 200;

        public PromQlExpression Write(PromQlExpression expression, RuleEntry reader, int depth) =>
            expression switch
            {
                VectorSelector selector => Recorded(selector, reader, depth) ?? selector,
                AggregateExpression a => new AggregateExpression(a.Operator, Write(a.Operand, reader, depth), a.Parameter, a.Grouping),
                CallExpression c => new CallExpression(c.Function, [.. c.Arguments.Select(x => Write(x, reader, depth))]),
                BinaryExpression b => new BinaryExpression(
                    b.Operator,
                    Write(b.Left, reader, depth),
                    Write(b.Right, reader, depth),
                    b.ReturnsBool,
                    b.Matching,
                    b.Fill
                ),
                UnaryExpression u => new UnaryExpression(u.Operator, Write(u.Operand, reader, depth)),
                RangeSelector r when hasWindows => new RangeSelector(
                    r.Selector,
                    new DurationPlaceholder("{{.window}}"),
                    r.Offset,
                    r.At,
                    r.Extension
                ),
                SubqueryExpression s => new SubqueryExpression(Write(s.Operand, reader, depth), s.Range, s.Step, s.Offset, s.At),
                _ => expression,
            };

        private PromQlExpression? Recorded(VectorSelector selector, RuleEntry reader, int depth)
        {
            if (
                selector.Name is not { } name
                || selector.Offset is not null
                || selector.At is not null
                || selector.Extension != RangeExtension.None
                || depth >= MaximumDepth
                || !index.Contains(name)
            )
                return null;
            var conditions = selector.Conditions.Select(c => c.Matcher).ToList();
            var found = index.Find(name, conditions, reader);
            if (found.Count != 1 || found[0] == origin || PromQlParser.ParseOrNull(found[0].Expression) is not { } tree)
                return null;
            _left -= tree.DescendantsAndSelf().Take(200).Count();
            if (_left <= 0)
                return null;
            var more = conditions.Where(c => !found[0].Labels.ContainsKey(c.Label) && !NamedSeries.IsWindowLabel(c.Label)).ToList();
            return Narrow(Write(tree, found[0], depth + 1), more);
        }

        // Conditions on the recorded series hold for the series that it is made of.
        private static PromQlExpression Narrow(PromQlExpression expression, List<LabelMatcher> conditions)
        {
            return conditions.Count == 0 ? expression : Of(expression);

            PromQlExpression Of(PromQlExpression e) =>
                e switch
                {
                    VectorSelector s => With(s),
                    RangeSelector r => new RangeSelector(With(r.Selector), r.Range, r.Offset, r.At, r.Extension),
                    AggregateExpression a => new AggregateExpression(a.Operator, Of(a.Operand), a.Parameter, a.Grouping),
                    CallExpression c => new CallExpression(c.Function, [.. c.Arguments.Select(Of)]),
                    BinaryExpression b => new BinaryExpression(b.Operator, Of(b.Left), Of(b.Right), b.ReturnsBool, b.Matching, b.Fill),
                    UnaryExpression u => new UnaryExpression(u.Operator, Of(u.Operand)),
                    SubqueryExpression s => new SubqueryExpression(Of(s.Operand), s.Range, s.Step, s.Offset, s.At),
                    _ => e,
                };

            VectorSelector With(VectorSelector s) =>
                new(
                    s.Name,
                    [
                        .. s.Conditions,
                        .. conditions.Where(c => !s.Conditions.Any(x => x.Matcher.Equals(c))).Select(c => new LabelCondition(c)),
                    ],
                    s.Offset,
                    s.At,
                    s.Extension
                );
        }
    }
}
