using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Checklist;

namespace ProgressiveSlo.Migration.Roadmap;

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
    public GuidanceSet Guidance { get; init; } = GuidanceSet.None;

    /// <summary>Changes, oldest first.</summary>
    public IReadOnlyList<MigrationChange> History { get; init; } = [];
}

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

/// <summary>A service that is migrated first, beside its existing SLOs.</summary>
/// <param name="Service">The service.</param>
/// <param name="Tier">Its tier, or null.</param>
/// <param name="Reasons">Why it was chosen, and what to look at; sentences without their full stops.</param>
public sealed record MigrationPilot(string Service, string? Tier, IReadOnlyList<string> Reasons)
{
    /// <summary>The service.</summary>
    public override string ToString() => Service;
}

/// <summary>Services of one tier that are migrated together.</summary>
/// <param name="Number">Number, from 1.</param>
/// <param name="Tier">The tier, in the words of the catalog; null for services without one.</param>
/// <param name="Services">The services, in order.</param>
/// <param name="StartDate">First day, UTC midnight.</param>
/// <param name="EndDate">The day after the last one, UTC midnight.</param>
public sealed record MigrationWave(int Number, string? Tier, IReadOnlyList<string> Services, DateTime StartDate, DateTime EndDate)
{
    /// <summary>For example <c>wave 2 (silver)</c>.</summary>
    public override string ToString() => "wave " + Number.ToString(CultureInfo.InvariantCulture) + " (" + (Tier ?? "no tier") + ")";
}

/// <summary>A change of a migration: a step that was done. The last change of a step is its state.</summary>
/// <param name="Step">Id of the step.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Note">What shows it: what people wrote, and what the verifiers found.</param>
public sealed record MigrationChange(string Step, DateTime At, string By, string? Note)
{
    /// <summary>Whether every verifier of the step passed.</summary>
    public bool Verified { get; init; }

    /// <summary>Whether it was done although a verifier did not pass, or once more.</summary>
    public bool Forced { get; init; }

    /// <summary>Why it was forced; otherwise null.</summary>
    public string? Reason { get; init; }
}
