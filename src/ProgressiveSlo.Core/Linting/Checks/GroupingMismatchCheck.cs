using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A division pairs series whose labels are equal; other labels give no result, and no alert.</summary>
internal sealed class GroupingMismatchCheck : ILintCheck
{
    private const string Message = "The two sides of the ratio are grouped by different labels, so that no series finds its other half and there is never a result";

    public string Code => "GroupingMismatch";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Part is { } part && subject.Total is { } total && Differ(part.Tree!, total.Tree!))
            yield return subject.Remark(Code, part.Field, Message);
        foreach (var query in subject.Queries)
        {
            if (query.Tree is { } tree && tree.DescendantsAndSelf().Any(n => n is BinaryExpression { Operator: BinaryOperator.Divide, Matching: null } division && Differ(division.Left, division.Right)))
                yield return subject.Remark(Code, query.Field, Message);
        }
    }

    private static bool IsWithout(AggregateExpression aggregate) =>
        aggregate.Grouping is { IsWithout: true } || aggregate.Operator is AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.CountValues;

    private static HashSet<string> Labels(AggregateExpression aggregate) => [.. aggregate.Grouping?.Labels ?? []];

    private static bool Differ(PromQlExpression left, PromQlExpression right) =>
        left is AggregateExpression a && right is AggregateExpression b && !(IsWithout(a) || IsWithout(b)) && !Labels(a).SetEquals(Labels(b));
}
