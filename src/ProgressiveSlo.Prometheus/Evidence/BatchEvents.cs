using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The events of each day, or of each hour, of the services of a batch, and those of the excluded parts.</summary>
internal sealed class BatchEvents
{
    private readonly SlotSeries _part;
    private readonly SlotSeries _total;
    private readonly ILookup<int, ExcludedEvents> _cuts;

    private BatchEvents(EventQueries queries, SlotSeries part, SlotSeries total, IEnumerable<ExcludedEvents> cuts)
    {
        (PartIsGood, MayBeBadWithoutData) = (queries.IsGood, queries.MayBeBadWithoutData);
        _part = part;
        _total = total;
        _cuts = cuts.ToLookup(c => c.Piece.Slot);
    }

    /// <summary>Whether the parts are the good events, not the bad ones.</summary>
    public bool PartIsGood { get; }

    /// <summary>Whether a slot without data may have bad events.</summary>
    public bool MayBeBadWithoutData { get; }

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<BatchEvents> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        TimeSpan slot,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        Task<SlotSeries> Slots(Func<EventQueries, string> query) =>
            queries.SlotsAsync(
                batch.Label,
                batch.Values,
                v => query(batch.Queries(v)),
                SlotRange.Create(request.From, request.To, slot),
                token
            );
        Task<ServiceValues> Numbers(Func<EventQueries, string> query, DateTime time) =>
            queries.NumbersAsync(batch.Label, batch.Values, v => query(batch.Queries(v)), time, token);

        var part = Slots(q => q.Part(slot));
        var total = Slots(q => q.Total(slot));
        var cuts = ExclusionPiece
            .Split(request, slot)
            .Select(async piece =>
            {
                if (piece.Length == slot)
                    return new ExcludedEvents(piece, null, null);
                var some = Numbers(q => q.Part(piece.Length), piece.To);
                var all = Numbers(q => q.Total(piece.Length), piece.To);
                return new ExcludedEvents(piece, await some.ConfigureAwait(false), await all.ConfigureAwait(false));
            })
            .ToArray();
        await Task.WhenAll([part, total, .. cuts]).ConfigureAwait(false);
        return new BatchEvents(batch.Queries(batch.Values), part.Result, total.Result, cuts.Select(c => c.Result));
    }

    /// <summary>Whether any service has a good event, or a bad one where those are asked for.</summary>
    public bool HasParts => _part.HasPositive;

    /// <summary>The events of a slot with those of excluded parts; null when there are no data.</summary>
    public ExtrapolatedEvents? Events(string value, int slot) =>
        _total[value, slot] is { } total ? new ExtrapolatedEvents(_part[value, slot] ?? 0, total) : null;

    /// <summary>What is taken out of a slot.</summary>
    public IEnumerable<ExcludedEvents> Exclusions(int slot) => _cuts[slot];
}

/// <summary>What is taken out of a slot.</summary>
/// <param name="Piece">The interval.</param>
/// <param name="Part">Its good or bad events; null for the whole slot.</param>
/// <param name="Total">All its events; null for the whole slot.</param>
internal sealed record ExcludedEvents(ExclusionPiece Piece, ServiceValues? Part, ServiceValues? Total)
{
    public bool IsWhole => Part is null;

    /// <summary>The events of a service in a part of a slot.</summary>
    public ExtrapolatedEvents EventsFor(string value) => new(Part?[value] ?? 0, Total?[value] ?? 0);
}

/// <summary>Events as a server extrapolates them.</summary>
/// <param name="Part">Good or bad ones.</param>
/// <param name="Total">All.</param>
internal readonly record struct ExtrapolatedEvents(double Part, double Total);
