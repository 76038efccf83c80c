using System.Text;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.PromQL;

/// <summary>
/// Writes trees as PromQL on one line, in one spelling: <c>by</c> before the parenthesis, texts between double quotes, durations as
/// Prometheus prints them, and no more parentheses than the tree needs. What it writes parses to an equal tree.
/// </summary>
public static class PromQlPrinter
{
    /// <summary>Writes a tree.</summary>
    /// <param name="node">An expression or a part of one.</param>
    public static string Print(PromQlNode node) => new TreeWriter().Write(node ?? throw new ArgumentNullException(nameof(node)));
}

/// <summary>Writes one tree. What is still to write waits on a stack of its own, so that deep trees do not end the process.</summary>
internal sealed class TreeWriter
{
    private readonly StringBuilder _text = new();

    // Nodes and texts, the next on top.
    private readonly Stack<object> _waiting = new();

    // The pieces of the node at hand, in order.
    private readonly List<object> _pieces = [];

    public string Write(PromQlNode node)
    {
        _waiting.Push(node);
        while (_waiting.Count > 0)
        {
            var next = _waiting.Pop();
            if (next is string text)
            {
                _text.Append(text);
                continue;
            }

            Split((PromQlNode)next);
            for (var i = _pieces.Count - 1; i >= 0; i--)
                _waiting.Push(_pieces[i]);
            _pieces.Clear();
        }

        return _text.ToString();
    }

    private void Split(PromQlNode node)
    {
        switch (node)
        {
            case BinaryExpression binary:
                Binary(binary);
                break;
            case UnaryExpression unary:
                Add(unary.Operator == UnaryOperator.Minus ? "-" : "+");

                // Without parentheses the sign would become part of the number.
                Operand(
                    unary.Operand,
                    unary.Operand is NumberLiteral || unary.Operand is BinaryExpression { Operator: not BinaryOperator.Power }
                );
                break;
            case NumberLiteral number:
                Add(LiteralText.Number(number));
                break;
            case StringLiteral literal:
                Add(LiteralText.Quote(literal.Value));
                break;
            case CallExpression call:
                Add(call.Function.Name);
                Arguments(call.Arguments);
                break;
            case AggregateExpression aggregate:
                Aggregate(aggregate);
                break;
            case VectorSelector selector:
                Selector(selector);
                Modifiers(selector.Offset, selector.At, selector.Extension);
                break;
            case RangeSelector range:
                Add(range.Selector, "[");
                Range(range.Range);
                Add("]");
                Modifiers(range.Offset, range.At, range.Extension);
                break;
            case SubqueryExpression subquery:
                Subquery(subquery);
                break;
            default:
                Part(node);
                break;
        }
    }

    private void Part(PromQlNode node)
    {
        switch (node)
        {
            case DurationLiteral duration:
                Add(PrometheusDuration.Format(duration.Value));
                break;
            case DurationPlaceholder placeholder:
                Add(placeholder.Text);
                break;
            case DurationNumber number:
                Add(LiteralText.Number(number.Seconds));
                break;
            case DurationSign sign:
                Add("-");
                Duration(sign.Operand, sign.Operand is DurationSign or DurationOperation { Operator: not BinaryOperator.Power });
                break;
            case DurationOperation operation:
                Operation(operation);
                break;
            case DurationVariable variable:
                Add(variable.Kind == DurationVariableKind.Step ? "step()" : "range()");
                break;
            case DurationChoice choice:
                Add((choice.IsLonger ? "max" : "min") + (choice.HasOldName ? "(" : "_of("), choice.Left, ", ", choice.Right, ")");
                break;
            case OffsetModifier offset:
                // With a sign before it, a parenthesis ends the offset; without one, the operators after it would go on with it.
                var isSum = offset.Duration is DurationSign or DurationOperation;
                Add(
                    offset.IsNegative ? "offset -"
                    : isSum ? "offset +"
                    : "offset "
                );
                Duration(offset.Duration, isSum);
                break;
            case AtModifier at:
                Add(
                    at.Anchor switch
                    {
                        AtAnchor.Start => "@ start()",
                        AtAnchor.End => "@ end()",
                        _ => "@ " + LiteralText.Number(at.Time),
                    }
                );
                break;
            case LabelCondition { IsBareName: true } name:
                Add(LiteralText.Quote(name.Matcher.Value));
                break;
            case LabelCondition { Matcher: var matcher }:
                Add(LabelNames.IsValid(matcher.Label) ? matcher.Label : LiteralText.Quote(matcher.Label));
                Add(matcher.Operator, LiteralText.Quote(matcher.Value));
                break;
            case FillModifier fill:
                Fill(fill);
                break;
            case LabelGrouping grouping:
                Add(grouping.IsWithout ? "without " : "by ", Labels(grouping.Labels));
                break;
            case VectorMatching matching:
                Add(matching.IsOn ? "on " : "ignoring ", Labels(matching.Labels));
                if (matching.Group != GroupSide.None)
                    Add(matching.Group == GroupSide.Left ? " group_left " : " group_right ", Labels(matching.Include));
                break;
            default:
                throw new ArgumentException($"There is no PromQL for {node.GetType().Name}.", nameof(node));
        }
    }

