using System.Collections.Generic;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A check that judges the queries of an indicator one by one, as far as they are PromQL.</summary>
internal abstract class QueryCheck : ILintCheck
{
    public abstract string Code { get; }

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        foreach (var query in subject.Queries)
        {
            if (query.Tree is not { } tree)
                continue;
            foreach (var (message, mend) in Judge(tree, query, subject))
                yield return subject.Remark(Code, query.Field, message, mend);
        }
    }

    /// <summary>What is wrong with the query, and how to mend it.</summary>
    protected abstract IEnumerable<(string Message, string? Mend)> Judge(PromQlExpression tree, IndicatorQuery query, LintSubject subject);
}
