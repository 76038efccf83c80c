using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>One collection of evidence.</summary>
internal sealed class EvidenceRun
{
    // Two batches keep four requests under way; more would make every service late instead of one after the other early.
    private const int BatchesAtOnce = 2;

    private readonly EvidenceRequest _request;
    private readonly BlockingCollection<EvidenceItem> _items;
    private readonly CancellationTokenSource _stop;
    private readonly PrometheusConnection _connection;
    private readonly Task<HashSet<string>> _watched;
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private readonly SharedSeries _shared;
    private ExceptionDispatchInfo? _failure;
    private int _done;
    private int _answered;

    /// <param name="request">What is asked for.</param>
    /// <param name="connection">Where to ask.</param>
    /// <param name="rules">The alert rules of the server; asked for here the first time, with what takes a warning.</param>
    /// <param name="items">Where everything goes.</param>
    /// <param name="stop">Ends everything at once.</param>
    public EvidenceRun(
        EvidenceRequest request,
        PrometheusConnection connection,
        Func<Action<string>, Task<PagingAlertRules>> rules,
        BlockingCollection<EvidenceItem> items,
        CancellationTokenSource stop
    )
    {
        _request = request;
        _items = items;
        _stop = stop;
        _connection = connection;
        _shared = new SharedSeries(request);
        _watched = WatchedAsync(rules);
    }

    public async Task CollectAsync()
    {
        _connection.NoticeReceived += Warn;
        try
        {
            var batches = new ConcurrentQueue<EvidenceBatch>(EvidenceBatch.Create(_request));
            await Task.WhenAll(Enumerable.Range(0, BatchesAtOnce).Select(_ => WorkAsync(batches))).ConfigureAwait(false);
        }
        catch (Exception) when (_failure is not null)
        {
            // The others have only been stopped.
            _failure.Throw();
        }
        finally
        {
            _connection.NoticeReceived -= Warn;
            _items.CompleteAdding();
        }
    }

