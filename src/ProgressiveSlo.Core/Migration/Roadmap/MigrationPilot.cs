using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A service that is migrated first, beside its existing SLOs.</summary>
/// <param name="Service">The service.</param>
/// <param name="Tier">Its tier, or null.</param>
/// <param name="Reasons">Why it was chosen, and what to look at; sentences without their full stops.</param>
public sealed record MigrationPilot(string Service, string? Tier, IReadOnlyList<string> Reasons)
{
    /// <summary>The service.</summary>
    public override string ToString() => Service;
}
