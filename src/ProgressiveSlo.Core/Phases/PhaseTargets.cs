using ProgressiveSlo.Text;

namespace ProgressiveSlo.Phases;

/// <summary>What a service must reach in a phase.</summary>
/// <param name="Availability">Good events divided by all events, a ratio, 0 &lt; target &lt; 1.</param>
/// <param name="LatencyP95Milliseconds">95th percentile of latency, milliseconds, at most.</param>
/// <param name="LatencyP99Milliseconds">99th percentile of latency, milliseconds, at most.</param>
public sealed record PhaseTargets(decimal Availability, double LatencyP95Milliseconds, double LatencyP99Milliseconds)
{
    /// <summary>For example <c>99.50%, p95 1000 ms, p99 2000 ms</c>.</summary>
    public override string ToString() =>
        $"{NumberText.PercentAtLeast2(Availability)}, p95 {NumberText.Plain(LatencyP95Milliseconds)} ms, p99 {NumberText.Plain(LatencyP99Milliseconds)} ms";
}
