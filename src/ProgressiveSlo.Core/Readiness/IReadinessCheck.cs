using System.Collections.Generic;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness;

/// <summary>One check of the gate. To add one: a class with this interface, and a line in <see cref="ReadinessGate"/>.</summary>
public interface IReadinessCheck
{
    /// <summary>The settings of a profile's <c>gate</c> section that this check reads.</summary>
    IReadOnlyList<GateSetting> Settings { get; }

    /// <summary>Tries the check.</summary>
    /// <param name="context">Phase, evidence and thresholds.</param>
    /// <returns>The outcome, or null when the check has nothing to say here.</returns>
    ReadinessCheck? Evaluate(in ReadinessContext context);
}
