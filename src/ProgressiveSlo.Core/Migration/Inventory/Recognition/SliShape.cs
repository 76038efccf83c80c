using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>What an SLI measures, without ranges.</summary>
/// <param name="Key">The same text for the same SLI.</param>
/// <param name="Form">What kind of number it is.</param>
/// <param name="Measure">What is measured.</param>
internal sealed record SliShape(string Key, SliForm Form, SloMeasure Measure)
{
    /// <summary>How sure the form is by itself.</summary>
    public Certainty Certainty { get; init; } = Certainty.Certain;

    /// <summary>Why it is one, for the item's reason.</summary>
    public string Why { get; init; } = "";

    /// <summary>Conditions of all its events, for the service.</summary>
    public IReadOnlyList<LabelMatcher> Conditions { get; init; } = [];

    /// <summary>Metrics, for the mapping.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Whether only the name says what it is, because nobody records it here.</summary>
    public bool IsNameOnly { get; init; }

    /// <summary>Seconds in one unit of a duration.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>Recording rules that were followed for it.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; init; } = [];
}
