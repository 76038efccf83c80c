using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
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

    // Tells the two halves of the answer apart: without it the one would hide the other.
    private const string EdgeLabel = "slo_edge";

    // 30 days are 8,640 points then, fewer than the 11,000 that a query may have.
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(5);

    // How exactly the ends of an incident are known within a step, where samples lie no closer.
    private static readonly TimeSpan _resolution = TimeSpan.FromMinutes(1);

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
        var incidents = new BatchIncidents(request.IncidentJoin < _step ? _step : request.IncidentJoin);
        var (from, last) = Window(request);
        var asked = batch
            .Members.Select(m => m.Subject)
            .GroupBy(s => Query(s), StringComparer.Ordinal)
            .Select(async group =>
            {
                var services = group.Select(s => s.Service).ToArray();
                var labels = request.AlertLabels.Concat(group.SelectMany(NameLabels)).Distinct(StringComparer.Ordinal).ToArray();
                var isOwn = group.Key.Length > 0;
                var ownsAll =
                    isOwn
                    && services.Length == 1
                    && (
                        request.Subjects.Count == 1
                        || group.First().IncidentQuery!.IndexOf(ServicePlaceholder, StringComparison.Ordinal) >= 0
                    );
                var times = await queries
                    .IncidentsAsync(
                        isOwn ? [""] : services,
                        some => isOwn ? group.Key : Alerts(request, some),
                        from + _step,
                        last,
                        _step,
                        () =>
                            new IncidentCounter(labels, services, ownsAll, isAlerts: !isOwn)
                            {
                                Namespaces = group.ToDictionary(s => s.Service, s => s.Namespace, StringComparer.Ordinal),
                            },
                        token
                    )
                    .ConfigureAwait(false);
                return (services, times, isOwn);
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
    public long? CountFor(string service) => _byService[service]?.Starts(service, _join).Count;

    /// <summary>When the incidents of a service began, UTC, in order; null when nothing is known to watch it.</summary>
    public IReadOnlyList<DateTime>? StartsFor(string service) => _byService[service]?.Starts(service, _join);

    /// <summary>The times that were asked about, UTC: after the first, up to the last.</summary>
    public static (DateTime From, DateTime To) Window(EvidenceRequest request)
    {
        var last = Floor(UtcTime.From(request.At));
        return (last - CountedDays.IncidentWindow, last);
    }

    /// <summary>The alerts of some services that page somebody, firing or about to, seen at any moment of a step.</summary>
    public static string Alerts(EvidenceRequest request, IReadOnlyList<string> services)
    {
        var severities = string.Join("|", request.PageSeverities.Select(RegexText.Escape));
        var selectors =
            from label in request.AlertLabels
            from severity in request.SeverityLabels
            let selector = new MetricSelector("ALERTS", [new LabelMatcher(severity, "=~", severities)])
            select new SelectorScope(label, services).Restrict(selector).ToString();
        var by = $"by ({string.Join(", ", request.AlertLabels)}, {AlertNamespace.Label}, {IncidentCounter.StateLabel})";
        return Edges(selectors.ToArray(), (function, of) => $"{function} {by} ({of})");
    }

    // The first and the last time of each step at which one of the vectors is there: a distance between two incidents is that of the last
    // sample of the one and the first of the other. timestamp() of a selector is the time of its sample, that of a query its evaluation.
    private static string Edges(IReadOnlyList<string> vectors, Func<string, string, string> combine)
    {
        var range = $"[{PrometheusDuration.Format(_step)}:{PrometheusDuration.Format(_resolution)}]";
        string Edge(string function) =>
            combine(function, string.Join(" or ", vectors.Select(v => $"{function}_over_time(timestamp({v}){range})")));
        return $"{Edge("min")} or label_replace({Edge("max")}, \"{EdgeLabel}\", \"last\", \"\", \"\")";
    }

    // Labels that name the service in its own metrics may name it in an answer, too.
    private static IEnumerable<string> NameLabels(EvidenceSubject subject) =>
        subject.Indicator is RatioIndicator ratio
            ? ratio.Total.Filters.Where(f => f.Operator == "=" && f.Value == subject.Service).Select(f => f.Label)
            : [];

    // The name goes into a string of PromQL, so it is escaped like one.
    private static string Query(EvidenceSubject subject)
    {
        if (subject.IncidentQuery is not { } query)
            return "";
        var quoted = PromQlPrinter.Print(new StringLiteral(subject.Service));
        var filled = query.Replace(ServicePlaceholder, quoted.Substring(1, quoted.Length - 2));
        var isScalar = PromQlParser.TryParse(filled, PromQlOptions.Plain, out var tree, out _) && tree!.ValueType == PromQlValueType.Scalar;
        return Edges([$"({(isScalar ? $"vector({filled})" : filled)}) > 0"], (_, of) => of);
    }

    private static DateTime Floor(DateTime time) => new(time.Ticks - (time.Ticks % _step.Ticks), DateTimeKind.Utc);
}

/// <summary>
/// Takes times at which there is an incident, which are the values of the answer, and counts incidents: times after a while without one.
/// Alerts that wait to fire are not an incident, and show that something watches.
/// </summary>
internal sealed class IncidentCounter : ISeriesSink
{
    /// <summary>The label that tells alerts that fire from those that wait to.</summary>
    public const string StateLabel = "alertstate";

    private const string Firing = "firing";

    // Two for each of the 8,640 steps of the window, from several alerts that are sampled at moments of their own.
    private const int MostTimes = 1_000_000;

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

    /// <summary>The namespaces of the services, where they are known.</summary>
    public IReadOnlyDictionary<string, string?> Namespaces { get; init; } = new Dictionary<string, string?>();

    public void Add(SampleSeries series)
    {
        var service =
            _labels.Select(series.Label).FirstOrDefault(_services.Contains)
            ?? (_ownsAll && _services.Count == 1 ? _services.First() : null);
        if (
            service is null
            || (_isAlerts && !AlertNamespace.Fits(series.Label, Namespaces.TryGetValue(service, out var space) ? space : null))
        )
            return;
        if (!_times.TryGetValue(service, out var times))
            _times.Add(service, times = []);
        if (_isAlerts && series.Label(StateLabel) != Firing)
            return;
        foreach (var time in series.Values)
            Add(times, time);
    }

    /// <summary>Adds what another part of the window had.</summary>
    /// <param name="part">Of the same services.</param>
    public void Add(IncidentCounter part)
    {
        foreach (var service in part._times)
        {
            if (!_times.TryGetValue(service.Key, out var times))
                _times.Add(service.Key, times = []);
            foreach (var time in service.Value)
                Add(times, time);
        }
    }

    /// <summary>Whether there was any series of the service.</summary>
    public bool HasSeen(string service) => _times.ContainsKey(service);

    /// <summary>When the incidents of a service began, UTC, in order.</summary>
    /// <param name="service">The service.</param>
    /// <param name="join">Times that are no further apart belong to one incident.</param>
    public IReadOnlyList<DateTime> Starts(string service, TimeSpan join)
    {
        var starts = new List<DateTime>();
        var last = double.NegativeInfinity;
        foreach (var time in _times.TryGetValue(service, out var times) ? times : [])
        {
            if (time - last > join.TotalSeconds)
                starts.Add(UnixTime.Epoch.AddSeconds(time));
            last = time;
        }

        return starts;
    }

    private static void Add(SortedSet<double> times, double time)
    {
        if (!double.IsNaN(time) && times.Add(time) && times.Count > MostTimes)
            throw new MalformedResponseException("it has more times of incidents than the window has moments");
    }
}
