using ProgressiveSlo.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Text;

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

    /// <summary>Adds what another query has found.</summary>
    public void Add(BucketCounts other)
    {
        foreach (var service in other._services)
        {
            foreach (var bucket in service.Value)
                Add(service.Key, bucket.Key, bucket.Value);
        }
    }

    /// <summary>The bound that a label <c>le</c> names; null for a text that is not a number.</summary>
    public static double? Bound(string text) =>
        text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? bound
        : null;

    private void Add(string value, double bound, double count)
    {
        if (!_services.TryGetValue(value, out var buckets))
            _services.Add(value, buckets = []);
        buckets.TryGetValue(bound, out var before);
        buckets[bound] = Math.Max(0, before + count);
    }
}

/// <summary>Takes the observations of each service's buckets by slots, such as days.</summary>
internal sealed class BucketSlots : ISeriesSink
{
    // Above it a double, and a decimal with three more digits behind it, lose whole numbers; no histogram has such bounds.
    private const double LargestBound = 1e15;

    private readonly Dictionary<double, SlotSeries> _bounds = [];
    private readonly string? _label;
    private readonly SlotRange _range;

    /// <param name="label">The label that tells services apart, or null.</param>
    /// <param name="range">The slots; a number has the time of its slot's end.</param>
    public BucketSlots(string? label, SlotRange range)
    {
        _label = label;
        _range = range;
    }

    public void Add(SampleSeries series)
    {
        if (BucketCounts.Bound(series.Label("le")) is { } bound)
            Slots(bound).Add(series);
    }

    /// <summary>Takes over what another query about other services or slots has found.</summary>
    public void Add(BucketSlots other)
    {
        foreach (var bound in other._bounds)
            Slots(bound.Key).Add(bound.Value);
    }

    /// <summary>
    /// The requests of a service in a slot, in whole ones: requests are counted and not measured, and counts of slots then add up.
    /// </summary>
    /// <param name="value">The service's value of the label.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="excluded">What is taken out, by bound in the unit of the histogram.</param>
    /// <param name="unit">The unit of the histogram, milliseconds.</param>
    public IReadOnlyList<LatencyBucket> Buckets(string value, int slot, IEnumerable<IReadOnlyDictionary<double, double>> excluded, int unit)
    {
        var buckets = new List<LatencyBucket>();
        foreach (var bound in _bounds.OrderBy(b => b.Key))
        {
            if (bound.Value[value, slot] is not { } count)
                continue;
            foreach (var cut in excluded)
                count -= cut.TryGetValue(bound.Key, out var gone) ? gone : 0;
            buckets.Add(new LatencyBucket(InMilliseconds(bound.Key, unit), Whole(count)));
        }

        return buckets;
    }

    // In decimal digits, so that 0.07 s are 70 ms.
    private static double InMilliseconds(double bound, int unit) =>
        Math.Abs(bound) < LargestBound ? (double)(NumberText.Exact(bound) * unit) : bound * unit;

    private static long Whole(double count) => count <= 0 ? 0 : (long)Math.Min(Math.Round(count, MidpointRounding.AwayFromZero), 9e15);

    private SlotSeries Slots(double bound)
    {
        if (!_bounds.TryGetValue(bound, out var slots))
            _bounds.Add(bound, slots = new SlotSeries(_label, _range));
        return slots;
    }
}
