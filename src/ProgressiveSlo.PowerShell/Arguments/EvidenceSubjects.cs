using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Collects what a Prometheus is to be asked for: services, by the length of their windows.</summary>
internal sealed class EvidenceSubjects
{
    private readonly SortedDictionary<int, List<EvidenceSubject>> _groups = [];
    private readonly HashSet<string> _services = [];
    private readonly DateTime _at;

    /// <param name="at">The end of all windows, UTC.</param>
    public EvidenceSubjects(DateTime at) => _at = at;

    /// <summary>Days of each window; null for the record of a plan, and 30 for a service without one.</summary>
    public int? Days { get; init; }

    /// <summary>Whether hours are wanted, too.</summary>
    public bool Hourly { get; init; }

    /// <summary>The query for incidents, or null.</summary>
    public string? IncidentQuery { get; init; }

    /// <summary>Intervals whose events do not count.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions { get; init; } = [];

    /// <summary>Whether there is a service.</summary>
    public bool Any => _services.Count > 0;

    /// <summary>Adds a plan's service: it is asked exactly what the plan says.</summary>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(SloPlan plan) =>
        Add(plan.Service, new TemplateMeasures(plan.Indicator, plan.LatencyMetric), plan.Find(plan.CurrentPhase)!);

    /// <summary>Adds a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="measures">What is measured.</param>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(string service, TemplateMeasures measures) => Add(service, measures, null);

    /// <summary>What is to be asked for, one request for each length of window.</summary>
    public IEnumerable<EvidenceRequest> Requests() =>
        _groups.Select(group => new EvidenceRequest(group.Value, _at, group.Key)
        {
            Hourly = Hourly,
            Exclusions = Exclusions,
            Others = [.. _groups.Where(other => other.Key != group.Key).SelectMany(other => other.Value)],
        });

    private void Add(string service, TemplateMeasures measures, PlannedPhase? phase)
    {
        if (!_services.Add(service))
            throw new SloValidationException("Service", $"'{service}' is duplicated", "Name each service once");
        var key = Days ?? ReadinessGate.DaysOfEvidence(phase, _at);
        if (!_groups.TryGetValue(key, out var subjects))
            _groups.Add(key, subjects = []);
        subjects.Add(new EvidenceSubject(service, measures.Indicator) { Latency = measures.Latency, IncidentQuery = IncidentQuery });
    }
}
