using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Templates;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Collects what a Prometheus is to be asked for: services, by the length of their windows.</summary>
internal sealed class EvidenceSubjects
{
    // An answer names a service. Those of several namespaces are asked for one after the other, so that none takes the other's numbers.
    private readonly SortedDictionary<(int Turn, int Days), List<EvidenceSubject>> _groups = [];
    private readonly Dictionary<string, List<string?>> _namespaces = new(StringComparer.Ordinal);
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
    public bool Any => _namespaces.Count > 0;

    /// <summary>Adds a plan's service: it is asked exactly what the plan says.</summary>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(SloPlan plan) =>
        Add(plan.Service, new TemplateMeasures(plan.Indicator, plan.LatencyMetric), plan.Find(plan.CurrentPhase)!, plan.Namespace);

    /// <summary>Whether the record of a plan is asked for, and has no complete day yet.</summary>
    public bool IsBeforeFirstDay(SloPlan plan) => Days is null && UtcTime.Day(_at) <= plan.Find(plan.CurrentPhase)!.StartDate;

    /// <summary>Says when the record of a plan has its first day.</summary>
    public static string FirstDayText(SloPlan plan)
    {
        var begin = plan.Find(plan.CurrentPhase)!.StartDate;
        return $"The phase {plan.CurrentPhase} of '{PrintableText.Escape(plan.Service)}' has no complete day yet: the first one is "
            + $"{UtcTime.DateText(begin)} (UTC), so ask again from {UtcTime.DateText(begin.AddDays(1))} on.";
    }

    /// <summary>Adds a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="measures">What is measured.</param>
    /// <exception cref="SloValidationException">The service is there already.</exception>
    public void Add(string service, TemplateMeasures measures) => Add(service, measures, null, null);

    /// <summary>What is to be asked for, one request for each length of window, and the namespace of each of its services.</summary>
    public IEnumerable<(EvidenceRequest Request, Func<string, string?> NamespaceOf)> Requests() =>
        _groups.Select(group =>
            (
                new EvidenceRequest(group.Value, _at, group.Key.Days)
                {
                    Hourly = Hourly,
                    Exclusions = Exclusions,
                    Others = [.. _groups.Where(o => o.Key != group.Key).SelectMany(o => o.Value)],
                },
                (Func<string, string?>)(service => _namespaces[service][group.Key.Turn])
            )
        );

    private void Add(string service, TemplateMeasures measures, PlannedPhase? phase, string? @namespace)
    {
        if (!_namespaces.TryGetValue(service, out var namespaces))
            _namespaces.Add(service, namespaces = []);
        if (namespaces.Contains(@namespace))
            throw new SloValidationException("Service", $"'{service}' is duplicated", "Name each service once");
        var key = (namespaces.Count, Days ?? ReadinessGate.DaysOfEvidence(phase, _at));
        namespaces.Add(@namespace);
        if (!_groups.TryGetValue(key, out var subjects))
            _groups.Add(key, subjects = []);
        subjects.Add(
            new EvidenceSubject(service, measures.Indicator)
            {
                Namespace = @namespace,
                Latency = measures.Latency,
                IncidentQuery = IncidentQuery,
            }
        );
    }
}
