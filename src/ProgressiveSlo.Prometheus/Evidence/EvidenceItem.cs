using System;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Something that the collection of evidence tells, as it happens. One of the properties is set.</summary>
public sealed record EvidenceItem
{
    /// <summary>The evidence of a service.</summary>
    public SloMetric? Metric { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>A service that has no evidence, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}

/// <summary>A service that has no evidence.</summary>
/// <param name="Service">The service.</param>
/// <param name="Error">Why: a <see cref="Errors.PrometheusException"/> or a <see cref="Errors.SloValidationException"/>.</param>
public sealed record EvidenceFailure(string Service, Exception Error);

/// <summary>How far the collection is.</summary>
/// <param name="Done">Services that are done.</param>
/// <param name="Total">All services.</param>
/// <param name="Queries">Queries answered so far.</param>
public sealed record EvidenceProgress(int Done, int Total, int Queries);
