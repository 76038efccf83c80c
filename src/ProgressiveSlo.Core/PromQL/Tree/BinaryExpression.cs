using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>Two expressions and an operator: <c>a / on (job) b</c>.</summary>
public sealed class BinaryExpression : PromQlExpression
{
    /// <summary>Makes an operation.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="returnsBool">True for <c>bool</c> after a comparison.</param>
    /// <param name="matching">How series find each other, or null.</param>
    /// <param name="span">Where it stood.</param>
    public BinaryExpression(BinaryOperator @operator, PromQlExpression left, PromQlExpression right, bool returnsBool = false, VectorMatching? matching = null, PromQlSpan span = default)
        : base(span)
    {
        Operator = @operator;
        Left = left ?? throw new ArgumentNullException(nameof(left));
        Right = right ?? throw new ArgumentNullException(nameof(right));
        ReturnsBool = returnsBool;
        Matching = matching;
        ValueType = left.ValueType == PromQlValueType.Scalar && right.ValueType == PromQlValueType.Scalar ? PromQlValueType.Scalar : PromQlValueType.InstantVector;
    }

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left side.</summary>
    public PromQlExpression Left { get; }

    /// <summary>The right side.</summary>
    public PromQlExpression Right { get; }

    /// <summary>True when a comparison gives 0 or 1 instead of filtering.</summary>
    public bool ReturnsBool { get; }

    /// <summary>How series find each other, or null when nothing is said. Always null when a side is a scalar: Prometheus ignores it there.</summary>
    public VectorMatching? Matching { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => NodeList.Of(Left, Matching, Right);
}
