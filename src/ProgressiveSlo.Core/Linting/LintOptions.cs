using System;
using System.Collections.Generic;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Linting;

/// <summary>What the lint knows besides the definitions.</summary>
public sealed record LintOptions
{
    private static readonly Dictionary<string, FindingSeverity?> _none = [];

    /// <summary>The defaults.</summary>
    public static LintOptions Default { get; } = new();

    /// <summary>Events per second, or null when nothing is known: checks that need it say nothing then.</summary>
    public decimal? EventsPerSecond { get; init; }

    /// <summary>Upper bounds of the histograms' buckets, in the unit of the metric; null for those of the Prometheus client libraries.</summary>
    public IReadOnlyList<decimal>? Buckets { get; init; }

    /// <summary>Names of the phases, in order.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>Periods for which there is an alert-window set; null when nothing is known of the sets, and the check that needs them says nothing then.</summary>
    public IReadOnlyList<TimeSpan>? Periods { get; init; }

    /// <summary>Severities by code that differ from the catalog's; null switches a code off.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Severities { get; init; } = _none;

    /// <summary>Says which challenge a finding belongs to; null for the built-in guidance.</summary>
    public MigrationGuidance? Guidance { get; init; }
}
