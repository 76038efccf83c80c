using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PromQL;

/// <summary>One label condition of a selector, and where it stood.</summary>
public sealed class LabelCondition : PromQlNode
{
    /// <summary>Makes a condition.</summary>
    /// <param name="matcher">Label, operator and value.</param>
    /// <param name="span">Where it stood.</param>
    public LabelCondition(LabelMatcher matcher, PromQlSpan span = default)
        : base(span) => Matcher = matcher ?? throw new ArgumentNullException(nameof(matcher));

    /// <summary>Label, operator and value.</summary>
    public LabelMatcher Matcher { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
