using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Asks for the events of each day of a batch, takes out those of exclusions, and makes whole events of them.</summary>
internal sealed class EventDays
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly EvidenceRequest _request;
    private readonly EvidenceBatch _batch;
    private readonly DaySeries _part;
    private readonly DaySeries _total;
    private readonly DaySeries? _intervals;
    private readonly bool _partIsGood;
    private readonly (ExclusionPiece Piece, ServiceNumbers Part, ServiceNumbers Total, ServiceNumbers? Intervals)[] _pieces;

    private EventDays(EvidenceRequest request, EvidenceBatch batch, bool partIsGood, DaySeries part, DaySeries total, DaySeries? intervals, (ExclusionPiece, ServiceNumbers, ServiceNumbers, ServiceNumbers?)[] pieces)
    {
        _request = request;
        _batch = batch;
        _partIsGood = partIsGood;
        _part = part;
        _total = total;
        _intervals = intervals;
        _pieces = pieces;
    }

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<EventDays> AskAsync(EvidenceRequest request, EvidenceBatch batch, SplittingQueries queries, CancellationToken token)
    {
        var indicator = batch.Members[0].Subject.Indicator;
        EventQueries Queries(IReadOnlyList<string> values) => EventQueries.Of(indicator, new SelectorScope(batch.Label, values));
        var all = Queries(batch.Values);
        var step = request.CoverageStep;

        Task<DaySeries> Days(Func<EventQueries, string> query) =>
            queries.DaysAsync(batch.Label, batch.Values, v => query(Queries(v)), request.From + _day, request.Days, token);
        Task<ServiceNumbers> Numbers(Func<EventQueries, string> query, DateTime time) =>
            queries.NumbersAsync(batch.Label, batch.Values, v => query(Queries(v)), time, token);

        var part = Days(q => q.Part(_day));
        var total = Days(q => q.Total(_day));
        var intervals = all.Presence is null ? null : Days(q => EventQueries.Intervals(q.Presence!, _day, step));
        var pieces = ExclusionPiece.Cut(request).Select(p => (
            Piece: p,
            Part: Numbers(q => q.Part(p.Length), p.To),
            Total: Numbers(q => q.Total(p.Length), p.To),
            Intervals: all.Presence is null || ExclusionPiece.Steps(p.From, p.To, step) == 0 ? null : Numbers(q => EventQueries.Intervals(q.Presence!, p.Length, step), p.To))).ToArray();
        await Task.WhenAll(pieces.SelectMany(p => new Task?[] { p.Part, p.Total, p.Intervals }).Concat([part, total, intervals]).OfType<Task>()).ConfigureAwait(false);

        return new EventDays(
            request, batch, all.IsGood, await part.ConfigureAwait(false), await total.ConfigureAwait(false), intervals is null ? null : await intervals.ConfigureAwait(false),
            [.. pieces.Select(p => (p.Piece, p.Part.Result, p.Total.Result, p.Intervals?.Result))]);
    }

    /// <summary>The days of a service, and what was taken out of them.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    public (IReadOnlyList<SloDay> Days, IReadOnlyList<EvidenceExclusion> Exclusions) Of(string value)
    {
        var good = new long[_request.Exclusions.Count];
        var all = new long[_request.Exclusions.Count];
        var days = new SloDay[_request.Days];
        for (var i = 0; i < days.Length; i++)
        {
            var (part, total) = (_part[value, i] ?? 0, _total[value, i]);
            var day = Events(part, total ?? 0);
            var taken = _pieces.Where(p => p.Piece.Day == i).ToArray();
            foreach (var piece in taken)
            {
                var events = Events(piece.Part[value] ?? 0, piece.Total[value] ?? 0);

                // Both are extrapolated; no more can be taken out than there is.
                var bad = Math.Min(events.Total - events.Good, day.Total - day.Good);
                events.Good = Math.Min(events.Good, day.Good);
                day = (day.Good - events.Good, day.Total - events.Good - bad);
                good[piece.Piece.Exclusion] += events.Good;
                all[piece.Piece.Exclusion] += events.Good + bad;
            }

            days[i] = new SloDay(_request.From.AddDays(i), day.Good, day.Total) { Coverage = Coverage(value, i, taken, total is not null) };
        }

        return (days, _request.Exclusions.Select((e, i) => e with { GoodEvents = good[i], TotalEvents = all[i] }).ToArray());
    }

    private double Coverage(string value, int day, (ExclusionPiece Piece, ServiceNumbers Part, ServiceNumbers Total, ServiceNumbers? Intervals)[] taken, bool hasTotal)
    {
        var step = _request.CoverageStep;
        var expected = ExclusionPiece.Steps(_request.From.AddDays(day), _request.From.AddDays(day + 1), step) - taken.Sum(p => ExclusionPiece.Steps(p.Piece.From, p.Piece.To, step));
        if (expected <= 0)
            return 1;

        // A single sample says nothing about events: a counter that was born at midnight, say.
        if (_intervals is null || !hasTotal)
            return hasTotal ? 1 : 0;
        var found = (_intervals[value, day] ?? 0) - taken.Sum(p => p.Intervals?[value] ?? 0);
        return Math.Min(1, Math.Max(0, found / expected));
    }

    // Good, bad and all are extrapolated each for itself; whole events that add up are what can be counted on.
    private (long Good, long Total) Events(double part, double total)
    {
        var all = Whole(total);
        var some = Math.Min(all, Whole(part));
        return (_partIsGood ? some : all - some, all);
    }

    private static long Whole(double events) => events <= 0 ? 0 : (long)Math.Min(Math.Round(events, MidpointRounding.AwayFromZero), 9e15);
}
