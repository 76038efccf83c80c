using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Asks a Prometheus for the bounds of the buckets that its histograms have.</summary>
public sealed class PrometheusBuckets
{
    private readonly PrometheusConnection _connection;

    /// <summary>Makes it.</summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    public PrometheusBuckets(PrometheusConnection connection) =>
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));

    /// <summary>The finite bounds in order, by metric; a metric that the server has not had for a day is not there.</summary>
    /// <param name="metrics">Names of the metrics of buckets.</param>
    /// <param name="at">Now, UTC.</param>
    /// <param name="token">Ends everything at once.</param>
    /// <exception cref="PrometheusException">The server cannot be asked.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<decimal>> Find(IEnumerable<string> metrics, DateTime at, CancellationToken token)
    {
        var api = new PrometheusApi(_connection);
        var found = new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal);
        foreach (var metric in metrics ?? throw new ArgumentNullException(nameof(metrics)))
        {
            var query = $"count by (le) (last_over_time({metric}[1d]))";
            var bounds = api.QueryAsync(query, at, static () => new BucketBounds(), token).GetAwaiter().GetResult().Bounds;
            if (bounds.Count > 0)
                found.Add(metric, bounds);
        }

        return found;
    }

    private sealed class BucketBounds : ISeriesSink
    {
        private readonly SortedSet<decimal> _bounds = [];

        public IReadOnlyList<decimal> Bounds => [.. _bounds];

        public void Add(SampleSeries series)
        {
            const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            if (series.Count > 0 && decimal.TryParse(series.Label("le"), Style, CultureInfo.InvariantCulture, out var bound))
                _bounds.Add(bound);
        }
    }
}
