namespace ProgressiveSlo.Evidence;

/// <summary>
/// The percentile of several parts, such as the hours of a day, of which only their own percentiles are known. Percentiles do not add up;
/// what can be said is a bound that the percentile of all parts is never above. Each part counts with its traffic: three slow requests at
/// night do not make a slow day.
/// </summary>
internal static class CombinedLatency
{
    // Of 100 events of a part, so many may be slower than its p95, and than its p99.
    private const int AboveP95 = 5;
    private const int AboveP99 = 1;
    private const int All = 100;

    /// <summary>
    /// The smallest latency that at most 5 % of all events can be above: of parts whose p99 is above it at most 5 %, and all
    /// of those whose p95 is. Never more than the largest p95. Null without traffic, or where a part with traffic has no p95.
    /// </summary>
    /// <param name="parts">Events (0 or more), p95 and p99 (milliseconds, or null) of each part.</param>
    public static double? P95(IEnumerable<(long Events, double? P95, double? P99)> parts)
    {
        var busy = parts.Where(p => p.Events > 0).ToArray();
        if (busy.Length == 0 || busy.Any(p => p.P95 is null))
            return null;
        var all = busy.Sum(p => (decimal)p.Events);
        Array.Sort(busy, (a, b) => b.P95!.Value.CompareTo(a.P95!.Value));
        var most = busy[0].P95!.Value;

        // At best, all other events are within the p99 of their parts: nothing holds below the first part that is too large to be left out.
        var slow = 0m;
        var least = most;
        foreach (var part in busy)
        {
            least = part.P95!.Value;
            if ((slow += part.Events) * (All - AboveP99) > all * (AboveP95 - AboveP99))
                break;
        }

        if (least >= most)
            return most;
        var candidates = busy.SelectMany(p => new[] { p.P95!.Value, p.P99 ?? most })
            .Where(x => x >= least && x <= most)
            .Distinct()
            .ToArray();
        Array.Sort(candidates);
        var (low, high) = (0, candidates.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (busy.Sum(p => (decimal)p.Events * Above(p.P95!.Value, p.P99, candidates[middle])) <= all * AboveP95)
                high = middle;
            else
                low = middle + 1;
        }

        return candidates[low];
    }

    /// <summary>The largest p99, which that of all parts is never above: 1 % leaves no part out. Null as for p95.</summary>
    /// <param name="parts">Events and p99 of each part.</param>
    public static double? P99(IEnumerable<(long Events, double? P99)> parts)
    {
        var busy = parts.Where(p => p.Events > 0).Select(p => p.P99).ToArray();
        return busy.Length > 0 && busy.All(p => p is not null) ? busy.Max() : null;
    }

    /// <summary>The p95 of days.</summary>
    /// <param name="days">The days.</param>
    public static double? P95(IEnumerable<SloDay> days) => P95(days.Select(d => (d.TotalEvents, d.LatencyP95, d.LatencyP99)));

    /// <summary>The p99 of days.</summary>
    /// <param name="days">The days.</param>
    public static double? P99(IEnumerable<SloDay> days) => P99(days.Select(d => (d.TotalEvents, d.LatencyP99)));

    private static int Above(double p95, double? p99, double latency) =>
        p99 <= latency ? AboveP99
        : p95 <= latency ? AboveP95
        : All;
}
