namespace ProgressiveSlo.Linting;

/// <summary>What the name of a metric says of its type. Source: Prometheus documentation, "Metric and label naming"; OpenMetrics.</summary>
internal static class CounterName
{
    private const string Total = "_total";

    // How many there are, and not how many there were: gauges that end in _total all the same.
    private static readonly HashSet<string> _states =
    [
        .. "pending current inflight queued waiting idle available unavailable free used capacity inodes uptime".Split(' '),
    ];
    private static readonly HashSet<string> _stocks = [.. "memory mem swap disk ram storage space size cores limit quota".Split(' ')];

    // What is measured in these is counted and summed up by a histogram or a summary.
    private static readonly string[] _ofHistograms =
    [
        .. from unit in "seconds milliseconds ms microseconds bytes duration latency".Split(' ')
        from end in new[] { "count", "sum" }
        select $"_{unit}_{end}",
    ];

    /// <summary>Whether the metric is a counter by its name: one that ends in _total, or a series of a histogram or summary.</summary>
    public static bool IsCounter(string metric)
    {
        if (metric.EndsWith("_bucket", StringComparison.Ordinal))
            return true;
        if (!metric.EndsWith(Total, StringComparison.Ordinal))
            return _ofHistograms.Any(e => metric.EndsWith(e, StringComparison.Ordinal));
        var words = metric.Substring(0, metric.Length - Total.Length).Split('_');
        return !words.Any(_states.Contains) && !_stocks.Contains(words[words.Length - 1]);
    }
}
