using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>The modifier <c>offset 5m</c> or <c>offset -5m</c>.</summary>
public sealed class OffsetModifier : PromQlNode
{
    /// <summary>Makes an offset.</summary>
    /// <param name="duration">How far.</param>
    /// <param name="isNegative">True for an offset into the future, <c>offset -5m</c>.</param>
    /// <param name="span">Where it stood.</param>
    public OffsetModifier(PromQlDuration duration, bool isNegative = false, PromQlSpan span = default)
        : base(span)
    {
        Duration = duration ?? throw new ArgumentNullException(nameof(duration));
        IsNegative = isNegative;
    }

    /// <summary>How far.</summary>
    public PromQlDuration Duration { get; }

    /// <summary>True for an offset into the future.</summary>
    public bool IsNegative { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [Duration];
}
