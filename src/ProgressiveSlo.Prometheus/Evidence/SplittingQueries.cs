using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks about many services and times at once, and about half of them where that is too much for the server: limits of samples,
/// series and time differ, and no client knows them.
/// </summary>
internal sealed class SplittingQueries
{
    // A server refuses more points of one series (Prometheus: "exceeded maximum resolution of 11,000 points per timeseries"), and calls
    // it a mistake of the query.
    private const int MostPoints = 11_000;

    private static readonly string[] _tooMuch = ["too many", "limit", "exceed", "maximum", "too large", "max-", "too long"];

    // VictoriaMetrics and Prometheus about the points of one series.
    private static readonly string[] _points = ["maxPointsPerTimeseries", "points per timeseries"];

    private readonly PrometheusApi _api;
    private readonly Action _answered;

    /// <param name="api">Where to ask.</param>
    /// <param name="answered">Called after each answer.</param>
    public SplittingQueries(PrometheusApi api, Action answered)
    {
        _api = api;
        _answered = answered;
    }

    /// <summary>A number for each service and slot.</summary>
    public async Task<SlotSeries> SlotsAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        SlotRange range,
        CancellationToken token
    )
    {
        var asked = new AskedServices(label, values);
        if (range.Count <= MostPoints)
        {
            return await RangesAsync(values, query, range, s => new SlotSeries(asked, s), (whole, part) => whole.Add(part), token)
                .ConfigureAwait(false);
        }

        var all = new SlotSeries(asked, range);
        foreach (var half in range.Halves())
            all.Add(await SlotsAsync(label, values, query, half, token).ConfigureAwait(false));
        return all;
    }

    /// <summary>A number for each service at one time.</summary>
    public Task<ServiceValues> NumbersAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        DateTime time,
        CancellationToken token
    ) => AtAsync(values, query, time, () => new ServiceValues(new AskedServices(label, values)), (whole, part) => whole.Add(part), token);

    /// <summary>The labels that series of each service have at one time.</summary>
    public Task<LabelsOfSeries> LabelsAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        IReadOnlyList<string> tested,
        DateTime time,
        CancellationToken token
    ) =>
        AtAsync(
            values,
            query,
            time,
            () => new LabelsOfSeries(new AskedServices(label, values), tested),
            (whole, part) => whole.Add(part),
            token
        );

    /// <summary>The buckets of each service in a window that ends at one time.</summary>
    public Task<BucketCounts> BucketsAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, TimeSpan, string> query,
        DateTime time,
        TimeSpan window,
        CancellationToken token
    ) =>
        SplitAsync(
            values,
            (End: time, Length: window),
            (some, at) => _api.QueryAsync(query(some, at.Length), at.End, () => new BucketCounts(new AskedServices(label, values)), token),
            // Buckets are counts, so those of two halves of the window add up.
            at => at.Length.TotalDays < 2 ? [] : Halves(at.End, at.Length),
            (whole, part) => whole.Add(part),
            _ => new BucketCounts(new AskedServices(label, values))
        );

    /// <summary>The buckets of each service in each slot.</summary>
    public Task<BucketSlots> BucketSlotsAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        SlotRange range,
        CancellationToken token
    ) =>
        RangesAsync(
            values,
            query,
            range,
            slots => new BucketSlots(new AskedServices(label, values), slots),
            (whole, part) => whole.Add(part),
            token
        );

    /// <summary>The events of each service and slot by the values of some labels.</summary>
    public Task<OutcomeSlots> OutcomeSlotsAsync(
        string? label,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        SlotRange range,
        IReadOnlyList<string> labels,
        CancellationToken token
    ) =>
        RangesAsync(
            values,
            query,
            range,
            slots => new OutcomeSlots(new AskedServices(label, values), slots, labels),
            (whole, part) => whole.Add(part),
            token
        );

    /// <summary>The times of incidents of some services, at each step from the first to the last.</summary>
    // VictoriaMetrics counts the points of a subquery, too: 43,200 for 30 days by the minute, and it answers 30,000 by default.
    public Task<IncidentCounter> IncidentsAsync(
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        DateTime first,
        DateTime last,
        TimeSpan step,
        Func<IncidentCounter> create,
        CancellationToken token
    ) =>
        SplitAsync(
            values,
            (First: first, Last: last),
            (some, at) => _api.QueryRangeAsync(query(some), at.First, at.Last, step, create, token),
            at => Halves(at.First, at.Last, step),
            (whole, part) => whole.Add(part),
            _ => create()
        );

    // At one time only the services can be shared out.
    private Task<T> AtAsync<T>(
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        DateTime time,
        Func<T> create,
        Action<T, T> add,
        CancellationToken token
    )
        where T : ISeriesSink =>
        SplitAsync(values, time, (some, at) => _api.QueryAsync(query(some), at, create, token), _ => [], add, _ => create());

    private Task<T> RangesAsync<T>(
        IReadOnlyList<string> values,
        Func<IReadOnlyList<string>, string> query,
        SlotRange range,
        Func<SlotRange, T> create,
        Action<T, T> add,
        CancellationToken token
    )
        where T : ISeriesSink =>
        SplitAsync(
            values,
            range,
            (some, slots) => _api.QueryRangeAsync(query(some), slots.FirstEnd, slots.LastEnd, slots.Step, () => create(slots), token),
            slots => slots.Halves(),
            add,
            create
        );

    private async Task<T> SplitAsync<TTime, T>(
        IReadOnlyList<string> values,
        TTime time,
        Func<IReadOnlyList<string>, TTime, Task<T>> ask,
        Func<TTime, IReadOnlyList<TTime>> halvesOf,
        Action<T, T> add,
        Func<TTime, T> create
    )
        where T : ISeriesSink
    {
        IReadOnlyList<TTime> times = [];
        try
        {
            var answer = await ask(values, time).ConfigureAwait(false);
            _answered();
            return answer;
        }
        catch (PrometheusException e) when (IsTooMuch(e) && ((times = Times(e)).Count > 0 || values.Count > 1))
        {
            var whole = create(time);
            foreach (var half in times)
                add(whole, await SplitAsync(values, half, ask, halvesOf, add, create).ConfigureAwait(false));
            if (times.Count > 0)
                return whole;
            foreach (var half in Halves(values))
                add(whole, await SplitAsync(half, time, ask, halvesOf, add, create).ConfigureAwait(false));
            return whole;
        }

        // Fewer services have as many points each, and are as long a time.
        IReadOnlyList<TTime> Times(PrometheusException e) => values.Count == 1 || IsOfPoints(e) ? halvesOf(time) : [];
    }

    private static bool IsOfPoints(PrometheusException error) =>
        _points.Any(w => error.Message.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether a server refuses a query because it is about too much.</summary>
    // Prometheus says 422 execution, Mimir 422 or 413 and the name of its limit, Thanos and VictoriaMetrics 422 and words.
    public static bool IsTooMuch(PrometheusException error) =>
        error.Kind switch
        {
            PrometheusErrorKind.TooLarge => true,
            PrometheusErrorKind.Timeout => error.ErrorType is not null,
            PrometheusErrorKind.BadRequest => error.ErrorType != "bad_data"
                && _tooMuch.Any(w => error.Message.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0),
            _ => false,
        };

    private static IReadOnlyList<string>[] Halves(IReadOnlyList<string> values) =>
        [values.Take(values.Count / 2).ToArray(), values.Skip(values.Count / 2).ToArray()];

    private static (DateTime End, TimeSpan Length)[] Halves(DateTime end, TimeSpan length)
    {
        var late = TimeSpan.FromDays(Math.Floor(length.TotalDays / 2));
        return [(end, late), (end - late, length - late)];
    }

    // Every step is in one half, so both together have the times of the whole.
    private static (DateTime First, DateTime Last)[] Halves(DateTime first, DateTime last, TimeSpan step)
    {
        var steps = (last - first).Ticks / step.Ticks;
        if (steps < 1)
            return [];
        var middle = first.AddTicks(steps / 2 * step.Ticks);
        return [(first, middle), (middle + step, last)];
    }
}
