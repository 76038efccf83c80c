namespace ProgressiveSlo.Statistics;

/// <summary>
/// Quantiles of a histogram with buckets, interpolated as Prometheus does. Source: Prometheus, documentation of
/// <c>histogram_quantile</c>. One thing differs: above the highest bound Prometheus answers that bound, which would be too little.
/// </summary>
public static class ClassicQuantile
{
    /// <summary>The quantile; null when there are no observations, or no bucket +Inf.</summary>
    /// <param name="buckets">Observations up to each bound, bounds in any order.</param>
    /// <param name="quantile">More than 0, less than 1.</param>
    /// <param name="above">Whether the quantile is above the highest bound; the answer is then that bound.</param>
    public static double? Compute(IReadOnlyDictionary<double, double> buckets, double quantile, out bool above)
    {
        if (buckets is null)
            throw new ArgumentNullException(nameof(buckets));
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
