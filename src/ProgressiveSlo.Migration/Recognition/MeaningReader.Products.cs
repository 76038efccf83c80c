using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Comparisons without a division: <c>errors &gt; 14.4 * 0.001 * total</c> is <c>errors / total &gt; 14.4 * 0.001</c>, and is written so
/// because nothing is divided by zero.
/// </summary>
internal sealed partial class MeaningReader
{
    /// <summary>The share of events and its bound, or null where the comparison is of something else.</summary>
    public SliComparison? ReadProducts(BinaryExpression comparison, RuleEntry reader)
    {
        _reader = reader;
        if (comparison.Left is NumberLiteral || comparison.Right is NumberLiteral { Value: not 0 })
            return null;
        var isAbove = comparison.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        var (above, below) = (comparison.Left, comparison.Right);

        // errors - 0.0144 * total > 0
        if (below is NumberLiteral { Value: 0 } && above is BinaryExpression { Operator: BinaryOperator.Subtract } difference)
            (above, below) = (difference.Left, difference.Right);
        return Read(above, below, isAbove) ?? Read(below, above, !isAbove);
    }

    private SliComparison? Read(PromQlExpression part, PromQlExpression whole, bool isAbove)
    {
        if (
            ReadProduct(part) is not { Events: { } parts } left
            || ReadProduct(whole) is not { Events: { } total } right
            || (left.Number is null && right.Number is null)
            || EventShare.Read(parts, total) is not SliMeaning { Form: SliForm.Ratio } share
        )
            return null;
        var number = (left.Number, right.Number) switch
        {
            (null, { } of) => of,
            ({ } of, null) => new NumberMeaning(1) / of,
            ({ } a, { } b) => b / a,
            _ => null!,
        };

        // The query of the SLI is the quotient; the comparison has its two sides apart.
        return new SliComparison(share, number, isAbove, left.Span) { TotalSpan = right.Span };
    }

    // The numbers and the one count that are multiplied; null where there is another kind of factor, or not one count.
    private (EventCountMeaning? Events, NumberMeaning? Number, PromQlSpan Span)? ReadProduct(PromQlExpression expression)
    {
        EventCountMeaning? events = null;
        NumberMeaning? number = null;
        var span = expression.Span;
        return Multiply(expression, isDivisor: false) && events is not null ? (events, number, span) : null;

        bool Multiply(PromQlExpression factor, bool isDivisor)
        {
            if (factor is BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } product)
            {
                var isNumber = ReadExpression(factor) is NumberMeaning;
                if (!isNumber)
                    return Multiply(product.Left, isDivisor)
                        && Multiply(product.Right, isDivisor != (product.Operator == BinaryOperator.Divide));
            }

            var meaning = ReadExpression(factor);
            if ((meaning as NumberMeaning ?? AsObjective(meaning)) is { } of)
            {
                number =
                    isDivisor ? (number ?? new NumberMeaning(1)) / of
                    : number is null ? of
                    : number * of;
                return true;
            }

            if (isDivisor || events is not null || meaning is not EventCountMeaning { IsSampleCount: false } found)
                return false;
            (events, span) = (found, factor.Span);
            return true;
        }
    }
}
