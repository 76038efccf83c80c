using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks for the events of each hour of a batch, and makes them add up to the days. A day knows more than its hours: what was counted
/// between the last sample of one hour and the first of another is seen by the day alone, and is shared out to its hours.
/// </summary>
internal sealed class EventHours
{
    private const int PerDay = 24;

    private readonly SlotCounts _counts;

    private EventHours(SlotCounts counts) => _counts = counts;

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<EventHours> AskAsync(EvidenceRequest request, EvidenceBatch batch, SplittingQueries queries, CancellationToken token) =>
        new(await SlotCounts.AskAsync(request, batch, TimeSpan.FromHours(1), queries, token).ConfigureAwait(false));

    /// <summary>The hours of a service; a day without any hour that has data has none.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="days">Its days.</param>
    public IReadOnlyList<SloHour> Of(string value, IReadOnlyList<SloDay> days)
    {
        var hours = new List<SloHour>();
        for (var day = 0; day < days.Count; day++)
        {
            var found = Enumerable.Range(day * PerDay, PerDay).Select(slot => (Slot: slot, Left: Left(value, slot))).Where(h => h.Left is not null).ToArray();
            var good = Shares.Of(days[day].GoodEvents, found.Select(h => h.Left!.Value.Good).ToArray());
            var bad = Shares.Of(days[day].BadEvents, found.Select(h => h.Left!.Value.Bad).ToArray());
            for (var i = 0; i < found.Length; i++)
                hours.Add(new SloHour(days[day].Date.AddHours(found[i].Slot - (day * PerDay)), good[i], good[i] + bad[i]));
        }

        return hours;
    }

    // What is left of an hour; null when there are no data, or nothing is left.
    private (double Good, double Bad)? Left(string value, int slot)
    {
        if (_counts.All(value, slot) is not { } all)
            return null;
        foreach (var cut in _counts.Cuts(slot))
        {
            if (cut.IsWhole)
                return null;
            var gone = cut.Of(value);
            all = new EventCount(all.Part - gone.Part, all.Total - gone.Total);
        }

        var (part, other) = (Math.Max(0, all.Part), Math.Max(0, all.Total - Math.Max(0, all.Part)));
        return _counts.PartIsGood ? (part, other) : (other, part);
    }
}
