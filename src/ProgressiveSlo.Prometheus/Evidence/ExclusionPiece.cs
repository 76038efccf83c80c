using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The part of an exclusion that lies in one slot of the window: a day, or an hour.</summary>
/// <param name="Exclusion">Its place in the list of exclusions.</param>
/// <param name="Slot">The slot's place in the window.</param>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC.</param>
internal sealed record ExclusionPiece(int Exclusion, int Slot, DateTime From, DateTime To)
{
    public TimeSpan Length => To - From;

    /// <summary>
    /// The exclusions inside the window, from a time of it on; where two overlap, the common part belongs to the earlier one.
    /// </summary>
    public static IReadOnlyList<(int Exclusion, DateTime From, DateTime To)> Clip(EvidenceRequest request, DateTime start)
    {
        var clipped = new List<(int, DateTime, DateTime)>();
        var done = start;
        foreach (var (exclusion, index) in request.Exclusions.Select((e, i) => (e, i)).OrderBy(p => UtcTime.From(p.e.From)))
        {
            var from = Latest(UtcTime.From(exclusion.From), done);
            var to = UtcTime.From(exclusion.To) < request.To ? UtcTime.From(exclusion.To) : request.To;
            if (to <= from)
                continue;
            clipped.Add((index, from, to));
            done = to;
        }

        return clipped;
    }

    /// <summary>The exclusions, cut where slots meet.</summary>
    public static IReadOnlyList<ExclusionPiece> Split(EvidenceRequest request, TimeSpan slot)
    {
        var pieces = new List<ExclusionPiece>();
        foreach (var (index, from, to) in Clip(request, request.From))
        {
            for (var start = from; start < to; )
            {
                var place = (int)((start - request.From).Ticks / slot.Ticks);
                var next = request.From.AddTicks(slot.Ticks * (place + 1));
                var end = next < to ? next : to;
                pieces.Add(new ExclusionPiece(index, place, start, end));
                start = end;
            }
        }

        return pieces;
    }

    /// <summary>How many steps end in the interval (start, end].</summary>
    public static long Steps(DateTime from, DateTime to, TimeSpan step) =>
        ((to - UnixTime.Epoch).Ticks / step.Ticks) - ((from - UnixTime.Epoch).Ticks / step.Ticks);

    private static DateTime Latest(DateTime a, DateTime b) => a > b ? a : b;
}
