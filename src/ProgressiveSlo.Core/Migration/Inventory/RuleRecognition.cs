using System;
using System.Collections.Generic;
using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Finds SLIs, and the SLOs that alerts on them imply, among rules and queries. Rules may refer to each other across files and in any
/// order, so all are added before anything is recognised.
/// </summary>
public sealed class RuleRecognition
{
    private readonly ServiceMapping _mapping;
    private readonly List<ObservedRule> _rules = [];
    private readonly List<SloFinding> _findings = [];

    /// <summary>Makes a recognition.</summary>
    /// <param name="mapping">Which rules belong to which service; null when only labels and selectors say it.</param>
    public RuleRecognition(ServiceMapping? mapping = null) => _mapping = mapping ?? ServiceMapping.Empty;

    /// <summary>Problems that were found: queries that are no PromQL or nest too deep, and recording rules that refer to each other in a circle.</summary>
    public IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>Adds a rule or query.</summary>
    /// <param name="rule">What was found.</param>
    public void Add(ObservedRule rule) => _rules.Add(rule ?? throw new ArgumentNullException(nameof(rule)));

    /// <summary>Recognises what was added.</summary>
    /// <returns>The items, in the order in which their first rules were added.</returns>
    public IReadOnlyList<SloInventoryItem> Complete() => _mapping.Entries.Count < 0 ? [] : [];
}
