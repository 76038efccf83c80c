using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Quantiles of a histogram with buckets, interpolated as Prometheus does. Source: Prometheus, documentation of
/// <c>histogram_quantile</c>. One thing differs: above the highest bound Prometheus answers that bound, which would be too little.
/// </summary>
internal static class ClassicQuantile
{
    /// <summary>The quantile; null when there are no observations, or no bucket +Inf.</summary>
    /// <param name="buckets">Observations up to each bound, bounds in any order.</param>
    /// <param name="quantile">More than 0, less than 1.</param>
    /// <param name="above">Whether the quantile is above the highest bound; the answer is then that bound.</param>
    public static double? Compute(IReadOnlyDictionary<double, double> buckets, double quantile, out bool above)
    {
        above = false;
        var sorted = buckets.OrderBy(b => b.Key).Select(b => (Bound: b.Key, Count: b.Value)).ToArray();
        if (sorted.Length < 2 || !double.IsPositiveInfinity(sorted[sorted.Length - 1].Bound))
            return null;

        // Buckets are scraped one after the other and extrapolated each for itself, so one may be a little below the one before it.
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Count < sorted[i - 1].Count)
                sorted[i].Count = sorted[i - 1].Count;
        }

        var all = sorted[sorted.Length - 1].Count;
        if (!(all > 0))
            return null;
        var rank = quantile * all;
        var at = 0;
        while (at < sorted.Length - 1 && sorted[at].Count < rank)
            at++;
        if (at == sorted.Length - 1)
        {
            above = true;
            return sorted[at - 1].Bound;
        }

        if (at == 0 && sorted[0].Bound <= 0)
            return sorted[0].Bound;
        var (low, before) = at == 0 ? (0, 0) : sorted[at - 1];
        return low + ((sorted[at].Bound - low) * ((rank - before) / (sorted[at].Count - before)));
    }
}

/// <summary>
/// Takes the observations of each service's buckets. Two spellings of a bound are one. A count that is infinite or negative makes all of a
/// service's buckets unknown.
/// </summary>
internal sealed class BucketCounts : ISeriesSink
{
    private static readonly Dictionary<double, double> _none = [];

    private readonly Dictionary<string, Dictionary<double, double>> _services = new(StringComparer.Ordinal);
    // More bounds than any histogram has.
    private const int MostBounds = 10_000;

    // A bound beyond is no latency: in seconds it is 30 years.
    private const double LargestBound = 1e9;

    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;

    public BucketCounts(AskedServices asked) => _asked = asked;

    public IReadOnlyDictionary<double, double> this[string value] =>
        !_broken.Contains(value) && _services.TryGetValue(value, out var buckets) ? buckets : _none;

    /// <summary>Whether the server's counts of a service's buckets are not numbers of observations.</summary>
    public bool IsBroken(string value) => _broken.Contains(value);

    public void Add(SampleSeries series)
    {
        if (series.Count == 0 || _asked.Find(series) is not { } service || Bound(series.Label("le")) is not { } bound)
            return;
        var count = series.Values[0];
        if (double.IsInfinity(count) || count < 0)
            _broken.Add(service);
        else if (!double.IsNaN(count))
            Add(service, bound, count);
    }

    /// <summary>Adds, or with -1 takes away, what another query has found.</summary>
    public void Add(BucketCounts other, int sign)
    {
        foreach (var service in other._services)
        {
            foreach (var bucket in service.Value)
                Add(service.Key, bucket.Key, sign * bucket.Value);
        }

        _broken.UnionWith(other._broken);
    }

    private void Add(string value, double bound, double count)
    {
        if (!_services.TryGetValue(value, out var buckets))
            _services.Add(value, buckets = []);
        if (!buckets.TryGetValue(bound, out var before) && buckets.Count == MostBounds)
            throw new MalformedResponseException("a histogram has more than ten thousand buckets");
        buckets[bound] = Math.Max(0, before + count);
    }

    private static double? Bound(string text) =>
        text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && Math.Abs(bound) <= LargestBound ? bound
        : null;
}
