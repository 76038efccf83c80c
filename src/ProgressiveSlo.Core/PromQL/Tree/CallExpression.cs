using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>A function call: <c>rate(x[5m])</c>.</summary>
public sealed class CallExpression : PromQlExpression
{
    /// <summary>Makes a call.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="span">Where it stood.</param>
    public CallExpression(PromQlFunction function, IReadOnlyList<PromQlExpression> arguments, PromQlSpan span = default)
        : base(span)
    {
        Function = function ?? throw new ArgumentNullException(nameof(function));
        Arguments = arguments ?? throw new ArgumentNullException(nameof(arguments));
    }

    /// <summary>The function.</summary>
    public PromQlFunction Function { get; }

    /// <summary>The arguments, in the order of the text.</summary>
    public IReadOnlyList<PromQlExpression> Arguments { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => Function.ReturnType;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => Arguments;
}
