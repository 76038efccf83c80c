using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Evidence;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>Something that a comparison tells, as it happens. One of the properties is set.</summary>
public sealed record ParallelRunItem
{
    /// <summary>The result of two sides.</summary>
    public ParallelRunResult? Result { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>Two sides that could not be compared, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}
