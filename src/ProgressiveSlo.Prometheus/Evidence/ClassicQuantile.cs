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

/// <summary>Takes the observations of each service's buckets. Two spellings of a bound are one.</summary>
internal sealed class BucketCounts : ISeriesSink
{
    private static readonly Dictionary<double, double> None = [];

    private readonly Dictionary<string, Dictionary<double, double>> _services = new(StringComparer.Ordinal);
    private readonly string? _label;

    public BucketCounts(string? label) => _label = label;

    public IReadOnlyDictionary<double, double> this[string value] => _services.TryGetValue(value, out var buckets) ? buckets : None;

    public void Add(SampleSeries series)
    {
        if (series.Count == 0 || double.IsNaN(series.Values[0]) || Bound(series.Label("le")) is not { } bound)
            return;
        Add(_label is null ? "" : series.Label(_label), bound, series.Values[0]);
    }

    /// <summary>Adds, or with -1 takes away, what another query has found.</summary>
    public void Add(BucketCounts other, int sign)
    {
        foreach (var service in other._services)
        {
            foreach (var bucket in service.Value)
                Add(service.Key, bucket.Key, sign * bucket.Value);
        }
    }

    private void Add(string value, double bound, double count)
    {
        if (!_services.TryGetValue(value, out var buckets))
            _services.Add(value, buckets = []);
        buckets.TryGetValue(bound, out var before);
        buckets[bound] = Math.Max(0, before + count);
    }

    private static double? Bound(string text) =>
        text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound
        : null;
}
