using System;
using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>How series of both sides find each other: <c>on (job) group_left (team)</c>.</summary>
public sealed class VectorMatching : PromQlNode
{
    /// <summary>Makes a matching.</summary>
    /// <param name="isOn">True for <c>on</c>, false for <c>ignoring</c>.</param>
    /// <param name="labels">Labels of <c>on</c> or <c>ignoring</c>.</param>
    /// <param name="group">The side with many series.</param>
    /// <param name="include">Labels of <c>group_left</c> or <c>group_right</c>.</param>
    /// <param name="span">Where it stood.</param>
    public VectorMatching(bool isOn, IReadOnlyList<string> labels, GroupSide group = GroupSide.None, IReadOnlyList<string>? include = null, PromQlSpan span = default)
        : base(span)
    {
        IsOn = isOn;
        Labels = labels ?? throw new ArgumentNullException(nameof(labels));
        Group = group;
        Include = include ?? [];
    }

    /// <summary>True for <c>on</c>, false for <c>ignoring</c>.</summary>
    public bool IsOn { get; }

    /// <summary>Labels of <c>on</c> or <c>ignoring</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The side with many series.</summary>
    public GroupSide Group { get; }

    /// <summary>Labels of <c>group_left</c> or <c>group_right</c>.</summary>
    public IReadOnlyList<string> Include { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];
}
