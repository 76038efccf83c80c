using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>How much of each day has data: the share of its intervals that do, those of exclusions left aside.</summary>
internal sealed class DayCoverage
{
    private readonly EvidenceRequest _request;
    private readonly SlotSeries? _intervals;
    private readonly ILookup<int, (ExclusionPiece Piece, ServiceValues? Intervals)> _pieces;

    private DayCoverage(EvidenceRequest request, SlotSeries? intervals, ILookup<int, (ExclusionPiece, ServiceValues?)> pieces)
    {
        _request = request;
        _intervals = intervals;
        _pieces = pieces;
    }

    /// <summary>Asks for the intervals with data.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="batch">The services.</param>
    /// <param name="presence">A vector that is there when some of the services have data, or null when none can be said.</param>
    /// <param name="queries">Where to ask.</param>
    /// <param name="token">Ends everything at once.</param>
    public static async Task<DayCoverage> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        Func<IReadOnlyList<string>, string?> presence,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var day = TimeSpan.FromDays(1);
        var step = request.CoverageStep;
        var isKnown = presence(batch.Values) is not null;
        string Query(IReadOnlyList<string> values, TimeSpan window) => EventQueries.Intervals(presence(values)!, window, step);
        var intervals = !isKnown
            ? null
            : queries.SlotsAsync(batch.Label, batch.Values, v => Query(v, day), SlotRange.Create(request.From, request.To, day), token);
        var pieces = ExclusionPiece
            .Split(request, day)
            .Select(async p =>
                (
                    p,
                    !isKnown || p.Length == day || ExclusionPiece.Steps(p.From, p.To, step) == 0
                        ? null
                        : await queries.NumbersAsync(batch.Label, batch.Values, v => Query(v, p.Length), p.To, token).ConfigureAwait(false)
                )
            )
            .ToArray();
        await Task.WhenAll([.. pieces, intervals ?? Task.CompletedTask]).ConfigureAwait(false);
        return new DayCoverage(request, intervals?.Result, pieces.Select(p => p.Result).ToLookup(p => p.p.Slot));
    }

    /// <summary>The share of a day's expected intervals that have data, 0 to 1.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    /// <param name="hasTotal">Whether the server has counted its events, be they none.</param>
    public double ShareFor(string value, int day, bool hasTotal)
    {
        var step = _request.CoverageStep;
        var expected =
            ExclusionPiece.Steps(_request.From.AddDays(day), _request.From.AddDays(day + 1), step)
            - _pieces[day].Sum(p => ExclusionPiece.Steps(p.Piece.From, p.Piece.To, step));
        if (expected <= 0)
            return 1;

        // A single sample says nothing about events: a counter that was born at midnight, say.
        if (_intervals is null || !hasTotal)
            return hasTotal ? 1 : 0;
        var found = (_intervals[value, day] ?? 0) - _pieces[day].Sum(p => p.Intervals?[value] ?? 0);
        return Math.Min(1, Math.Max(0, found / expected));
    }
}
