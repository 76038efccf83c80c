using ProgressiveSlo.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Takes the observations of each service's buckets. Two spellings of a bound are one. A count that is infinite or negative makes all of a
/// service's buckets unknown.
/// </summary>
internal sealed class BucketCounts : ISeriesSink
{
    /// <summary>More bounds than any histogram has.</summary>
    public const int MostBounds = 10_000;

    // A bound beyond is no latency: in seconds it is 30 years.
    private const double LargestBound = 1e9;

    private static readonly Dictionary<double, double> _none = [];

    private readonly Dictionary<string, Dictionary<double, double>> _services = new(StringComparer.Ordinal);
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

    /// <summary>Adds what another query has found.</summary>
    public void Add(BucketCounts other)
    {
        foreach (var service in other._services)
        {
            foreach (var bucket in service.Value)
                Add(service.Key, bucket.Key, bucket.Value);
        }

        _broken.UnionWith(other._broken);
    }

    /// <summary>The error of an answer with more bounds than that.</summary>
    public static MalformedResponseException TooManyBounds() => new("a histogram has more than ten thousand buckets");

    private void Add(string value, double bound, double count)
    {
        if (!_services.TryGetValue(value, out var buckets))
            _services.Add(value, buckets = []);
        if (!buckets.TryGetValue(bound, out var before) && buckets.Count == MostBounds)
            throw TooManyBounds();
        buckets[bound] = Math.Max(0, before + count);
    }

    /// <summary>The bound that a label <c>le</c> names; null for a text that is not a number, or is no latency.</summary>
    public static double? Bound(string text) =>
        text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && Math.Abs(bound) <= LargestBound ? bound
        : null;
}

/// <summary>
/// Takes the observations of each service's buckets by slots, such as days. A count that is infinite or negative makes all of a service's
/// buckets unknown.
/// </summary>
internal sealed class BucketSlots : ISeriesSink
{
    private readonly Dictionary<double, SlotSeries> _bounds = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;
    private readonly SlotRange _range;

    /// <param name="asked">The services.</param>
    /// <param name="range">The slots; a number has the time of its slot's end.</param>
    public BucketSlots(AskedServices asked, SlotRange range)
    {
        _asked = asked;
        _range = range;
    }

    /// <summary>Whether the server's counts of a service's buckets are not numbers of observations.</summary>
    public bool IsBroken(string value) => _broken.Contains(value);

    public void Add(SampleSeries series)
    {
        if (_asked.Find(series) is not { } service || BucketCounts.Bound(series.Label("le")) is not { } bound)
            return;
        foreach (var count in series.Values)
        {
            if (double.IsInfinity(count) || count < 0)
                _broken.Add(service);
        }

        Slots(bound).Add(series);
    }

    /// <summary>Takes over what another query about other services or slots has found.</summary>
    public void Add(BucketSlots other)
    {
        foreach (var bound in other._bounds)
            Slots(bound.Key).Add(bound.Value);
        _broken.UnionWith(other._broken);
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
        if (IsBroken(value))
            return buckets;
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
        double.IsInfinity(bound) ? bound : (double)(NumberText.Exact(bound) * unit);

    private static long Whole(double count) => count <= 0 ? 0 : (long)Math.Min(Math.Round(count, MidpointRounding.AwayFromZero), 9e15);

    private SlotSeries Slots(double bound)
    {
        if (!_bounds.TryGetValue(bound, out var slots))
        {
            if (_bounds.Count == BucketCounts.MostBounds)
                throw BucketCounts.TooManyBounds();
            _bounds.Add(bound, slots = new SlotSeries(_asked, _range));
        }

        return slots;
    }
}
