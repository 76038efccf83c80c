using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>A length of time in an expression: <see cref="DurationLiteral"/> or <see cref="DurationPlaceholder"/>.</summary>
public abstract class PromQlDuration : PromQlNode
{
    private protected PromQlDuration(PromQlSpan span)
        : base(span)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
