using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>
/// The labels that the result of an expression can have, as far as the expression says it, and where it uses labels that an aggregation has
/// removed. Source: Prometheus documentation, "Operators".
/// </summary>
internal sealed class ResultLabels
{
    private readonly List<string> _dropped = [];
    private readonly List<string> _unmatched = [];

    private ResultLabels() => Result = LabelSet.None;

    /// <summary>The labels of the result.</summary>
    public LabelSet Result { get; private set; }

    /// <summary>Where a label is used that is not there any more, one sentence each.</summary>
    public IReadOnlyList<string> Dropped => _dropped;

    /// <summary>Where two sides can never have the same labels, one sentence each.</summary>
    public IReadOnlyList<string> Unmatched => _unmatched;

    public static ResultLabels Find(PromQlExpression tree)
    {
        var found = new ResultLabels();
        found.Result = found.Of(tree);
        return found;
    }

    // Chains lean to the left and may be long; all else nests no deeper than the parser goes.
    private LabelSet Of(PromQlExpression tree)
    {
        var chain = new Stack<BinaryExpression>();
        while (tree is BinaryExpression binary)
        {
            chain.Push(binary);
            tree = binary.Left;
        }

        var labels = OfOther(tree);
        while (chain.Count > 0)
        {
            var binary = chain.Pop();
            labels = OfBinary(binary, labels, Of(binary.Right));
        }

        return labels;
    }

    private LabelSet OfOther(PromQlExpression tree) =>
        tree switch
        {
            VectorSelector selector => LabelSet.Any(selector.Metric?.IndexOf(':') >= 0),
            RangeSelector range => LabelSet.Any(range.Selector.Metric?.IndexOf(':') >= 0),
            SubqueryExpression subquery => Of(subquery.Operand),
            UnaryExpression sign => Of(sign.Operand),
            AggregateExpression aggregate => OfAggregate(aggregate),
            CallExpression call => OfCall(call),
            _ => LabelSet.None,
        };

    private LabelSet OfAggregate(AggregateExpression aggregate)
    {
        var inner = Of(aggregate.Operand);
        var name = aggregate.Operator.Symbol();
        foreach (var label in aggregate.Grouping?.Labels ?? [])
        {
            if (!inner.Has(label) && label != "__name__")
                _dropped.Add(
                    $"{name} groups {(aggregate.Grouping!.IsWithout ? "without" : "by")} {label}, and there is no {label} any "
                        + $"more at this place"
                );
        }

        if (
            aggregate.Operator
            is AggregateOperator.TopK
                or AggregateOperator.BottomK
                or AggregateOperator.LimitK
                or AggregateOperator.LimitRatio
        )
            return inner;
        var result = aggregate.Grouping switch
        {
            null => LabelSet.None,
            { IsWithout: true } without => inner.Without(without.Labels),
            var by => inner.Only(by.Labels),
        };
        return aggregate is { Operator: AggregateOperator.CountValues, Parameter: StringLiteral label2 }
            ? result.With(label2.Value)
            : result;
    }

    private LabelSet OfCall(CallExpression call)
    {
        var name = call.Function.Name;
        if (name is "absent" or "absent_over_time")
            return OfAbsent(call.Arguments[0]);
        LabelSet? vector = null;
        foreach (var argument in call.Arguments)
        {
            var labels = Of(argument);
            if (vector is null && argument.ValueType is PromQlValueType.InstantVector or PromQlValueType.RangeVector)
                vector = labels;
        }

        switch (name)
        {
            case "label_replace" when call.Arguments is [_, StringLiteral target, _, StringLiteral source, ..]:
                CheckSource(name, source.Value, vector);
                return (vector ?? LabelSet.Any(true)).With(target.Value);
            case "label_join" when call.Arguments is [_, StringLiteral target, ..]:
                foreach (var from in call.Arguments.Skip(3).OfType<StringLiteral>())
                    CheckSource(name, from.Value, vector);
                return (vector ?? LabelSet.Any(true)).With(target.Value);
            case "histogram_quantile" or "histogram_fraction" when vector is not null:
                var isClassic = SelectorUse.All(call).Any(u => u.Metric?.EndsWith("_bucket", StringComparison.Ordinal) == true);
                if (isClassic && !vector.Has("le"))
                    _dropped.Add($"{name} needs the label le of the buckets, and there is no le any more at this place");
                return vector.Without(["le"]);
            case "info":
                return LabelSet.Any(true);
            case "scalar" or "time" or "pi" or "vector":
                return LabelSet.None;
            default:
                return vector ?? LabelSet.None;
        }
    }

    private void CheckSource(string function, string label, LabelSet? labels)
    {
        if (label.Length > 0 && label != "__name__" && labels?.Has(label) == false)
            _dropped.Add($"{function} reads {label}, and there is no {label} any more at this place");
    }

    private LabelSet OfAbsent(PromQlExpression argument)
    {
        _ = Of(argument);
        var selector = argument switch
        {
            VectorSelector vector => vector,
            RangeSelector range => range.Selector,
            _ => null,
        };
        return selector is null
            ? LabelSet.None
            : LabelSet.Any(false).Only(selector.Conditions.Where(c => c.Matcher.Operator == "=").Select(c => c.Matcher.Label).ToArray());
    }

    private LabelSet OfBinary(BinaryExpression binary, LabelSet left, LabelSet right)
    {
        if (binary.Left.ValueType == PromQlValueType.Scalar)
            return right;
        if (binary.Right.ValueType == PromQlValueType.Scalar)
            return left;
        var matching = binary.Matching;
        if (binary.Operator != BinaryOperator.Or)
            CheckMatch(binary, matching, left, right);
        if (binary.Operator == BinaryOperator.Or)
            return left.Or(right);
        if (binary.Operator.IsSet())
            return left;
        return matching switch
        {
            null => left,
            { Group: GroupSide.Left } => left.With(matching.Include),
            { Group: GroupSide.Right } => right.With(matching.Include),
            { IsOn: true } => LabelSet.Any(false).Only(matching.Labels),
            _ => left.Without(matching.Labels),
        };
    }

    private void CheckMatch(BinaryExpression binary, VectorMatching? matching, LabelSet left, LabelSet right)
    {
        var symbol = binary.Operator.Symbol();
        if (matching is { IsOn: true })
        {
            foreach (var label in matching.Labels)
            {
                // Where both have lost it, both have none, and that is the same.
                if (left.Has(label) != right.Has(label))
                    _dropped.Add(
                        $"'{symbol}' matches on {label}, and the {(left.Has(label) ? "right" : "left")} side has no {label} any more"
                    );
            }
        }
        else if (binary.Fill is null)
        {
            var ignored = matching?.Labels ?? [];
            if (LabelSet.NeverEqual(left.Without(ignored), right.Without(ignored)))
                _unmatched.Add(
                    $"The two sides of '{symbol}' have different labels, {left.Without(ignored)} and {right.Without(ignored)}, so "
                        + $"that no series "
                        + "finds its other half and there is never a result"
                );
        }

        foreach (var label in matching?.Include ?? [])
        {
            var one = matching!.Group == GroupSide.Left ? right : left;
            if (!one.Has(label))
                _dropped.Add(
                    $"group_{(matching.Group == GroupSide.Left ? "left" : "right")} takes {label} from the other side, which has "
                        + $"no {label} any more"
                );
        }
    }
}
