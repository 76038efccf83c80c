using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Collects evidence of many services from a Prometheus, for one request or for several, one after the other. Services that differ in one
/// label are asked about together, so that the
/// number of queries does not grow with theirs.
/// </summary>
public sealed class PrometheusEvidence
{
    private readonly PrometheusConnection _connection;
    private Task<PagingAlertRules>? _rules;

    /// <summary>Makes a source of evidence.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    public PrometheusEvidence(PrometheusConnection connection) =>
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>
    /// Collects evidence while it is read: each service when its last number has come, warnings and progress in between. What goes
    /// wrong with one service is a failure in the sequence; what makes the whole pointless is thrown.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked: unreachable, unauthorized, failing, no Prometheus at
    /// all.</exception>
    /// <exception cref="SloValidationException">A label has no name that a label can have.</exception>
    /// <exception cref="ArgumentException">The request is for no days, or its step does not divide a day.</exception>
    public IEnumerable<EvidenceItem> Read(EvidenceRequest request, CancellationToken token)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        foreach (var label in request.AlertLabels.Concat(request.SeverityLabels))
        {
            if (!LabelNames.IsValid(label))
                throw new SloValidationException(
                    "Label",
                    $"'{label}' is not the name of a label",
                    "Use letters, digits and '_', and no digit at the start, for example service"
                );
        }

        if (request.Days < 1 || request.CoverageStep <= TimeSpan.Zero || TimeSpan.TicksPerDay % request.CoverageStep.Ticks != 0)
            throw new ArgumentException("The window has at least one day, and the step divides a day.", nameof(request));
        return Items(request, token);
    }

    private IEnumerable<EvidenceItem> Items(EvidenceRequest request, CancellationToken token)
    {
        using var items = new BlockingCollection<EvidenceItem>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var api = new PrometheusApi(_connection);

        // The rules are those of the server and not of a request: they are asked for once.
        Task<PagingAlertRules> RulesAsync(Action<string> warn) =>
            _rules is { IsCanceled: false, IsFaulted: false } ? _rules : _rules = PagingAlertRules.AskAsync(api, warn, stop.Token);
        var work = Task.Run(() => new EvidenceRun(request, _connection, RulesAsync, items, stop).CollectAsync(), CancellationToken.None);
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

/// <summary>Something that the collection of evidence tells, as it happens. One of the properties is set.</summary>
public sealed record EvidenceItem
{
    /// <summary>The evidence of a service.</summary>
    public SloEvidence? Evidence { get; init; }

    /// <summary>The days of a service, where they are for a record.</summary>
    public CountedDays? Counted { get; init; }

    /// <summary>Something the user should know; printable.</summary>
    public string? Warning { get; init; }

    /// <summary>A service that has no evidence, and why.</summary>
    public EvidenceFailure? Failure { get; init; }

    /// <summary>How far it is.</summary>
    public EvidenceProgress? Progress { get; init; }
}

/// <summary>A service that has no evidence.</summary>
/// <param name="Service">The service.</param>
/// <param name="Error">Why: a <see cref="ProgressiveSlo.Errors.PrometheusException"/> or a
/// <see cref="ProgressiveSlo.Errors.SloValidationException"/>.</param>
public sealed record EvidenceFailure(string Service, Exception Error);

/// <summary>How far the collection is.</summary>
/// <param name="Done">Services that are done.</param>
/// <param name="Total">All services.</param>
/// <param name="Queries">Queries answered so far.</param>
public sealed record EvidenceProgress(int Done, int Total, int Queries);
