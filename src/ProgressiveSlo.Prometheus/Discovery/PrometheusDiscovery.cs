using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Discovery;

/// <summary>Finds the services that a Prometheus measures, and says what their history is worth.</summary>
public sealed class PrometheusDiscovery
{
    private readonly PrometheusConnection _connection;

    /// <summary>Makes a search.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    public PrometheusDiscovery(PrometheusConnection connection) =>
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>
    /// Searches while it is read: two requests say which services there are, and three more measure each few hundred of them.
    /// </summary>
    /// <param name="request">What is looked for.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked.</exception>
    /// <exception cref="ArgumentException">The request is for no days.</exception>
    public IEnumerable<DiscoveryItem> Read(DiscoveryRequest request, CancellationToken token)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        if (request.Days < 1)
            throw new ArgumentException("The window has at least one day.", nameof(request));
        return Items(request, token);
    }

    private IEnumerable<DiscoveryItem> Items(DiscoveryRequest request, CancellationToken token)
    {
        using var items = new BlockingCollection<DiscoveryItem>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var work = Task.Run(() => new DiscoveryRun(request, _connection, items, stop).RunAsync(), CancellationToken.None);
        try
        {
            foreach (var item in items.GetConsumingEnumerable(token))
                yield return item;
            work.GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever stops reading early stops the queries, too.
            stop.Cancel();
            Task.WaitAny([work], CancellationToken.None);
        }
    }
}

/// <summary>One search.</summary>
internal sealed class DiscoveryRun
{
    private const int PacksAtOnce = 2;

    private readonly DiscoveryRequest _request;
    private readonly PrometheusConnection _connection;
    private readonly PrometheusApi _api;
    private readonly BlockingCollection<DiscoveryItem> _items;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private volatile Exception? _failure;
    private int _done;
    private int _total;
    private int _answered;

    public DiscoveryRun(
        DiscoveryRequest request,
        PrometheusConnection connection,
        BlockingCollection<DiscoveryItem> items,
        CancellationTokenSource stop
    )
    {
        _request = request;
        _connection = connection;
        _api = new PrometheusApi(connection);
        _items = items;
        _stop = stop;
    }

    public async Task RunAsync()
    {
        _connection.NoticeReceived += Warn;
        try
        {
            var queries = new SurveyQueries(_api, _request, Answered);
            var names = await queries.NamesAsync(_stop.Token).ConfigureAwait(false);
            ServiceKind[] kinds = [.. _request.Kinds.Kinds.Where(k => names.Contains(k.Metric.Metric))];
            var labels = await queries.LabelsAsync(kinds, _stop.Token).ConfigureAwait(false);
            var survey = new ServiceSurvey();
            foreach (var kind in kinds)
                survey.Add(kind, [.. labels[kind.Metric.Metric]]);
            var packs = ServicePack.Create(_request, survey.Services, names);
            _total = packs.Sum(p => p.Services.Count());
            Tell(survey, names);
            await MeasureAsync(packs).ConfigureAwait(false);
            if (_total > 0)
                await TellRetentionAsync().ConfigureAwait(false);
        }
        finally
        {
            _connection.NoticeReceived -= Warn;
            _items.CompleteAdding();
        }
    }

