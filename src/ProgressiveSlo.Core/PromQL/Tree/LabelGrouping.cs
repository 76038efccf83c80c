using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>Which labels an aggregation keeps: <c>by (job)</c> or <c>without (instance)</c>.</summary>
public sealed class LabelGrouping : PromQlNode
{
    /// <summary>Makes a grouping.</summary>
    /// <param name="isWithout">True for <c>without</c>, false for <c>by</c>.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="span">Where it stood.</param>
    public LabelGrouping(bool isWithout, IReadOnlyList<string> labels, PromQlSpan span = default)
        : base(span)
    {
        IsWithout = isWithout;
        Labels = labels ?? throw new ArgumentNullException(nameof(labels));
    }

    /// <summary>True for <c>without</c>, false for <c>by</c>.</summary>
    public bool IsWithout { get; }

    /// <summary>The labels, in the order of the text.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
