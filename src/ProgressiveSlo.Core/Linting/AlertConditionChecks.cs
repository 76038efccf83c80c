using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>An alert fires for each series that its expression gives, whatever the value is: it needs something that gives none.</summary>
internal sealed class AlertConditionMissingCheck : IRuleCheck
{
    private const int MaximumDepth = 100;

    private const string Code = "AlertConditionMissing";

    public IEnumerable<RuleRemark> Check(RuleSubject rule)
    {
        if (!rule.IsAlert || rule.Query is not { } query || IsAlwaysOnPurpose(query.Tree) || Filters(query.Tree, 0))
            yield break;
        var hasBool = query.Tree.DescendantsAndSelf().Any(n => n is BinaryExpression { ReturnsBool: true });
        yield return new RuleRemark(
            Code,
            RuleSubject.Expression,
            hasBool
                ? "The comparison has bool, which gives 0 in place of nothing, and an alert fires for 0 as well as for 1"
                : "The expression compares nothing, so that the alert fires as long as there is a series, whatever its value is",
            hasBool ? "Remove bool, or write == 1 after the comparison" : "Write what is too much or too little, for example > 0.05"
        );
    }

    // The usual form of an alert that proves that alerts arrive.
    private static bool IsAlwaysOnPurpose(PromQlExpression tree) =>
        RatioSearch.Constant(tree) is not null || tree is VectorSelector { Metric: "ALERTS" };

    // What nests deeper is taken for a condition.
    private static bool Filters(PromQlExpression tree, int depth)
    {
        for (; depth < MaximumDepth; depth++)
        {
            switch (tree)
            {
                case BinaryExpression binary when binary.Operator.IsComparison() && !binary.ReturnsBool:
                case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Unless }:
                case CallExpression { Function.Name: "absent" or "absent_over_time" }:
                    return true;
                case BinaryExpression { Operator: BinaryOperator.Or } or:
                    if (!Filters(or.Right, depth + 1))
                        return false;
                    tree = or.Left;
                    break;
                case BinaryExpression binary:
                    // A guard of the divisor says nothing about the quotient.
                    if (binary.Operator != BinaryOperator.Divide && Filters(binary.Right, depth + 1))
                        return true;
                    tree = binary.Left;
                    break;
                case AggregateExpression aggregate:
                    tree = aggregate.Operand;
                    break;
                case UnaryExpression sign:
                    tree = sign.Operand;
                    break;
                case SubqueryExpression subquery:
                    tree = subquery.Operand;
                    break;
                case CallExpression call when call.Function.Name is not ("scalar" or "vector"):
                    if (
                        call.Arguments.FirstOrDefault(a => a.ValueType is PromQlValueType.InstantVector or PromQlValueType.RangeVector)
                        is not { } vector
                    )
                        return false;
                    tree = vector;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

/// <summary>A limit that no value passes, or that each passes.</summary>
internal sealed class AlertLimitCheck : IRuleCheck
{
    public IEnumerable<RuleRemark> Check(RuleSubject rule)
    {
        if (!rule.IsAlert || rule.Query is not { } query)
            yield break;
        foreach (var node in query.Tree.DescendantsAndSelf())
        {
            if (
                node is not BinaryExpression { ReturnsBool: false } comparison
                || !comparison.Operator.IsComparison()
                || RatioSearch.Constant(comparison.Right) is not { } limit
                || ValueRange.Find(comparison.Left, query) is not { } values
            )
                continue;
            if (!CanBeMet(comparison.Operator, values, limit))
                yield return new RuleRemark(
                    "AlertUnreachable",
                    RuleSubject.Expression,
                    $"The values are {Text(values)}, and none is {comparison.Operator.Symbol()} {Number(limit)}",
                    values.Most <= 1 && limit > 1
                        ? $"Write the limit as a ratio, for example {Number(Math.Round(limit / 100, 6))} for {Number(limit)} %"
                        : "Give a limit within the values"
                );
            else if (!CanBeMissed(comparison.Operator, values, limit) && !IsFallback(comparison))
                yield return new RuleRemark(
                    "AlertAlwaysFires",
                    RuleSubject.Expression,
                    $"The values are {Text(values)}, and each of them is {comparison.Operator.Symbol()} {Number(limit)}",
                    "Give a limit within the values"
                );
        }
    }

    // absent(x) == 1 says the same as absent(x).
    private static bool IsFallback(BinaryExpression comparison) =>
        comparison.Left is CallExpression { Function.Name: "absent" or "absent_over_time" or "present_over_time" }
        || comparison.Left is AggregateExpression { Operator: AggregateOperator.Count or AggregateOperator.Sum };

    private static bool CanBeMet(BinaryOperator @operator, ValueRange values, double limit) =>
        @operator switch
        {
            BinaryOperator.Greater => values.Most > limit,
            BinaryOperator.GreaterOrEqual => values.Most >= limit,
            BinaryOperator.Less => values.Least < limit,
            BinaryOperator.LessOrEqual => values.Least <= limit,
            BinaryOperator.Equal => values.Least <= limit && limit <= values.Most,
            _ => values.Least != limit || values.Most != limit,
        };

    private static bool CanBeMissed(BinaryOperator @operator, ValueRange values, double limit) =>
        @operator switch
        {
            BinaryOperator.Greater => values.Least <= limit,
            BinaryOperator.GreaterOrEqual => values.Least < limit,
            BinaryOperator.Less => values.Most >= limit,
            BinaryOperator.LessOrEqual => values.Most > limit,
            BinaryOperator.Equal => values.Least != limit || values.Most != limit,
            _ => values.Least <= limit && limit <= values.Most,
        };

    private static string Text(ValueRange values) =>
        double.IsPositiveInfinity(values.Most) ? $"{Number(values.Least)} or more"
        : values.Least == values.Most ? Number(values.Least)
        : $"between {Number(values.Least)} and {Number(values.Most)}";

    private static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>While a server starts anew, there is no series for a moment.</summary>
internal sealed class AbsentWithoutForCheck : IRuleCheck
{
    public IEnumerable<RuleRemark> Check(RuleSubject rule)
    {
        if (
            rule is { IsAlert: true, Waits: false, Query: { } query }
            && query.Tree.DescendantsAndSelf().Any(n => n is CallExpression { Function.Name: "absent" })
        )
            yield return new RuleRemark(
                "AbsentWithoutFor",
                RuleSubject.Expression,
                "The alert waits for absent() without a for, so that a restart of the target or of Prometheus fires it",
                null
            );
    }
}
