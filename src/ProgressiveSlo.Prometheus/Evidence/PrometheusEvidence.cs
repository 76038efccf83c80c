using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Collects evidence of many services from a Prometheus, for one request or for several, one after the other. Services that differ in one label are asked about together, so that the
/// number of queries does not grow with theirs.
/// </summary>
public sealed class PrometheusEvidence
{
    private readonly PrometheusConnection _connection;
    private Task<PageRules>? _rules;

    /// <summary>Makes a source of evidence.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    public PrometheusEvidence(PrometheusConnection connection) => _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>
    /// Collects evidence while it is read: each service when its last number has come, warnings and progress in between. What goes
    /// wrong with one service is a failure in the sequence; what makes the whole pointless is thrown.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked: unreachable, unauthorized, failing, no Prometheus at all.</exception>
    /// <exception cref="SloValidationException">A label has no name that a label can have.</exception>
    /// <exception cref="ArgumentException">The request is for no days, or its step does not divide a day.</exception>
    public IEnumerable<EvidenceItem> Read(EvidenceRequest request, CancellationToken token)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        foreach (var label in request.Subjects.Select(s => s.Label).OfType<string>().Concat(request.AlertLabels).Concat(request.SeverityLabels))
        {
            if (!LabelNames.IsValid(label))
                throw new SloValidationException("Label", $"'{label}' is not the name of a label", "Use letters, digits and '_', and no digit at the start, for example service");
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
        Task<PageRules> RulesAsync(Action<string> warn) => _rules is { IsCanceled: false, IsFaulted: false } ? _rules : _rules = PageRules.AskAsync(api, warn, stop.Token);
        var work = Task.Run(() => new EvidenceRun(request, api, RulesAsync, items, stop).CollectAsync(_connection), CancellationToken.None);
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
