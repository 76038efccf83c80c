using ProgressiveSlo.Statistics;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Evidence;

/// <summary>
/// A complete day (UTC) as a record keeps it: what was counted on it, and what numbers of several days are made of. Percentiles of days do
/// not add up, and the counts of buckets do.
/// </summary>
/// <param name="Day">The events of the day, without excluded ones, its coverage, and its percentiles where they are known.</param>
public sealed record KeptDay(SloDay Day)
{
    /// <summary>Requests up to each bound of latency, in order, the last one infinite; empty where there are no buckets.</summary>
    public IReadOnlyList<LatencyBucket> Buckets
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Times after midnight (UTC), to the minute, at which incidents began; null where nothing is known to watch.</summary>
    public IReadOnlyList<TimeSpan>? Incidents { get; init; }

    /// <summary>Intervals whose events were taken out, each whole, with those events of it that are of this day.</summary>
    public IReadOnlyList<EvidenceExclusion> Exclusions
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether the server had any data of the day.</summary>
    public bool HasData => Day.Coverage > 0 || Day.TotalEvents > 0;
}

/// <summary>The requests that took no longer than a bound; a request counts in each bucket whose bound it keeps.</summary>
/// <param name="UpTo">The bound, milliseconds; infinite for all requests.</param>
/// <param name="Count">How many, 0 or more.</param>
public sealed record LatencyBucket(double UpTo, long Count);

/// <summary>What a server has counted, for a record.</summary>
/// <param name="Evidence">The evidence of the days that it was asked about.</param>
/// <param name="Days">These days, in order, each once.</param>
/// <param name="At">The end of the 30 days that incidents are of, UTC.</param>
public sealed record CountedDays(SloEvidence Evidence, IReadOnlyList<KeptDay> Days, DateTime At)
{
    /// <summary>The days that incidents are counted in, whatever the window of the evidence: those of their threshold.</summary>
    public static TimeSpan IncidentWindow { get; } = TimeSpan.FromDays(30);

    /// <summary>When incidents of the last 30 days began, UTC; null where nothing is known to watch.</summary>
    public IReadOnlyList<DateTime>? Incidents { get; init; }

    /// <summary>
    /// Whether something puts the numbers in doubt, so that they are not kept: any warning, unless whoever has counted says otherwise.
    /// </summary>
    public bool IsDoubtful { get; init; } = Evidence.Partial || Evidence.Warnings.Count > 0;
}

/// <summary>Percentiles of latency, of one day or of several, from counts of buckets.</summary>
public static class LatencyBuckets
{
    /// <summary>The requests of several days: those of each bound added up.</summary>
    /// <param name="days">The buckets of each day.</param>
    public static IReadOnlyDictionary<double, double> Sum(IEnumerable<IReadOnlyList<LatencyBucket>> days)
    {
        if (days is null)
            throw new ArgumentNullException(nameof(days));
        var sum = new Dictionary<double, double>();
        foreach (var bucket in days.SelectMany(d => d))
        {
            sum.TryGetValue(bucket.UpTo, out var before);
            sum[bucket.UpTo] = before + bucket.Count;
        }

        return sum;
    }

    /// <summary>
    /// What is wrong where too many days with traffic have no request in the histogram: percentiles of the others say nothing of these.
    /// Null where one day is missing, or one of twenty, as many as may be slow.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="days">The days.</param>
    /// <param name="buckets">The requests of the day at a place.</param>
    public static string? Missing(string service, IReadOnlyList<SloDay> days, Func<int, IReadOnlyList<LatencyBucket>> buckets)
    {
        const int MostOfBusy = 20;
        if (days is null)
            throw new ArgumentNullException(nameof(days));
        if (buckets is null)
            throw new ArgumentNullException(nameof(buckets));
        var busy = Enumerable.Range(0, days.Count).Where(i => days[i].TotalEvents > 0).ToArray();
        var missing = busy.Where(i => !buckets(i).Any(b => b.Count > 0)).ToArray();
        return missing.Length <= Math.Max(1, busy.Length / MostOfBusy)
            ? null
            : $"The latency of '{PrintableText.Escape(service)}' is not known: on {CountText.Whole(missing.Length)} of "
                + $"{CountText.Of(busy.Length, "day")} with traffic, the last one {UtcTime.DateText(days[missing.Last()].Date)}, "
                + "its histogram has no request. Check the latency metric, or wait until all but a twentieth of the days have it";
    }

    /// <summary>A percentile of these requests.</summary>
    /// <param name="buckets">Requests up to each bound, milliseconds.</param>
    /// <param name="quantile">More than 0, less than 1.</param>
    /// <param name="aboveBound">The highest bound, milliseconds, where the percentile lies above it and is not known; otherwise
    /// null.</param>
    /// <returns>Milliseconds; null where it is not known.</returns>
    public static double? Percentile(IReadOnlyDictionary<double, double> buckets, double quantile, out double? aboveBound)
    {
        var found = ClassicQuantile.Compute(buckets, quantile, out var isAbove);
        aboveBound = isAbove ? found : null;
        return isAbove ? null : found;
    }
}
