using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>
/// The record of a plan's service as it is kept beside the plan: complete days, in order, each once. Servers forget, a record does not. A
/// day that is kept stays as it is; it can be removed by a person, and is never changed by what a server says later.
/// </summary>
public sealed class KeptDays
{
    // Less than one interval of five minutes: the same samples, counted in another way.
    private const double LargestShare = 0.5 / 288;

    private readonly SortedDictionary<DateTime, KeptDay> _days = [];
    private readonly Func<DateTime, string?> _placeOf;

    /// <summary>Makes a record.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="days">The days, in any order, each at most once.</param>
    /// <param name="placeOf">Says where a day stands, for errors: <c>checkout.csv, line 7</c>; null for nowhere.</param>
    /// <exception cref="ArgumentException">A day is duplicated.</exception>
    public KeptDays(string service, string @namespace, IEnumerable<KeptDay> days, Func<DateTime, string?>? placeOf = null)
    {
        _placeOf = placeOf ?? (_ => null);
        Service = service ?? throw new ArgumentNullException(nameof(service));
        Namespace = @namespace ?? throw new ArgumentNullException(nameof(@namespace));
        foreach (var day in days ?? throw new ArgumentNullException(nameof(days)))
            _days.Add(UtcTime.Day(day.Day.Date), day);
    }

    /// <summary>The service.</summary>
    public string Service { get; }

    /// <summary>Its namespace.</summary>
    public string Namespace { get; }

    /// <summary>The days, in order.</summary>
    public IReadOnlyCollection<KeptDay> Days => _days.Values;

    /// <summary>
    /// The first day that a server has to be asked about: the first one that is missing, and the last one that is kept again, because a
    /// server that counts otherwise than before shows there first. The day of the record before that one is asked about, too: a server
    /// that has it has forgotten nothing of the day after it.
    /// </summary>
    /// <param name="from">Midnight (UTC) at the start of the record.</param>
    /// <param name="to">Midnight (UTC) at the end of the last complete day, after <paramref name="from"/>.</param>
    public DateTime AskFrom(DateTime from, DateTime to)
    {
        var first = to.AddDays(-1);
        for (var day = to.AddDays(-1); day >= from; day = day.AddDays(-1))
        {
            if (!_days.ContainsKey(day))
                first = day;
        }

        var last = _days.Keys.Where(d => d >= from && d < to).Select(d => (DateTime?)d).LastOrDefault();
        return last is null || last > first ? first
            : last > from ? last.Value.AddDays(-1)
            : from;
    }

    /// <summary>The excluded intervals of kept days that a server has to leave out, too, when it is asked about them again.</summary>
    /// <param name="from">Midnight (UTC) at the start of the first day that is asked about.</param>
    public IEnumerable<EvidenceExclusion> ExclusionsSince(DateTime from) =>
        _days
            .Where(d => d.Key >= from)
            .SelectMany(d => d.Value.Exclusions)
            .Select(Interval)
            .Distinct()
            .OrderBy(e => e.From)
            .ThenBy(e => e.To)
            .ThenBy(e => e.Reason, StringComparer.Ordinal);

    /// <summary>Refuses an interval that days were kept without: their events are in the record, and cannot be taken out of it.</summary>
    /// <param name="exclusions">Intervals to be excluded.</param>
    /// <param name="from">Midnight (UTC) at the start of the record.</param>
    /// <exception cref="SloValidationException">A kept day includes such an interval.</exception>
    public void CheckExclusions(IReadOnlyList<EvidenceExclusion> exclusions, DateTime from)
    {
        if (exclusions is null)
            throw new ArgumentNullException(nameof(exclusions));
        foreach (var exclusion in exclusions.Select(Interval))
        {
            var day = _days
                .Where(d => d.Key >= from && d.Value.HasData && exclusion.From < d.Key.AddDays(1) && exclusion.To > d.Key)
                .Where(d => !IsTakenOut(d.Value, exclusion))
                .Select(d => (DateTime?)d.Key)
                .FirstOrDefault();
            if (day is { } date)
                throw new SloValidationException(
                    "Exclude",
                    $"The record of '{Service}' has {UtcTime.DateText(date)} already, without the excluded interval "
                        + $"{UtcTime.Text(exclusion.From)} to {UtcTime.Text(exclusion.To)}",
                    "Remove the rows of its days from the record, in a commit that says why, and ask again while the server has these days"
                );
        }
    }

