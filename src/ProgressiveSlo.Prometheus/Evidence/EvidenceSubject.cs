using System;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>A service, and how it is measured.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Indicator">Good and all events.</param>
public sealed record EvidenceSubject(string Service, SloIndicator Indicator)
{
    /// <summary>The histogram of latencies, or null.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>
    /// The label whose value is the service, for example <c>service</c>. Selectors without a condition on it get one. Null when the
    /// indicator chooses the service's series by itself.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>
    /// What is above 0 while there is an incident, or null for the page alerts that fire. <c>{{.service}}</c> stands for the name
    /// inside a string; without it one query serves many services, which the labels tell apart.
    /// </summary>
    public string? IncidentQuery { get; init; }
}
