using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Asks for the events of each day of a batch, takes out those of exclusions, and makes whole events of them.</summary>
internal sealed class EventDays
{
    private static readonly TimeSpan _oneDay = TimeSpan.FromDays(1);

    private readonly EvidenceRequest _request;
    private readonly BatchEvents _counts;
    private readonly DayCoverage _coverage;
    private readonly Dictionary<string, bool> _systematic = new(StringComparer.Ordinal);

    private EventDays(EvidenceRequest request, BatchEvents counts, DayCoverage coverage)
    {
        _request = request;
        _counts = counts;
        _coverage = coverage;
    }

    /// <summary>Asks; the queries are under way at once as far as the connection lets them.</summary>
    public static async Task<EventDays> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var counts = BatchEvents.AskAsync(request, batch, TimeSpan.FromDays(1), queries, token);
        var coverage = DayCoverage.AskAsync(
            request,
            batch,
            v => batch.Queries(v).Presence,
            batch.Queries(batch.Values).Counter,
            queries,
            token
        );
        await Task.WhenAll(counts, coverage).ConfigureAwait(false);
        return new EventDays(request, counts.Result, coverage.Result);
    }

    /// <summary>The samples of a service's counter in the last hour; see <see cref="DayCoverage"/>.</summary>
    public double? SamplesFor(string value) => _coverage.SamplesFor(value);

    /// <summary>Whether any service has a good event, or a bad one where those are asked for.</summary>
    public bool HasParts => _counts.HasParts;

    /// <summary>The days of a service, and what was taken out of them, all in all.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="isHidden">Whether errors of a day may not have been seen: such a day is one without data, as one is whose counts
    /// contradict each other.</param>
    public (IReadOnlyList<SloDay> Days, IReadOnlyList<EvidenceExclusion> Exclusions) DaysFor(string value, Func<int, bool> isHidden)
    {
        var exclusions = _request.Exclusions.ToArray();
        var days = KeptDaysFor(
            value,
            isHidden,
            (place, cut) =>
            {
                var sum = exclusions[place];
                exclusions[place] = sum with
                {
                    GoodEvents = sum.GoodEvents + cut.GoodEvents,
                    TotalEvents = sum.TotalEvents + cut.TotalEvents,
                };
            }
        );
        return (days.Select(d => d.Day).ToArray(), exclusions);
    }

    /// <summary>The days of a service, each with what was taken out of it.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="isHidden">Whether errors of a day may not have been seen: such a day is one without data.</param>
    /// <param name="cutOut">Called with the place of an exclusion and its events of a day; or null.</param>
    public IReadOnlyList<KeptDay> KeptDaysFor(string value, Func<int, bool> isHidden, Action<int, EvidenceExclusion>? cutOut = null)
    {
        var days = new KeptDay[_request.Days];
        for (var i = 0; i < days.Length; i++)
        {
            if (isHidden(i) || IsContradictory(value, i))
            {
                days[i] = new KeptDay(new SloDay(_request.From.AddDays(i), 0, 0) { Coverage = 0 });
                continue;
            }

            var coverage = _coverage.ShareFor(value, i, _counts.Events(value, i) is not null);
            var day = Whole(_counts.Events(value, i) ?? default);

            // Nothing is good of a day without data.
            if (coverage <= 0)
                day = (0, _counts.MayBeBadWithoutData ? day.Bad : 0);
            var exclusions = new List<EvidenceExclusion>();
            foreach (var cut in _counts.Exclusions(i))
            {
                // Of a day that is excluded as a whole, the events are known already.
                var gone = cut.IsWhole ? day : Whole(cut.EventsFor(value));

                // Both are extrapolated; no more can be taken out than there is.
                var (good, bad) = (Math.Min(gone.Good, day.Good), Math.Min(gone.Bad, day.Bad));
                day = (day.Good - good, day.Bad - bad);
                var exclusion = _request.Exclusions[cut.Piece.Exclusion] with { GoodEvents = good, TotalEvents = good + bad };
                exclusions.Add(exclusion);
                cutOut?.Invoke(cut.Piece.Exclusion, exclusion);
            }

            days[i] = new KeptDay(new SloDay(_request.From.AddDays(i), day.Good, day.Good + day.Bad) { Coverage = coverage })
            {
                Exclusions = exclusions,
            };
        }

        return days;
    }

    /// <summary>Whether the counts of a day contradict each other.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    public bool IsContradictory(string value, int day) =>
        (
            _counts.Events(value, day) is { } all
            && (
                Contradiction.IsIn(all, _oneDay, _request.CoverageStep)
                || (all.Part > all.Total + Contradiction.EventsBetween && IsSystematic(value))
            )
        ) || _counts.Exclusions(day).Any(c => !c.IsWhole && Contradiction.IsIn(c.EventsFor(value), c.Piece.Length, _request.CoverageStep));

    private bool IsSystematic(string value)
    {
        if (_systematic.TryGetValue(value, out var known))
            return known;
        var days = Enumerable.Range(0, _request.Days).Select(d => _counts.Events(value, d) ?? default).Where(e => e.Total > 0).ToArray();
        return _systematic[value] = Contradiction.IsSystematic(
            Array.ConvertAll(days, e => e.Part - e.Total),
            Array.ConvertAll(days, e => e.Total),
            Contradiction.EventsBetween,
            SamplesFor(value),
            _request.CoverageStep
        );
    }

    /// <summary>What is wrong with the counts of a service; null when nothing is.</summary>
    /// <param name="service">The service.</param>
    /// <param name="value">Its value of the batch's label.</param>
    public string? MessageFor(string service, string value)
    {
        var days = Enumerable.Range(0, _request.Days).Where(d => IsContradictory(value, d)).ToArray();
        if (days.Length == 0)
            return null;
        var first = _counts.Events(value, days[0]) ?? default;
        var what = FormattableString.Invariant(
            $"{Whole(first.Part)} {(_counts.PartIsGood ? "good" : "bad")} events of {Whole(first.Total)} in all"
        );
        return Contradiction.Message(service, days.Length, _request.Days, _request.From.AddDays(days[0]), what);
    }

    // Good, bad and all are extrapolated each for itself; whole events that add up are what can be counted on.
    private (long Good, long Bad) Whole(ExtrapolatedEvents events)
    {
        var all = Whole(events.Total);
        var part = Math.Min(all, Whole(events.Part));
        return _counts.PartIsGood ? (part, all - part) : (all - part, part);
    }

    private static long Whole(double events) => events <= 0 ? 0 : (long)Math.Min(Math.Round(events, MidpointRounding.AwayFromZero), 9e15);
}