    private async Task MeasureAsync(IReadOnlyList<ServicePack> packs)
    {
        var waiting = new ConcurrentQueue<ServicePack>(packs);
        var queries = new SplittingQueries(_api, Answered);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, PacksAtOnce).Select(_ => WorkAsync(waiting, queries))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_failure is not null)
        {
            // The others have only been stopped.
            throw _failure;
        }
    }

    private async Task WorkAsync(ConcurrentQueue<ServicePack> packs, SplittingQueries queries)
    {
        while (packs.TryDequeue(out var pack))
        {
            try
            {
                foreach (var service in await pack.MeasureAsync(queries, _stop.Token).ConfigureAwait(false))
                    Add(new DiscoveryItem { Service = service });
            }
            catch (PrometheusException e)
                when (e.Kind is PrometheusErrorKind.BadRequest or PrometheusErrorKind.TooLarge && e.StatusCode != 404)
            {
                foreach (var service in pack.Services)
                    Add(new DiscoveryItem { Failure = new EvidenceFailure(service.Service, e) });
            }
            catch (Exception e)
            {
                if (!_stop.IsCancellationRequested)
                    _failure = e;

                // The other queries are pointless, too.
                _stop.Cancel();
                throw;
            }

            Interlocked.Add(ref _done, pack.Services.Count());
            Advance();
        }
    }

    private void Tell(ServiceSurvey survey, IReadOnlyCollection<string> names)
    {
        foreach (var note in survey.Notes)
            Add(new DiscoveryItem { Note = note + "." });
        foreach (var warning in survey.Warnings)
            Warn(warning + ".");
        var known = SurveyQueries.KnownNames(_request.Kinds);
        var histograms = new HashSet<string>(_request.Kinds.Kinds.Select(k => k.Histogram?.Metric + "_count"), StringComparer.Ordinal);
        var similar = names
            .Where(n => n.Length > 0 && !known.Contains(n) && !histograms.Contains(n) && !IsIgnored(n))
            .OrderBy(n => n, StringComparer.Ordinal)
            .ToArray();
        foreach (var name in similar)
            Add(
                new DiscoveryItem
                {
                    Note =
                        $"{PrintableText.Escape(name)} looks like a metric of a service and is of no known kind: "
                        + (
                            _request.Kinds.Advice.TryGetValue(name, out var advice)
                                ? advice
                                : "plan its service with New-SloPlan -Indicator"
                        )
                        + ".",
                }
            );
        if (survey.Nameless > 0)
            Warn(
                survey.Nameless == 1
                    ? "A value of a label has characters that no service's name can have, and is left out; -Verbose shows it."
                    : $"{survey.Nameless.ToString(CultureInfo.InvariantCulture)} values of labels have characters that no service's name "
                        + "can have, and are left out; -Verbose shows them."
            );
        if (survey.Services.Count == 0)
            Warn(
                $"{_connection.Name} has no recent sample of a service of a known kind"
                    + (
                        similar.Length + survey.Notes.Count > 0
                            ? "; what looks like one is shown with -Verbose."
                            : ". Scrape your services, give the address of the Prometheus that does, or an earlier moment with -At."
                    )
            );
        else if (_total == 0)
            Warn(
                survey.Services.Count == 1
                    ? "The only service that was found has a name that is not asked for."
                    : $"None of {survey.Services.Count.ToString(CultureInfo.InvariantCulture)} services has a name that is asked for."
            );
    }

    // The history of 30 days is one thing, and whether the server will have that of a phase another.
    private async Task TellRetentionAsync()
    {
        var need = RecordRetention.For(_request.Profile);
        var judged = $"and the longest phase of the profile '{PrintableText.Escape(_request.Profile.Name)}' is judged on {need.Days} days";
        try
        {
            var retention = await ServerRetention.AskAsync(_connection, _stop.Token).ConfigureAwait(false);
            if (retention.Time is { } kept && kept < TimeSpan.FromDays(need.Days))
                Warn($"{_connection.Name} retains {PrometheusDuration.Format(kept)}, {judged}. {need.Advice}.");
            else if (retention.Time is null)
                Add(new DiscoveryItem { Note = $"{_connection.Name} does not tell for how long it keeps data, {judged}. {need.Advice}." });
        }
        catch (PrometheusException e)
        {
            Add(new DiscoveryItem { Note = $"It is not known for how long {_connection.Name} keeps data, {judged}: {e.Problem}." });
        }
    }

    private bool IsIgnored(string name) => LabelMatching.Matches(new LabelMatcher("name", "=~", _request.Kinds.Ignored), name) ?? false;

    private void Answered()
    {
        Interlocked.Increment(ref _answered);
        Advance();
    }

    private void Advance() =>
        Add(new DiscoveryItem { Progress = new EvidenceProgress(Volatile.Read(ref _done), _total, Volatile.Read(ref _answered)) });

    private void Warn(string text)
    {
        if (_warnings.TryAdd(text, true))
            Add(new DiscoveryItem { Warning = text });
    }

    private void Add(DiscoveryItem item)
    {
        // A request that was under way may still answer when nobody reads any more.
        if (!_items.IsAddingCompleted)
            _items.Add(item);
    }
}
