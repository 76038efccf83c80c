using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.ParallelRun;

/// <summary>
/// Compares manual and automated SLOs in a Prometheus. Two comparisons are under way at once, and each is given away when it is ready.
/// </summary>
public sealed class PrometheusParallelRun
{
    private const int AtOnce = 2;

    private readonly PrometheusConnection _connection;
    private readonly PrometheusApi _api;
    private readonly ParallelRunTolerance _tolerance;

    /// <summary>Makes a source of comparisons.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    /// <param name="tolerance">How far two sides may differ; null for the defaults.</param>
    public PrometheusParallelRun(PrometheusConnection connection, ParallelRunTolerance? tolerance = null)
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _api = new PrometheusApi(connection);
        _tolerance = tolerance ?? ParallelRunTolerance.Default;
    }

    /// <summary>
    /// Compares while it is read, in the order of the requests. What goes wrong with one is a failure in the sequence; what makes the whole
    /// pointless is thrown.
    /// </summary>
    /// <param name="requests">What is compared.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked: unreachable, unauthorized, failing, no Prometheus at
    /// all.</exception>
    public IEnumerable<ParallelRunItem> Read(IReadOnlyList<ParallelRunRequest> requests, CancellationToken token) =>
        requests is null ? throw new ArgumentNullException(nameof(requests)) : Items(requests, token);

    private IEnumerable<ParallelRunItem> Items(IReadOnlyList<ParallelRunRequest> requests, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var warnings = new ConcurrentQueue<string>();
        var loaded = new Lazy<Task<LoadedAlertRules>>(() => LoadedAsync(warnings, stop.Token));
        var answered = 0;
        var running = new Queue<Task<ParallelRunItem>>();
        _connection.NoticeReceived += warnings.Enqueue;
        try
        {
            for (var next = 0; next < requests.Count || running.Count > 0; )
            {
                while (next < requests.Count && running.Count < AtOnce)
                {
                    var request = requests[next++];
                    running.Enqueue(
                        Task.Run(
                            () => CompareAsync(request, () => loaded.Value, () => Interlocked.Increment(ref answered), stop.Token),
                            CancellationToken.None
                        )
                    );
                }

                Task.WaitAny([running.Peek()], stop.Token);
                var item = running.Dequeue().GetAwaiter().GetResult();
                while (warnings.TryDequeue(out var warning))
                    yield return new ParallelRunItem { Warning = warning };
                yield return item;
                yield return new ParallelRunItem
                {
                    Progress = new EvidenceProgress(next - running.Count, requests.Count, Volatile.Read(ref answered)),
                };
            }
        }
        finally
        {
            // Whoever stops reading early stops the queries, too.
            stop.Cancel();
            _connection.NoticeReceived -= warnings.Enqueue;
            foreach (var task in running)
                Task.WaitAny([task], CancellationToken.None);
        }
    }

    private async Task<ParallelRunItem> CompareAsync(
        ParallelRunRequest request,
        Func<Task<LoadedAlertRules>> loaded,
        Action answered,
        CancellationToken token
    )
    {
        try
        {
            var reader = new SideReader(new RangeQueries(_api, request.Subject, answered), request.Subject, loaded);
            var manual = reader.ReadAsync(request.Manual, nameof(request.Manual), token);
            var automated = reader.ReadAsync(request.Automated, nameof(request.Automated), token);
            await Task.WhenAll(manual, automated).ConfigureAwait(false);
            return new ParallelRunItem
            {
                Result = ParallelRunComparison.Compare(request.Subject, manual.Result, automated.Result, _tolerance),
            };
        }
        catch (Exception e)
            when (e
                    is SloValidationException
                        or PrometheusException { Kind: PrometheusErrorKind.BadRequest or PrometheusErrorKind.TooLarge }
                && !(e is PrometheusException { StatusCode: 404 })
            )
        {
            return new ParallelRunItem { Failure = new EvidenceFailure(request.Subject.Service, e) };
        }
    }

    private async Task<LoadedAlertRules> LoadedAsync(ConcurrentQueue<string> warnings, CancellationToken token)
    {
        try
        {
            return await _api.AlertRulesAsync(() => new LoadedAlertRules(), token).ConfigureAwait(false);
        }
        catch (PrometheusException e)
        {
            warnings.Enqueue(
                $"The alert rules cannot be read, so of an alert that was never seen it is not known whether anything "
                    + $"watches. Give the address of a server that knows the rules, or compare without alerts. The reason: "
                    + $"{e.Problem}"
            );
            return new LoadedAlertRules();
        }
    }
}

/// <summary>Two sides to be compared, each known already or to be asked for.</summary>
/// <param name="Subject">What is compared, and over which time.</param>
/// <param name="Manual">The manual side.</param>
/// <param name="Automated">The automated side.</param>
public sealed record ParallelRunRequest(ParallelRunSubject Subject, ParallelRunSideRequest Manual, ParallelRunSideRequest Automated);

/// <summary>A side of a parallel run.</summary>
/// <param name="Side">What is known of it.</param>
/// <param name="Queries">What to ask for the rest; null when all is known.</param>
public sealed record ParallelRunSideRequest(ParallelRunSide Side, SideQueries? Queries = null);

/// <summary>Something that a comparison tells, as it happens. One of the properties is set.</summary>
public sealed record ParallelRunItem
{
    /// <summary>The result of two sides.</summary>
    public ParallelRunResult? Result { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>Two sides that could not be compared, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}
