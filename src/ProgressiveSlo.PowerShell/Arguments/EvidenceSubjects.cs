using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Collects what a Prometheus is to be asked for: services, by the length of their windows.</summary>
internal sealed class EvidenceSubjects
{
    private const string DefaultLabel = "service";

    private readonly SortedDictionary<int, List<EvidenceSubject>> _groups = [];
    private readonly HashSet<string> _services = [];
    private readonly DateTime _at;

    /// <param name="at">The end of all windows, UTC.</param>
    public EvidenceSubjects(DateTime at) => _at = at;

    /// <summary>Days of each window; null for the record of a plan, and 30 for a service without one.</summary>
    public int? Days { get; init; }

    /// <summary>Whether hours are wanted, too.</summary>
    public bool Hourly { get; init; }

    /// <summary>The label that names the service; null for the usual one where it is needed, empty for none.</summary>
    public string? Label { get; init; }

    /// <summary>The query for incidents, or null.</summary>
    public string? IncidentQuery { get; init; }

    /// <summary>Intervals whose events do not count.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions { get; init; } = [];

    /// <summary>Whether there is a service.</summary>
    public bool Any => _services.Count > 0;

    /// <summary>Adds a plan's service.</summary>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(SloPlan plan)
    {
        var phase = plan.Find(plan.CurrentPhase)!;
        Add(plan.Service, plan.Indicator, plan.Indicator.Equals(RatioIndicator.Default), plan.LatencyMetric, phase);
    }

    /// <summary>Adds a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="indicator">What is measured.</param>
    /// <param name="isDefault">Whether nobody chose the indicator, so that a label has to choose the service's series.</param>
    /// <param name="latency">The histogram, or null.</param>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(string service, SloIndicator indicator, bool isDefault, LatencyMetric? latency) =>
        Add(service, indicator, isDefault, latency, null);

    /// <summary>What is to be asked for, one request for each length of window.</summary>
    public IEnumerable<EvidenceRequest> Requests() =>
        _groups.Select(group => new EvidenceRequest(group.Value, _at, group.Key) { Hourly = Hourly, Exclusions = Exclusions });

    private void Add(string service, SloIndicator indicator, bool isDefault, LatencyMetric? latency, PlannedPhase? phase)
    {
        if (!_services.Add(service))
            throw new SloValidationException("Service", $"'{service}' is duplicated", "Name each service once");
        var key = Days ?? ReadinessGate.DaysOfEvidence(phase, _at);
        if (!_groups.TryGetValue(key, out var subjects))
            _groups.Add(key, subjects = []);
        subjects.Add(
            new EvidenceSubject(service, indicator)
            {
                Latency = latency,
                Label = Label is null
                    ? isDefault
                        ? DefaultLabel
                        : null
                    : Label.Length == 0
                        ? null
                        : Label,
                IncidentQuery = IncidentQuery,
            }
        );
    }
}
