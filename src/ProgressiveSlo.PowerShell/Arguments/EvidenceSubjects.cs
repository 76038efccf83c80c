using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Collects what a Prometheus is to be asked for: services, by the length of their windows.</summary>
internal sealed class EvidenceSubjects
{
    private const string DefaultLabel = "service";

    private readonly SortedDictionary<int, List<EvidenceSubject>> _byDays = [];
    private readonly HashSet<string> _services = [];

    /// <summary>The services, by days of the window.</summary>
    public IReadOnlyDictionary<int, List<EvidenceSubject>> ByDays => _byDays;

    /// <summary>Adds a plan's service.</summary>
    public void Add(SloPlan plan, int? days, string? label, string? incidents) =>
        Add(plan.Service, plan.Indicator, plan.Indicator.Equals(RatioIndicator.Default), plan.LatencyMetric, days ?? ReadinessGate.DaysOfEvidence(plan.Find(plan.CurrentPhase)!), label, incidents);

    /// <summary>Adds a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="indicator">What is measured.</param>
    /// <param name="isDefault">Whether nobody chose the indicator, so that a label has to choose the service's series.</param>
    /// <param name="latency">The histogram, or null.</param>
    /// <param name="days">Days of the window, or null for as many as a gate needs.</param>
    /// <param name="label">The label that names the service; null for the usual one where it is needed, empty for none.</param>
    /// <param name="incidents">The query for incidents, or null.</param>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(string service, SloIndicator indicator, bool isDefault, LatencyMetric? latency, int? days, string? label, string? incidents)
    {
        if (!_services.Add(service))
            throw new SloValidationException("Service", $"'{service}' is there twice", "Name each service once");
        var window = days ?? ReadinessGate.DaysOfEvidence(null);
        if (!_byDays.TryGetValue(window, out var subjects))
            _byDays.Add(window, subjects = []);
        subjects.Add(new EvidenceSubject(service, indicator)
        {
            Latency = latency,
            Label = label is null ? isDefault ? DefaultLabel : null : label.Length == 0 ? null : label,
            IncidentQuery = incidents,
        });
    }
}