    private async Task WorkAsync(ConcurrentQueue<EvidenceBatch> batches)
    {
        while (batches.TryDequeue(out var batch))
        {
            try
            {
                await CollectAsync(batch).ConfigureAwait(false);
            }
            catch (Exception e)
                when (e
                        is SloValidationException
                            or PrometheusException { Kind: PrometheusErrorKind.BadRequest or PrometheusErrorKind.TooLarge }
                    && !(e is PrometheusException { StatusCode: 404 })
                )
            {
                foreach (var (_, subject) in batch.Members)
                    Add(new EvidenceItem { Failure = new EvidenceFailure(subject.Service, e) });
                Advance(batch.Members.Count);
            }
            catch (Exception e)
            {
                if (!_stop.IsCancellationRequested)
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);

                // The other queries are pointless, too.
                _stop.Cancel();
                throw;
            }
        }
    }

    private async Task CollectAsync(EvidenceBatch batch)
    {
        var token = _stop.Token;
        var first = batch.Members[0].Subject;
        var notes = new ConcurrentQueue<ServerNote>();
        var queries = new SplittingQueries(new PrometheusApi(_connection, notes.Enqueue), Answered);
        var incidents = BatchIncidents.AskAsync(_request, batch, queries, _watched, token);
        var latency = first.Latency is null ? null : BatchLatency.AskAsync(_request, batch, queries, Warn, token);
        var raw = first.Indicator as RawRatioIndicator;
        var days = raw is null ? EventDays.AskAsync(_request, batch, queries, token) : null;
        var hours = raw is null && _request.Hourly ? EventHours.AskAsync(_request, batch, queries, token) : null;
        var hidden = HiddenErrors.AskAsync(
            _request,
            batch,
            async () => days is not null && (await days.ConfigureAwait(false)).HasParts,
            queries,
            token
        );
        var ratio = raw is null ? null : ServiceRatio.AskAsync(_request, batch, raw, hidden, queries, Warn, token);
        await Task.WhenAll(new Task?[] { incidents, latency, ratio, days, hours, hidden }.OfType<Task>()).ConfigureAwait(false);

        var doubts = notes.Where(n => n.IsDoubt).Select(n => n.Text).Distinct(StringComparer.Ordinal).ToArray();
        var isPartial = notes.Any(n => n.IsPartial);
        foreach (var (value, subject) in batch.Members)
        {
            var evidence = ratio is not null ? ratio.Result.Evidence : Build(subject, value, days!.Result, hours?.Result, hidden.Result);
            var (p95, p99) = latency?.Result.PercentilesFor(value) ?? default;
            var gaps =
                !_request.IsForRecord && (p95 ?? p99) is not null && latency?.Result is BucketLatency byDay
                    ? LatencyBuckets.Missing(subject.Service, evidence.Days, d => byDay.DayFor(value, d).Buckets)
                    : null;
            if (gaps is not null)
                (p95, p99) = (null, null);
            string?[] unknown =
            [
                hidden.Result.MessageFor(subject.Service, value),
                days?.Result.MessageFor(subject.Service, value),
                ratio?.Result.Contradiction,
            ];
            var unseen = unknown.OfType<string>().ToArray();
            foreach (var message in unseen)
                Warn(message.TrimEnd('.') + ".");
            if (unseen.Length == 0 && evidence.Availability is null && evidence.TotalEvents is null)
                WarnOfNothing(batch, subject);
            string[] remarks =
            [
                .. BatchRemarks.For(subject, evidence, ratio is null ? days!.Result.SamplesFor(value) : ratio.Result.Samples),
                .. new[] { _shared.MessageFor(subject), gaps }.OfType<string>(),
            ];
            foreach (var remark in remarks)
                Remark(remark);
            evidence = evidence with
            {
                LatencyP95 = p95,
                LatencyP99 = p99,
                LatencyFrom = latency is null ? null : _request.From,
                IncidentsLast30d = incidents.Result.CountFor(subject.Service),
                Warnings = [.. unseen, .. remarks, .. doubts],
                Partial = isPartial,
            };
            Add(
                _request.IsForRecord
                    ? new EvidenceItem
                    {
                        // What is remarked of the indicator holds for each day alike, and the counts are what they are.
                        Counted = DayRecorder.Create(_request, value, evidence, days, hidden.Result, latency?.Result, incidents.Result) with
                        {
                            IsDoubtful = isPartial || unseen.Length > 0 || doubts.Length > 0,
                        },
                    }
                    : new EvidenceItem { Evidence = evidence }
            );
            Advance(1);
        }
    }

    // Scrapes are far apart for all services of a server: one line says it, and each evidence has its own.
    private void Remark(string remark)
    {
        if (!remark.StartsWith(BatchRemarks.ScrapesStart, StringComparison.Ordinal))
            Warn(remark.TrimEnd('.') + ".");
        else if (_warnings.TryAdd(BatchRemarks.ScrapesStart, true))
            Warn(
                remark.TrimEnd('.')
                    + (_request.Subjects.Count > 1 ? ". Warnings of the evidence say which other services it is true of." : ".")
            );
    }

    private void WarnOfNothing(EvidenceBatch batch, EvidenceSubject subject) =>
        Warn(
            $"'{PrintableText.Escape(subject.Service)}' has no data from "
                + $"{ProgressiveSlo.Time.UtcTime.DateText(_request.From)} to "
                + $"{ProgressiveSlo.Time.UtcTime.DateText(_request.To)}: check its "
                + $"name{(batch.Label is null ? "" : $", the label '{batch.Label}'")} and the indicator "
                + $"{PrintableText.Escape(subject.Indicator.ToString() ?? "")}."
        );

    private async Task<HashSet<string>> WatchedAsync(Func<Action<string>, Task<PagingAlertRules>> rules) =>
        _request.Subjects.All(s => s.IncidentQuery is not null) ? [] : (await rules(Warn).ConfigureAwait(false)).Services(_request);

    private SloEvidence Build(EvidenceSubject subject, string value, EventDays byDay, EventHours? byHour, HiddenErrors hidden)
    {
        bool IsHidden(int day) => hidden.IsHidden(value, day) || byDay.IsContradictory(value, day);
        var (days, exclusions) = byDay.DaysFor(value, IsHidden);
        var hours = byHour?.HoursFor(value, days, IsHidden) ?? [];
        if (byHour is not null && hours.Count == 0 && days.Any(d => d.TotalEvents > 0))
            Warn("There are services with events and without hours: it takes two samples in an hour to count its events.");
        return EvidenceBuilder.Build(subject.Service, _request.From, _request.To, days) with { Hours = hours, Exclusions = exclusions };
    }

    private void Answered()
    {
        Interlocked.Increment(ref _answered);
        Advance(0);
    }

    private void Advance(int services) =>
        Add(
            new EvidenceItem
            {
                Progress = new EvidenceProgress(
                    Interlocked.Add(ref _done, services),
                    _request.Subjects.Count,
                    Volatile.Read(ref _answered)
                ),
            }
        );

    private void Warn(string text)
    {
        if (_warnings.TryAdd(text, true))
            Add(new EvidenceItem { Warning = text });
    }

    private void Add(EvidenceItem item)
    {
        // A request that was under way may still answer when nobody reads any more.
        if (!_items.IsAddingCompleted)
            _items.Add(item);
    }
}
