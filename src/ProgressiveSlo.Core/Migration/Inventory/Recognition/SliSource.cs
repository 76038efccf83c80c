using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>An SLI where it is recorded, or where it stands in a query.</summary>
/// <param name="Shape">What it measures.</param>
internal sealed record SliSource(SliShape Shape)
{
    /// <summary>The rules of the SLI; null while the rule in which it stands is read.</summary>
    public SliNode? Node { get; init; }

    /// <summary>Conditions that choose some of its series.</summary>
    public IReadOnlyList<LabelMatcher> Scope { get; init; } = [];

    /// <summary>Whether it and the sources beside it are one SLI, because they are summed.</summary>
    public bool IsMerged { get; init; }

    /// <summary>Labels of the recording rule.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = TextMap.Empty;
}
