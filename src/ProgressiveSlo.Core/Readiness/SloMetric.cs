using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Readiness;

/// <summary>The evidence: measurements of one service over a window. What was not measured is null.</summary>
public sealed record SloMetric
{
    /// <summary>The service, or null when the evidence does not say.</summary>
    public string? Service { get; init; }

    /// <summary>Start of the window, UTC, or null.</summary>
    public DateTime? From { get; init; }

    /// <summary>End of the window, UTC, or null.</summary>
    public DateTime? To { get; init; }

    /// <summary>Good events divided by all events, a ratio from 0 to 1.</summary>
    public double? Availability { get; init; }

    /// <summary>95th percentile of latency, milliseconds.</summary>
    public double? LatencyP95 { get; init; }

    /// <summary>99th percentile of latency, milliseconds.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>Standard deviation of the availability of days, a ratio.</summary>
    public double? AvailabilityStdDev { get; init; }

    /// <summary>Incidents in the last 30 days.</summary>
    public long? IncidentsLast30d { get; init; }

    /// <summary>Good events in the window.</summary>
    public long? GoodEvents { get; init; }

    /// <summary>All events in the window.</summary>
    public long? TotalEvents { get; init; }

    /// <summary>Share of the expected intervals that have data, 0 to 1.</summary>
    public double? Coverage { get; init; }

    /// <summary>Events of each calendar day (UTC) of the window in order, without excluded ones; empty when only sums are known.</summary>
    public IReadOnlyList<SloDay> Days
    {
        get;
        init
        {
            field = value ?? [];
            HasDays = field.Count > 0;
        }
    } = [];

    /// <summary>Intervals whose events were taken out of all numbers here.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions { get; init => field = value ?? []; } = [];

    /// <summary>Whether there are days. Kept, because counting through the interface of an array is slow where most evidence has none.</summary>
    internal bool HasDays { get; private init; }
}
