using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Prometheus.Series;

/// <summary>
/// Reads the events of services step by step from a Prometheus, in pieces of time that it answers. An indicator of counters is read as it
/// was scraped, each series by itself; any other one by a query that counts the events of each step.
/// </summary>
public sealed class PrometheusEventSeries
{
    // Prometheus refuses more than 11,000 points of a series.
    private const int MostSteps = 10_000;
    private const int FewestSteps = 60;

    private readonly PrometheusConnection _connection;
    private int _answered;

    /// <summary>Makes a source of series.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    public PrometheusEventSeries(PrometheusConnection connection) =>
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>
    /// Reads series, one service after the other. What goes wrong with one service is a failure in the sequence; what makes the whole
    /// pointless is thrown.
    /// </summary>
    /// <param name="request">The services and their days; what else it says is not for series.</param>
    /// <param name="step">Length of the steps: 30 s to 1 h, a whole part of a day.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="SloValidationException">The step is refused.</exception>
    /// <exception cref="PrometheusException">The server cannot be asked.</exception>
    public IEnumerable<SeriesItem> Read(EvidenceRequest request, TimeSpan step, CancellationToken token)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        var steps = TimeSpan.FromDays(request.Days).Ticks / SeriesGrid.CheckStep(step).Ticks;
        SeriesGrid.Check(request.From, step, steps);
        return Items(request, new StepTimes(request.From, step, (int)steps), token);
    }

    private IEnumerable<SeriesItem> Items(EvidenceRequest request, StepTimes times, CancellationToken token)
    {
        var notes = new ConcurrentQueue<ServerNote>();
        var warned = new HashSet<string>(StringComparer.Ordinal);
        var done = 0;
        foreach (var subject in request.Subjects)
        {
            SeriesItem item;
            try
            {
                // What it waits for has no context to come back to.
                item = new SeriesItem { Series = Task.Run(() => ReadAsync(subject, times, notes, token), token).GetAwaiter().GetResult() };
            }
            catch (Exception e) when (IsOfService(e))
            {
                item = new SeriesItem { Failure = new EvidenceFailure(subject.Service, e) };
            }

            while (notes.TryDequeue(out var note))
            {
                if (note.IsDoubt && warned.Add(note.Text))
                    yield return new SeriesItem { Warning = note.Text };
            }

            yield return item;
            yield return new SeriesItem { Progress = new EvidenceProgress(++done, request.Subjects.Count, Volatile.Read(ref _answered)) };
        }
    }

    private static bool IsOfService(Exception error) =>
        error
            is SloValidationException
                or PrometheusException { Kind: PrometheusErrorKind.BadRequest or PrometheusErrorKind.TooLarge, StatusCode: not 404 };

    private async Task<EventSeries> ReadAsync(
        EvidenceSubject subject,
        StepTimes times,
        ConcurrentQueue<ServerNote> notes,
        CancellationToken token
    )
    {
        var api = new PrometheusApi(_connection, notes.Enqueue);
        var ratio = subject.Indicator as RatioIndicator;
        var queries = EventQueries.Create(subject.Indicator, new SelectorScope(null, []));
        var (part, total) = ratio is null
            ? (queries.Part(times.Step), queries.Total(times.Step))
            : ((ratio.Good ?? ratio.Bad!).ToString(), ratio.Total.ToString());
        var parts = AskAsync(api, part, times, ratio is not null, token);
        var totals = AskAsync(api, total, times, ratio is not null, token);
        await Task.WhenAll(parts, totals).ConfigureAwait(false);
        var series = StepEvents.Build(subject.Service, parts.Result, queries.IsGood, totals.Result);
        return subject.Namespace is null ? series : series.In(subject.Namespace);
    }

    private async Task<StepEvents> AskAsync(PrometheusApi api, string query, StepTimes times, bool areCounters, CancellationToken token)
    {
        var events = new StepEvents(times, areCounters);
        var most = MostSteps;

        // The last sample of a piece is the first one of the next, with which counters go on.
        for (var first = areCounters ? 0 : 1; first < times.Steps || (first == times.Steps && !areCounters); )
        {
            var last = Math.Min(times.Steps, first + most);
            try
            {
                events.Add(
                    await api.QueryRangeAsync(query, times.At(first), times.At(last), times.Step, events.Open, token).ConfigureAwait(false)
                );
                Interlocked.Increment(ref _answered);
                first = areCounters ? last : last + 1;
            }
            catch (PrometheusException e) when (SplittingQueries.IsTooMuch(e) && last - first > FewestSteps)
            {
                most = (last - first) / 2;
            }
        }

        return events;
    }
}

/// <summary>Something that the reading of series tells, as it happens. One of the properties is set.</summary>
public sealed record SeriesItem
{
    /// <summary>The series of a service.</summary>
    public EventSeries? Series { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>A service that has no series, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}