    /// <summary>
    /// The record with what a server has counted. Days that are missing are added; a kept day is compared, and stays. A day without data
    /// is added only where the same answer has data of a later day: otherwise the server may not have it yet.
    /// </summary>
    /// <param name="counted">What the server has counted.</param>
    /// <exception cref="SloValidationException">The server counts a kept day otherwise, or has another share of it.</exception>
    public KeptDays With(CountedDays counted)
    {
        if (counted is null)
            throw new ArgumentNullException(nameof(counted));
        var days = new SortedDictionary<DateTime, KeptDay>(_days);
        var last = counted.Days.Where(d => d.HasData).Select(d => (DateTime?)d.Day.Date).LastOrDefault();
        var hadData = false;
        foreach (var day in counted.Days)
        {
            if (_days.TryGetValue(day.Day.Date, out var kept) && kept.HasData)
                Compare(kept, day, mayHaveForgotten: !hadData);
            else if (day.HasData || (kept is null && day.Day.Date < last))
                days[day.Day.Date] = day;
            hadData |= day.HasData;
        }

        return new KeptDays(Service, Namespace, days.Values, _placeOf);
    }

    /// <summary>The record with days that it lacks taken from an answer in doubt: for evidence that says so, never for the file.</summary>
    /// <param name="counted">What the server has counted.</param>
    public KeptDays WithDoubtful(CountedDays counted)
    {
        if (counted is null)
            throw new ArgumentNullException(nameof(counted));
        var added = counted.Days.Where(d => !_days.ContainsKey(d.Day.Date));
        return new KeptDays(Service, Namespace, _days.Values.Concat(added), _placeOf);
    }

    private void Compare(KeptDay kept, KeptDay now, bool mayHaveForgotten)
    {
        // A server that has less of the day, and nothing of the one before it, has begun to forget, and contradicts nothing. One that has
        // the day before has forgotten nothing: whoever wrote more coverage into the file than there was did not count.
        if (now.Day.Coverage < kept.Day.Coverage - LargestShare && mayHaveForgotten)
            return;
        var isSame = (now.Day.GoodEvents, now.Day.TotalEvents) == (kept.Day.GoodEvents, kept.Day.TotalEvents);
        if (isSame && Math.Abs(now.Day.Coverage - kept.Day.Coverage) <= LargestShare)
            return;
        var place = _placeOf(kept.Day.Date) is { } known ? $" ({known})" : "";
        throw new SloValidationException(
            "Record",
            $"The server now counts {Counts(now.Day, isSame)} on {UtcTime.DateText(now.Day.Date)} for '{Service}', and the record has "
                + Counts(kept.Day, isSame)
                + place,
            "Find out which is right: late samples, another replica, a changed indicator. Where the record is wrong, remove the row of "
                + "that day, in a commit that says why, and ask again"
        );
    }

    private static bool IsTakenOut(KeptDay day, EvidenceExclusion exclusion)
    {
        var (start, end) = (day.Day.Date, day.Day.Date.AddDays(1));
        return EvidenceWindow.IsExcluded(
            day.Exclusions,
            exclusion.From > start ? exclusion.From : start,
            exclusion.To < end ? exclusion.To : end
        );
    }

    // Where the events agree, it is the coverage that does not.
    private static string Counts(SloDay day, bool withCoverage) =>
        $"{NumberText.Plain(day.GoodEvents)} good of {CountText.Of(day.TotalEvents, "event")}"
        + (withCoverage ? $" in {NumberText.Plain(NumberText.WithoutNoise(NumberText.Exact(day.Coverage)))} of the day" : "");

    private static EvidenceExclusion Interval(EvidenceExclusion exclusion) =>
        new(UtcTime.From(exclusion.From), UtcTime.From(exclusion.To), exclusion.Reason);
}
