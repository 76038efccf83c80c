using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>A quoted text.</summary>
public sealed class StringLiteral : PromQlExpression
{
    /// <summary>Makes a text.</summary>
    /// <param name="value">The text without quotes and escapes.</param>
    /// <param name="span">Where it stood.</param>
    public StringLiteral(string value, PromQlSpan span = default)
        : base(span) => Value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>
    /// The text without quotes and escapes. A byte that an escape such as <c>\xff</c> puts in and that is no UTF-8
    /// stands as the lone surrogate U+DC00 + byte, so that nothing is lost.
    /// </summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override PromQlValueType ValueType => PromQlValueType.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
