using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Counts the incidents of the last 30 days: episodes of page alerts that fire, or of a user's query above 0. Where no page alert watches
/// a service, there is no number: that none has fired says nothing then.
/// </summary>
internal sealed class BatchIncidents
{
    private const string ServicePlaceholder = "{{.service}}";

    // 30 days are 8,640 points then, fewer than the 11,000 that a query may have.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _join;
    private readonly Dictionary<string, IncidentCounter?> _byService = new(StringComparer.Ordinal);

    private BatchIncidents(TimeSpan join) => _join = join;

    /// <summary>Asks about a batch.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="batch">The services.</param>
    /// <param name="queries">Where to ask.</param>
    /// <param name="watched">Services that a page alert watches.</param>
    /// <param name="token">Ends everything at once.</param>
    public static async Task<BatchIncidents> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        Task<HashSet<string>> watched,
        CancellationToken token
    )
    {
        var incidents = new BatchIncidents(request.IncidentJoin < Step ? Step : request.IncidentJoin);
        var last = Floor(UtcTime.From(request.At));
        var asked = batch
            .Members.Select(m => m.Subject)
            .GroupBy(s => Query(s), StringComparer.Ordinal)
            .Select(async group =>
            {
                var services = group.Select(s => s.Service).ToArray();
                var labels = request
                    .AlertLabels.Concat(group.Select(s => s.Label).OfType<string>())
                    .Distinct(StringComparer.Ordinal)
                    .ToArray();
                var query = group.Key.Length > 0 ? group.Key : Alerts(request, services);
                var ownsAll =
                    group.Key.Length > 0
                    && services.Length == 1
                    && (request.Subjects.Count == 1 || group.First().IncidentQuery != group.Key);
                var times = await queries
                    .IncidentsAsync(
                        query,
                        last - TimeSpan.FromDays(30) + Step,
                        last,
                        Step,
                        () => new IncidentCounter(labels, services, ownsAll, isAlerts: group.Key.Length == 0),
                        token
                    )
                    .ConfigureAwait(false);
                return (services, times, isOwn: group.Key.Length > 0);
            })
            .ToArray();
        var known = await watched.ConfigureAwait(false);
        foreach (var (services, times, isOwn) in await Task.WhenAll(asked).ConfigureAwait(false))
        {
            foreach (var service in services)
                incidents._byService[service] = isOwn || times.HasSeen(service) || known.Contains(service) ? times : null;
        }

        return incidents;
    }

    /// <summary>The incidents of a service; null when nothing is known to watch it.</summary>
    public long? CountFor(string service) => _byService[service]?.Count(service, _join);

    /// <summary>The alerts of some services that page somebody, firing or about to, seen at any moment of a step.</summary>
    public static string Alerts(EvidenceRequest request, IReadOnlyList<string> services)
    {
        var severities = string.Join("|", request.PageSeverities.Select(RegexText.Escape));
        var selectors =
            from label in request.AlertLabels
            from severity in request.SeverityLabels
            let selector = new MetricSelector("ALERTS", [new LabelMatcher(severity, "=~", severities)])
            select $"count_over_time({new SelectorScope(label, services).Restrict(selector)}[{PrometheusDuration.Format(Step)}])";
        return $"sum by ({string.Join(", ", request.AlertLabels)}, {IncidentCounter.StateLabel}) ({string.Join(" or ", selectors)})";
    }

    // The name goes into a string of PromQL, so it is escaped like one.
    private static string Query(EvidenceSubject subject)
    {
        if (subject.IncidentQuery is not { } query)
            return "";
        var quoted = PromQlPrinter.Print(new StringLiteral(subject.Service));
        return query.Replace(ServicePlaceholder, quoted.Substring(1, quoted.Length - 2));
    }

    private static DateTime Floor(DateTime time) => new(time.Ticks - (time.Ticks % Step.Ticks), DateTimeKind.Utc);
}

/// <summary>
/// Takes the times at which there is an incident, and counts incidents: rising edges after a time without one. Alerts that wait to fire are
/// not an incident, and show that something watches.
/// </summary>
internal sealed class IncidentCounter : ISeriesSink
{
    /// <summary>The label that tells alerts that fire from those that wait to.</summary>
    public const string StateLabel = "alertstate";

    private const string Firing = "firing";

    private readonly Dictionary<string, SortedSet<double>> _times = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _labels;
    private readonly HashSet<string> _services;
    private readonly bool _ownsAll;
    private readonly bool _isAlerts;

    /// <param name="labels">Labels that may name the service.</param>
    /// <param name="services">The services; where there is one alone, series that name none are its own.</param>
    /// <param name="ownsAll">Whether series without a service's name belong to the only service.</param>
    /// <param name="isAlerts">Whether the series are alerts with their state, and not a user's query.</param>
    public IncidentCounter(IReadOnlyList<string> labels, IEnumerable<string> services, bool ownsAll, bool isAlerts)
    {
        _labels = labels;
        _services = new HashSet<string>(services, StringComparer.Ordinal);
        _ownsAll = ownsAll;
        _isAlerts = isAlerts;
    }

    public void Add(SampleSeries series)
    {
        var service =
            _labels.Select(series.Label).FirstOrDefault(_services.Contains)
            ?? (_ownsAll && _services.Count == 1 ? _services.First() : null);
        if (service is null)
            return;
        if (!_times.TryGetValue(service, out var times))
            _times.Add(service, times = []);
        if (_isAlerts && series.Label(StateLabel) != Firing)
            return;
        for (var i = 0; i < series.Count; i++)
        {
            if (series.Values[i] > 0)
                times.Add(series.Times[i]);
        }
    }

    /// <summary>Whether there was any series of the service.</summary>
    public bool HasSeen(string service) => _times.ContainsKey(service);

    /// <summary>The incidents of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="join">Times that are no further apart belong to one incident.</param>
    public long Count(string service, TimeSpan join)
    {
        var count = 0;
        var last = double.NegativeInfinity;
        foreach (var time in _times.TryGetValue(service, out var times) ? times : [])
        {
            if (time - last > join.TotalSeconds)
                count++;
            last = time;
        }

        return count;
    }
}