    private void Binary(BinaryExpression binary)
    {
        var binds = binary.Operator.Precedence();
        var isPower = binary.Operator == BinaryOperator.Power;
        Operand(
            binary.Left,
            binary.Left switch
            {
                BinaryExpression left => left.Operator.Precedence() < binds || isPower,

                // A sign binds less tightly than a power, and is part of a number.
                UnaryExpression => isPower,
                NumberLiteral number => isPower && LiteralText.Number(number)[0] == '-',
                _ => false,
            }
        );
        Add(" ", binary.Operator.Symbol(), " ");
        if (binary.ReturnsBool)
            Add("bool ");
        if (binary.Matching is not null)
            Add(binary.Matching, " ");
        if (binary.Fill is not null)
            Add(binary.Fill, " ");
        Operand(
            binary.Right,
            binary.Right is BinaryExpression right
                && (right.Operator.Precedence() < binds || (right.Operator.Precedence() == binds && !isPower))
        );
    }

    private void Aggregate(AggregateExpression aggregate)
    {
        Add(aggregate.Operator.Symbol());
        if (aggregate.Grouping is not null)
            Add(" ", aggregate.Grouping, " ");
        Arguments(aggregate.Parameter is null ? [aggregate.Operand] : [aggregate.Parameter, aggregate.Operand]);
    }

    private void Subquery(SubqueryExpression subquery)
    {
        Operand(subquery.Operand, subquery.Operand is BinaryExpression or UnaryExpression or NumberLiteral);
        Add("[");
        Range(subquery.Range);
        Add(":");
        if (subquery.Step is not null)
            Range(subquery.Step);
        Add("]");
        Modifiers(subquery.Offset, subquery.At, RangeExtension.None);
    }

    // A bare number between brackets is more than zero.
    private void Range(PromQlDuration duration) => Duration(duration, !(Bare(duration) is null or > 0));

    private void Duration(PromQlDuration duration, bool needsParentheses)
    {
        if (needsParentheses)
            Add("(", duration, ")");
        else
            Add(duration);
    }

    private void Operation(DurationOperation operation)
    {
        var binds = operation.Operator.Precedence();
        var isPower = operation.Operator == BinaryOperator.Power;
        Duration(
            operation.Left,
            operation.Left is DurationSign
                ? isPower
                : operation.Left is DurationOperation left && (left.Operator.Precedence() < binds || isPower)
        );
        Add(" ", operation.Operator.Symbol(), " ");

        // A bare zero may not divide.
        var isDivision = operation.Operator is BinaryOperator.Divide or BinaryOperator.Modulo;
        Duration(
            operation.Right,
            (isDivision && Bare(operation.Right) == 0)
                || (
                    operation.Right is DurationOperation right
                    && (right.Operator.Precedence() < binds || (right.Operator.Precedence() == binds && !isPower))
                )
        );
    }

    // The value of what would be read as a number, with its sign; null for anything else.
    private static double? Bare(PromQlDuration duration) =>
        duration switch
        {
            DurationNumber number => number.Seconds,
            DurationLiteral literal => literal.Value.TotalSeconds,
            DurationSign sign => -Bare(sign.Operand),
            _ => null,
        };

    private void Fill(FillModifier fill)
    {
        if (Nullable.Equals(fill.Left, fill.Right))
        {
            Add("fill(", LiteralText.Number(fill.Left!.Value), ")");
            return;
        }

        if (fill.Left is { } left)
            Add("fill_left(", LiteralText.Number(left), ")");
        if (fill.Left is not null && fill.Right is not null)
            Add(" ");
        if (fill.Right is { } right)
            Add("fill_right(", LiteralText.Number(right), ")");
    }

    private void Selector(VectorSelector selector)
    {
        var name = selector.Name;
        var isQuoted = name is not null && !MetricNames.CanStandAlone(name);
        if (name is not null && !isQuoted)
            Add(name);
        if (selector.Conditions.Count == 0 && name is not null && !isQuoted)
            return;

        Add("{");
        if (isQuoted)
            Add("__name__=", LiteralText.Quote(name!));
        for (var i = 0; i < selector.Conditions.Count; i++)
        {
            if (i > 0 || isQuoted)
                Add(",");
            Add(selector.Conditions[i]);
        }

        Add("}");
    }

    private void Modifiers(OffsetModifier? offset, AtModifier? at, RangeExtension extension)
    {
        if (extension != RangeExtension.None)
            Add(extension == RangeExtension.Anchored ? " anchored" : " smoothed");
        if (at is not null)
            Add(" ", at);
        if (offset is not null)
            Add(" ", offset);
    }

    private void Arguments(IReadOnlyList<PromQlExpression> arguments)
    {
        Add("(");
        for (var i = 0; i < arguments.Count; i++)
        {
            if (i > 0)
                Add(", ");
            Add(arguments[i]);
        }

        Add(")");
    }

    private void Operand(PromQlExpression expression, bool needsParentheses)
    {
        if (needsParentheses)
            Add("(", expression, ")");
        else
            Add(expression);
    }

    private static string Labels(IReadOnlyList<string> labels) => "(" + string.Join(", ", labels.Select(Label)) + ")";

    private static string Label(string label) =>
        LabelNames.IsValid(label) && Keywords.CanNameLabel(label) ? label : LiteralText.Quote(label);

    private void Add(object piece) => _pieces.Add(piece);

    private void Add(object first, object second)
    {
        _pieces.Add(first);
        _pieces.Add(second);
    }

    private void Add(params object[] pieces) => _pieces.AddRange(pieces);
}
