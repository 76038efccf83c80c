using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks for the events of each hour of a batch, and makes them add up to the days. A day knows more than its hours: what was counted
/// between the last sample of one hour and the first of another is seen by the day alone, and is shared out to its hours.
/// </summary>
internal sealed class EventHours
{
    private const int PerDay = 24;

    private readonly BatchEvents _counts;

    private EventHours(BatchEvents counts) => _counts = counts;

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<EventHours> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        CancellationToken token
    ) => new(await BatchEvents.AskAsync(request, batch, TimeSpan.FromHours(1), queries, token).ConfigureAwait(false));

    /// <summary>The hours of a service; a day without any hour that has data has none.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="days">Its days.</param>
    /// <param name="isHidden">Whether errors of a day may not have been seen: such a day has no hours.</param>
    public IReadOnlyList<SloHour> HoursFor(string value, IReadOnlyList<SloDay> days, Func<int, bool> isHidden)
    {
        var hours = new List<SloHour>();
        for (var day = 0; day < days.Count; day++)
        {
            if (isHidden(day))
                continue;
            var found = Enumerable
                .Range(day * PerDay, PerDay)
                .Select(slot => (Slot: slot, Left: Left(value, slot)))
                .Where(h => h.Left is not null)
                .ToArray();
            var good = ProportionalSplit.Split(days[day].GoodEvents, found.Select(h => h.Left!.Value.Good).ToArray());
            var bad = ProportionalSplit.Split(days[day].BadEvents, found.Select(h => h.Left!.Value.Bad).ToArray());
            for (var i = 0; i < found.Length; i++)
                hours.Add(new SloHour(days[day].Date.AddHours(found[i].Slot - (day * PerDay)), good[i], good[i] + bad[i]));
        }

        return hours;
    }

    // What is left of an hour; null when there are no data, or nothing is left.
    private (double Good, double Bad)? Left(string value, int slot)
    {
        if (_counts.Events(value, slot) is not { } all)
            return null;
        foreach (var cut in _counts.Exclusions(slot))
        {
            if (cut.IsWhole)
                return null;
            var gone = cut.EventsFor(value);
            all = new ExtrapolatedEvents(all.Part - gone.Part, all.Total - gone.Total);
        }

        var (part, other) = (Math.Max(0, all.Part), Math.Max(0, all.Total - Math.Max(0, all.Part)));
        return _counts.PartIsGood ? (part, other) : (other, part);
    }
}

/// <summary>
/// Shares whole events out in proportion to weights, so that the shares add up: what rounding leaves of one is carried to the next.
/// </summary>
internal static class ProportionalSplit
{
    /// <summary>The shares; equal ones where all weights are 0.</summary>
    /// <param name="events">The events, 0 or more.</param>
    /// <param name="weights">Weights, 0 or more.</param>
    public static long[] Split(long events, IReadOnlyList<double> weights)
    {
        var all = weights.Sum();
        var shares = new long[weights.Count];
        var (reached, given) = (0.0, 0L);
        for (var i = 0; i < shares.Length; i++)
        {
            reached += all > 0 ? weights[i] / all : 1.0 / shares.Length;

            // The last one takes the rest: the sum of fractions may end a little beside 1.
            var upTo =
                i == shares.Length - 1 ? events : Math.Min(events, (long)Math.Round(events * reached, MidpointRounding.AwayFromZero));
            shares[i] = Math.Max(0, upTo - given);
            given += shares[i];
        }

        return shares;
    }
}
