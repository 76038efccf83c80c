using System.Text;

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
                Add(LiteralText.Number(number.Value));
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
                Modifiers(selector.Offset, selector.At);
                break;
            case RangeSelector range:
                Add(range.Selector, "[", range.Range, "]");
                Modifiers(range.Offset, range.At);
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
            case OffsetModifier offset:
                Add(offset.IsNegative ? "offset -" : "offset ", offset.Duration);
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
            case LabelCondition condition:
                Add(condition.Matcher.Label, condition.Matcher.Operator, LiteralText.Quote(condition.Matcher.Value));
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
                NumberLiteral number => isPower && LiteralText.Number(number.Value)[0] == '-',
                _ => false,
            }
        );
        Add(" ", binary.Operator.Symbol(), " ");
        if (binary.ReturnsBool)
            Add("bool ");
        if (binary.Matching is not null)
            Add(binary.Matching, " ");
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
        Add("[", subquery.Range, ":");
        if (subquery.Step is not null)
            Add(subquery.Step);
        Add("]");
        Modifiers(subquery.Offset, subquery.At);
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

    private void Modifiers(OffsetModifier? offset, AtModifier? at)
    {
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

    private static string Labels(IReadOnlyList<string> labels) => "(" + string.Join(", ", labels) + ")";

    private void Add(object piece) => _pieces.Add(piece);

    private void Add(object first, object second)
    {
        _pieces.Add(first);
        _pieces.Add(second);
    }

    private void Add(params object[] pieces) => _pieces.AddRange(pieces);
}
