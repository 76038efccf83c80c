using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// The hours that days have: an hour without data is not in the list, so a day that is known by the hour is covered by no more than these.
/// </summary>
internal sealed class HoursOfDays
{
    private const int PerDay = 24;

    private readonly Dictionary<DateTime, int> _known;
    private readonly IReadOnlyList<EvidenceExclusion> _exclusions;

    private HoursOfDays(Dictionary<DateTime, int> known, IReadOnlyList<EvidenceExclusion> exclusions) =>
        (_known, _exclusions) = (known, exclusions);

    /// <summary>The hours of evidence; null where it has none.</summary>
    public static HoursOfDays? Of(SloEvidence evidence)
    {
        if (!evidence.HasHours)
            return null;
        var known = new Dictionary<DateTime, int>();
        foreach (var hour in evidence.Hours)
            known[hour.Start.Date] = known.TryGetValue(hour.Start.Date, out var count) ? count + 1 : 1;
        return new HoursOfDays(known, evidence.Exclusions);
    }

    /// <summary>The day, with a coverage of at most that of its hours; as it is where it is not known by the hour.</summary>
    public SloDay Limit(SloDay day)
    {
        if (!_known.TryGetValue(day.Date, out var known))
            return day;

        // Of an hour that is excluded as a whole nothing is expected.
        var expected = Enumerable
            .Range(0, PerDay)
            .Count(h => !EvidenceWindow.IsExcluded(_exclusions, day.Date.AddHours(h), day.Date.AddHours(h + 1)));
        var share = expected == 0 ? 1 : Math.Min(1, (double)known / expected);
        return day.Coverage <= share ? day : day with { Coverage = share };
    }
}
