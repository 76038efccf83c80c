using System;

namespace ProgressiveSlo.Migration;

/// <summary>A service of a migration.</summary>
/// <param name="Name">Name of the service.</param>
public sealed record MigrationService(string Name)
{
    /// <summary>Namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Tier, in the words of the catalog, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Names of services that it depends on.</summary>
    public System.Collections.Generic.IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether it had SLO-as-code before the migration began: it is in no wave, and no pilot.</summary>
    public bool MigratedBefore { get; init; }

    /// <summary>Number of its wave; null for a pilot, and for one that was migrated before.</summary>
    public int? Wave { get; init; }

    /// <summary>Whether it is a pilot.</summary>
    public bool IsPilot { get; init; }

    /// <summary>Whether it is migrated.</summary>
    public bool Migrated { get; init; }

    /// <summary>When it was migrated, UTC; null when it is not, or was before the migration began.</summary>
    public DateTime? MigratedAt { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
