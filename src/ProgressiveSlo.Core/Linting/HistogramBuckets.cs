namespace ProgressiveSlo.Linting;

/// <summary>
/// Boundaries that histograms of known programs and other libraries have. What is here is no mistake; what is not may still be one of a
/// service's own.
/// </summary>
internal static class HistogramBuckets
{
    // Sources: OpenTelemetry semantic conventions, http.server.request.duration; prometheus/client_python, DEFAULT_BUCKETS.
    private static readonly double[] _ofLibraries = [0.075, 0.75, 7.5];

    // What versions of Kubernetes from 1.14 on have had.
    private static readonly double[] _ofApiServers =
    [
        .. new[] { 0.15, 0.2, 0.3, 0.35, 0.4, 0.45, 0.6, 0.7, 0.8, 0.9, 1.25, 1.5, 1.75, 2, 3, 3.5, 4, 4.5, 6, 7, 8, 9 },
        .. new[] { 15.0, 20, 25, 30, 40, 45, 50, 60 },
    ];

    // Sources: the programs' documentation and source.
    private static readonly (string Prefix, double[] Bounds)[] _ofPrograms =
    [
        ("apiserver_", _ofApiServers),
        ("traefik_", [0.3, 1.2]),
        ("prometheus_http_", [0.2, 0.4, 3, 8, 20, 60, 120]),
        ("workqueue_", [0.001]),
        ("rest_client_", [15, 30, 60]),
    ];

    // Programs whose buckets double from a first one.
    private static readonly (string Prefix, double First)[] _doubling = [("coredns_", 0.00025), ("etcd_", 0.0001), ("scheduler_", 0.001)];

    /// <summary>Whether a histogram in seconds is known to have a boundary.</summary>
    /// <param name="metric">Name of the buckets.</param>
    /// <param name="bound">The boundary, in seconds.</param>
    public static bool IsBound(string metric, double bound) =>
        _ofLibraries.Contains(bound)
        || IsDoubling(bound, 0.001)
        || _ofPrograms.Any(p => metric.StartsWith(p.Prefix, StringComparison.Ordinal) && p.Bounds.Contains(bound))
        || _doubling.Any(p => metric.StartsWith(p.Prefix, StringComparison.Ordinal) && IsDoubling(bound, p.First));

    // Nobody takes 0.256 for a threshold unless there is a bucket: it is a millisecond, doubled eight times.
    private static bool IsDoubling(double bound, double first)
    {
        var steps = Math.Log(bound / first, 2);
        return steps >= 0 && Math.Abs(steps - Math.Round(steps)) < 1e-6;
    }
}
