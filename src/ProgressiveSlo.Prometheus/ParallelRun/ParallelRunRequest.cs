using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>Two sides to be compared, each known already or to be asked for.</summary>
/// <param name="Subject">What is compared, and over which time.</param>
/// <param name="Manual">The manual side.</param>
/// <param name="Automated">The automated side.</param>
public sealed record ParallelRunRequest(ParallelRunSubject Subject, AskedSide Manual, AskedSide Automated);

/// <summary>A side of a parallel run.</summary>
/// <param name="Side">What is known of it.</param>
/// <param name="Queries">What to ask for the rest; null when all is known.</param>
public sealed record AskedSide(ParallelRunSide Side, SideQueries? Queries = null);
