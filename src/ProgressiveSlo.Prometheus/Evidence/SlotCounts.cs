using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The events of each day, or of each hour, of the services of a batch, and those of the excluded parts.</summary>
internal sealed class SlotCounts
{
    private readonly SlotSeries _part;
    private readonly SlotSeries _total;
    private readonly ILookup<int, SlotCut> _cuts;

    private SlotCounts(bool partIsGood, SlotSeries part, SlotSeries total, IEnumerable<SlotCut> cuts)
    {
        PartIsGood = partIsGood;
        _part = part;
        _total = total;
        _cuts = cuts.ToLookup(c => c.Piece.Slot);
    }

    /// <summary>Whether the parts are the good events, not the bad ones.</summary>
    public bool PartIsGood { get; }

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<SlotCounts> AskAsync(EvidenceRequest request, EvidenceBatch batch, TimeSpan slot, SplittingQueries queries, CancellationToken token)
    {
        Task<SlotSeries> Slots(Func<EventQueries, string> query) =>
            queries.SlotsAsync(batch.Label, batch.Values, v => query(batch.Queries(v)), SlotRange.Of(request.From, request.To, slot), token);
        Task<ServiceNumbers> Numbers(Func<EventQueries, string> query, DateTime time) =>
            queries.NumbersAsync(batch.Label, batch.Values, v => query(batch.Queries(v)), time, token);

        var isGood = batch.Queries(batch.Values).IsGood;
        var part = Slots(q => q.Part(slot));
        var total = Slots(q => q.Total(slot));
        var cuts = ExclusionPiece.Cut(request, slot).Select(async piece =>
        {
            if (piece.Length == slot)
                return new SlotCut(piece, null, null);
            var some = Numbers(q => q.Part(piece.Length), piece.To);
            var all = Numbers(q => q.Total(piece.Length), piece.To);
            return new SlotCut(piece, await some.ConfigureAwait(false), await all.ConfigureAwait(false));
        }).ToArray();
        await Task.WhenAll([part, total, .. cuts]).ConfigureAwait(false);
        return new SlotCounts(isGood, part.Result, total.Result, cuts.Select(c => c.Result));
    }

    /// <summary>The events of a slot with those of excluded parts; null when there are no data.</summary>
    public EventCount? All(string value, int slot) => _total[value, slot] is { } total ? new EventCount(_part[value, slot] ?? 0, total) : null;

    /// <summary>What is taken out of a slot.</summary>
    public IEnumerable<SlotCut> Cuts(int slot) => _cuts[slot];
}
