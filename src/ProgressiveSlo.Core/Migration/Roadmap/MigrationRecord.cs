using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>What a migration is made of, and what is stored of it. Everything else is derived.</summary>
/// <param name="Name">Name of the migration.</param>
/// <param name="StartDate">First day, UTC midnight.</param>
/// <param name="Checklist">The checklist.</param>
public sealed record MigrationRecord(string Name, DateTime StartDate, MigrationChecklist Checklist)
{
    /// <summary>Who leads it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The services, as the catalog has them.</summary>
    public IReadOnlyList<MigrationService> Services { get; init; } = [];

    /// <summary>The pilots.</summary>
    public IReadOnlyList<MigrationPilot> Pilots { get; init; } = [];

    /// <summary>The waves.</summary>
    public IReadOnlyList<MigrationWave> Waves { get; init; } = [];

    /// <summary>The challenges and what helps. They are not stored: the words of today help more than those of the start.</summary>
    public MigrationGuidance Guidance { get; init; } = MigrationGuidance.None;

    /// <summary>Changes, oldest first.</summary>
    public IReadOnlyList<MigrationChange> History { get; init; } = [];
}
