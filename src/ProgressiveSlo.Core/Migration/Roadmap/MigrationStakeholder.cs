using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>An owner, with the services that are to be migrated.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Services">The services, sorted.</param>
public sealed record MigrationStakeholder(string Owner, IReadOnlyList<string> Services)
{
    /// <summary>The owner.</summary>
    public override string ToString() => Owner;
}
