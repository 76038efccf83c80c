using System;

namespace ProgressiveSlo.Migration;

/// <summary>A time in which the SLIs of both sides differ all along.</summary>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Manual">Mean error ratio of the manual side.</param>
/// <param name="Automated">Mean error ratio of the automated side.</param>
public sealed record SliSpan(DateTime From, DateTime To, double Manual, double Automated)
{
    /// <summary>Automated minus manual.</summary>
    public double Difference => Automated - Manual;
}
