using System.Collections.Generic;

namespace ProgressiveSlo.PromQL;

/// <summary>The modifier <c>@</c>, which fixes the time of evaluation.</summary>
public sealed class AtModifier : PromQlNode
{
    private AtModifier(AtAnchor anchor, double time, PromQlSpan span)
        : base(span)
    {
        Anchor = anchor;
        Time = time;
    }

    /// <summary>What the evaluation is fixed to.</summary>
    public AtAnchor Anchor { get; }

    /// <summary>Seconds since 1970 in UTC; 0 unless <see cref="Anchor"/> is <see cref="AtAnchor.Time"/>.</summary>
    public double Time { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<PromQlNode> Children => [];

    /// <summary>Makes <c>@ time</c>.</summary>
    /// <param name="time">Seconds since 1970 in UTC.</param>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtTime(double time, PromQlSpan span = default) => new(AtAnchor.Time, time, span);

    /// <summary>Makes <c>@ start()</c>.</summary>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtStart(PromQlSpan span = default) => new(AtAnchor.Start, 0, span);

    /// <summary>Makes <c>@ end()</c>.</summary>
    /// <param name="span">Where it stood.</param>
    public static AtModifier AtEnd(PromQlSpan span = default) => new(AtAnchor.End, 0, span);
}
