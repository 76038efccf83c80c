using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>What is asked for.</summary>
/// <param name="Subjects">The services.</param>
/// <param name="At">The end, UTC. The window ends at the last midnight (UTC) until then, so that it is made of whole days.</param>
/// <param name="Days">Days of the window, at least 1.</param>
public sealed record EvidenceRequest(IReadOnlyList<EvidenceSubject> Subjects, DateTime At, int Days)
{
    /// <summary>Intervals whose events do not count.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions { get; init; } = [];

    /// <summary>
    /// How often data are expected: an interval has data when a sample is not older than the server looks back (5 minutes by default). It
    /// divides a day.
    /// </summary>
    public TimeSpan CoverageStep { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Severities of the alerts that page somebody.</summary>
    public IReadOnlyList<string> PageSeverities { get; init; } = AlertSeverity.Paging;

    /// <summary>Labels of alerts that may name the service; the first one that names one of the services counts.</summary>
    public IReadOnlyList<string> AlertLabels { get; init; } = ["slo_service", "sloth_service", "service"];

    /// <summary>Labels of alerts that hold the severity.</summary>
    public IReadOnlyList<string> SeverityLabels { get; init; } = ["severity", "sloth_severity"];

    /// <summary>Alerts that fire again within this time belong to one incident.</summary>
    public TimeSpan IncidentJoin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The most services that one query is about.</summary>
    public int MaxServicesPerQuery { get; init; } = 100;

    /// <summary>The most points (services × days, or × hours) that one query asks for; its answer has about 30 bytes for each.</summary>
    public int MaxPointsPerQuery { get; init; } = 100_000;

    /// <summary>The most characters of the names in one query; regular expressions that are too long are slow, or refused.</summary>
    public int MaxMatcherLength { get; init; } = 8_000;

    /// <summary>Whether events are counted by the hour, too.</summary>
    public bool Hourly { get; init; }

    /// <summary>
    /// Whether the days are for a record: items have <see cref="CountedDays"/> then, with all that a record keeps of a day, and no
    /// evidence.
    /// </summary>
    public bool IsForRecord { get; init; }

    /// <summary>Services that other requests ask about: two that measure the same series are told of.</summary>
    public IReadOnlyList<EvidenceSubject> Others { get; init; } = [];

    /// <summary>Start of the window, UTC.</summary>
    public DateTime From => To.AddDays(-Days);

    /// <summary>End of the window, UTC.</summary>
    public DateTime To => UtcTime.Day(At);

    internal TimeSpan Slot => Hourly ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
}

/// <summary>A service, and how it is measured.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Indicator">Good and all events of this service. It is asked as it is: nothing is added to it.</param>
public sealed record EvidenceSubject(string Service, SloIndicator Indicator)
{
    /// <summary>
    /// Its namespace; null where it is not known. Alerts of the module's own rules say theirs, and those of another one are not incidents
    /// of this service.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>The histogram of latencies, or null.</summary>
    public LatencyMetric? Latency { get; init; }

    /// <summary>
    /// What is above 0 while there is an incident, or null for the page alerts that fire. <c>{{.service}}</c> stands for the name
    /// inside a string; without it one query serves many services, which the labels tell apart.
    /// </summary>
    public string? IncidentQuery { get; init; }
}
