using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>A check that judges queries one by one, those of indicators and those of rules, as far as they are PromQL.</summary>
internal abstract class QueryCheck : ILintCheck, IRuleCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var query in subject.Parsed)
        {
            if (!Judges(query.Role))
                continue;
            foreach (var (message, fix) in Judge(query))
                yield return subject.Report(Code, query.Field, message, fix) with
                {
                    MinimumSeverity = AtLeast(query),
                };
        }
    }

    public IEnumerable<RuleRemark> Check(RuleSubject rule) =>
        rule.Query is { } query && Judges(query.Role)
            ? Judge(query).Select(said => new RuleRemark(Code, RuleSubject.Expression, said.Message, said.Fix) { AtLeast = AtLeast(query) })
            : [];

    /// <summary>Whether the check is about a query of this role; about all, where nothing else is said.</summary>
    protected virtual bool Judges(QueryRole role) => true;

    /// <summary>A severity that its findings have at least, for what is known and no guess; null for that of the catalog.</summary>
    protected virtual FindingSeverity? AtLeast(LintQuery query) => null;

    /// <summary>What is wrong with the query, and how to fix it.</summary>
    protected abstract IEnumerable<(string Message, string? Fix)> Judge(LintQuery query);
}

/// <summary>A check that judges quotients of some events and all events: those of indicators and those in expressions.</summary>
internal abstract class RatioCheck : ILintCheck, IRuleCheck
{
    public abstract string Code { get; }

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var pair in subject.Pairs)
        {
            foreach (var (message, fix) in Judge(pair))
                yield return subject.Report(Code, pair.Field, message, fix);
        }
    }

    public IEnumerable<RuleRemark> Check(RuleSubject rule) =>
        rule.Query is { } query
            ? query.Ratios.SelectMany(Judge).Select(said => new RuleRemark(Code, RuleSubject.Expression, said.Message, said.Fix))
            : [];

    /// <summary>What is wrong with the ratio, and how to fix it.</summary>
    protected abstract IEnumerable<(string Message, string? Fix)> Judge(SelectorPair pair);
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

    protected override bool Judges(QueryRole role) => role is QueryRole.Good or QueryRole.Bad or QueryRole.Total or QueryRole.Ratio;

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        if (!query.Tree.Descendants().Any(n => n is DurationPlaceholder))
            yield return ("The query has no {{.window}}, so every burn-rate window measures the same", null);
    }
}

/// <summary>Sloth knows .window alone, and so do the rules that are made here.</summary>
internal sealed class PlaceholderUnknownCheck : QueryCheck
{
    public override string Code => "PlaceholderUnknown";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var placeholder in query.Tree.Descendants().OfType<DurationPlaceholder>())
        {
            if (placeholder.Name != ".window")
                yield return ($"'{ServiceName.Printable(placeholder.Text)}' is not a placeholder that is filled in", "Write {{.window}}");
        }
    }
}

/// <summary>A range with a window of its own beside {{.window}}, or beside another one, measures another stretch of time.</summary>
internal sealed class WindowMixedCheck : QueryCheck
{
    public override string Code => "WindowMixed";

    protected override IEnumerable<(string Message, string? Fix)> Judge(LintQuery query)
    {
        foreach (var pair in query.Ratios)
        {
            if (Range(pair.PartTree) is { } part && Range(pair.TotalTree) is { } total && part != total)
                yield return (
                    $"The ratio divides what happened in {PrometheusDuration.Format(part)} by what happened in "
                        + $"{PrometheusDuration.Format(total)}",
                    "Write the same range on both sides"
                );
        }

        var ranges = Ranges(query.Tree);
        if (!query.Tree.Descendants().Any(n => n is DurationPlaceholder))
            yield break;
        foreach (var range in ranges)
            yield return (
                $"[{range}] stays the same while {{{{.window}}}} changes, so that the query compares two stretches of time",
                "Write [{{.window}}]"
            );
    }

    // The one range of a side; null where there is another number of them.
    private static TimeSpan? Range(PromQlExpression side) => Ranges(side) is [{ Fixed: { } only }] ? only : null;

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
