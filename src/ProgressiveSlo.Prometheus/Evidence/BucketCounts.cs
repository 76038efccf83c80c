using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Takes the observations of each service's buckets. Two spellings of a bound are one.</summary>
internal sealed class BucketCounts : ISeriesSink
{
    private static readonly Dictionary<double, double> _none = [];

    private readonly Dictionary<string, Dictionary<double, double>> _services = new(StringComparer.Ordinal);
    private readonly string? _label;

    public BucketCounts(string? label) => _label = label;

    public IReadOnlyDictionary<double, double> this[string value] => _services.TryGetValue(value, out var buckets) ? buckets : _none;

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

    private static double? Bound(string text) => text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound : null;
}
