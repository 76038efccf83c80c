using ProgressiveSlo.Discovery;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Prometheus.Discovery;

/// <summary>What is looked for.</summary>
/// <param name="Kinds">What is known about services.</param>
/// <param name="Profile">The profile whose phases are suggested.</param>
/// <param name="At">The end of the window, UTC. Services that have a sample then are found.</param>
/// <param name="Days">Days of the window, at least 1.</param>
public sealed record DiscoveryRequest(ServiceKinds Kinds, PhaseProfile Profile, DateTime At, int Days)
{
    /// <summary>Finds a template by its name, or null.</summary>
    public Func<string, SloTemplate?> Templates { get; init; } = _ => null;

    /// <summary>Whether a service of that name is wanted.</summary>
    public Func<string, bool> IsWanted { get; init; } = _ => true;

    /// <summary>The least services that are measured together; more where there would be too many requests.</summary>
    public int ServicesPerQuery { get; init; } = 250;

    /// <summary>The most groups of services that are measured one after the other; each takes three requests.</summary>
    public int MaxGroups { get; init; } = 10;

    /// <summary>End of the window, UTC, on the minute.</summary>
    public DateTime To => new(At.Ticks - (At.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);

    /// <summary>Start of the window, UTC.</summary>
    public DateTime From => To.AddDays(-Days);
}

/// <summary>Something that the search tells, as it happens. One of the properties is set.</summary>
public sealed record DiscoveryItem
{
    /// <summary>A service.</summary>
    public SloService? Service { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>Something for who wants to know more; printable.</summary>
    public string? Note { get; init; }

    /// <summary>A service that could not be measured, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}
