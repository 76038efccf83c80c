using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A check that judges the queries of an indicator one by one, as far as they are PromQL.</summary>
internal abstract class QueryCheck : ILintCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var query in subject.Queries)
        {
            if (query.Tree is not { } tree)
                continue;
            foreach (var (message, fix) in Judge(tree, query, subject))
                yield return subject.Report(Code, query.Field, message, fix);
        }
    }

    /// <summary>What is wrong with the query, and how to fix it.</summary>
    protected abstract IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject);
}

/// <summary>Prometheus refuses the whole rule file for one expression that it cannot parse.</summary>
internal sealed class PromQlSyntaxCheck : ILintCheck
{
    public string Code => "PromQlSyntax";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        // MetricsQL has more than PromQL.
        if (subject.Options.Dialect == QueryDialect.MetricsQl)
            yield break;
        foreach (var query in subject.Queries)
        {
            if (query.Error is { Kind: not PromQlErrorKind.OtherVersion } error)
                yield return subject.Report(Code, query.Field, $"{error.Problem}, {error.Place}", error.Expected);
        }
    }
}

/// <summary>Each burn-rate window is measured by the same query with another window. A threshold query has none of its own.</summary>
internal sealed class WindowPlaceholderMissingCheck : QueryCheck
{
    public override string Code => "WindowPlaceholderMissing";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        if (query.LacksWindow)
            yield return ("The query has no {{.window}}, so every burn-rate window measures the same", null);
    }
}

/// <summary>Sloth knows .window alone, and so do the rules that are made here.</summary>
internal sealed class PlaceholderUnknownCheck : QueryCheck
{
    public override string Code => "PlaceholderUnknown";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        foreach (var placeholder in tree.Descendants().OfType<DurationPlaceholder>())
        {
            if (placeholder.Name != ".window")
                yield return ($"'{ServiceName.Printable(placeholder.Text)}' is not a placeholder that is filled in", "Write {{.window}}");
        }
    }
}

/// <summary>A range with a window of its own beside {{.window}} measures another stretch of time.</summary>
internal sealed class WindowMixedCheck : QueryCheck
{
    public override string Code => "WindowMixed";

    protected override IEnumerable<(string Message, string? Fix)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject)
    {
        var ranges = Ranges(tree);
        if (!tree.Descendants().Any(n => n is DurationPlaceholder))
            yield break;
        foreach (var range in ranges)
            yield return (
                $"[{range}] stays the same while {{{{.window}}}} changes, so that the query compares two stretches of time",
                "Write [{{.window}}]"
            );
    }

    // What is below a subquery is sampled over the subquery's own range.
    private static List<PromQlDuration> Ranges(PromQlExpression tree)
    {
        var ranges = new List<PromQlDuration>();
        var open = new Stack<PromQlNode>();
        open.Push(tree);
        while (open.Count > 0)
        {
            var node = open.Pop();
            var fixedRange = node switch
            {
                RangeSelector { Range: { Fixed: not null } range } => range,
                SubqueryExpression { Range: { Fixed: not null } range } => range,
                _ => null,
            };
            if (fixedRange is not null)
                ranges.Add(fixedRange);
            if (node is SubqueryExpression or RangeSelector)
                continue;
            foreach (var child in node.Children)
                open.Push(child);
        }

        return ranges;
    }
}
