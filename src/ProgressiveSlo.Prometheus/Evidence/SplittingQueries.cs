using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Asks about many services and days at once, and about half of them where that is too much for the server: limits of samples,
/// series and time differ, and no client knows them.
/// </summary>
internal sealed class SplittingQueries
{
    private static readonly string[] _tooMuch = ["too many", "limit", "exceed", "maximum", "too large", "max-", "too long"];
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly PrometheusApi _api;
    private readonly Action _answered;

    /// <param name="api">Where to ask.</param>
    /// <param name="answered">Called after each answer.</param>
    public SplittingQueries(PrometheusApi api, Action answered)
    {
        _api = api;
        _answered = answered;
    }

    /// <summary>A number for each service and each of some days, which end at the given times.</summary>
    public async Task<DaySeries> DaysAsync(string? label, IReadOnlyList<string> values, Func<IReadOnlyList<string>, string> query, DateTime firstEnd, int count, CancellationToken token)
    {
        try
        {
            var answer = await _api.QueryRangeAsync(query(values), firstEnd, firstEnd.AddDays(count - 1), _day, () => new DaySeries(label, firstEnd, count), token).ConfigureAwait(false);
            _answered();
            return answer;
        }
        catch (PrometheusException e) when (IsTooMuch(e) && (values.Count > 1 || count > 1))
        {
            var whole = new DaySeries(label, firstEnd, count);
            if (values.Count > 1)
            {
                foreach (var half in Halves(values))
                    whole.Add(await DaysAsync(label, half, query, firstEnd, count, token).ConfigureAwait(false));
            }
            else
            {
                whole.Add(await DaysAsync(label, values, query, firstEnd, count / 2, token).ConfigureAwait(false));
                whole.Add(await DaysAsync(label, values, query, firstEnd.AddDays(count / 2), count - (count / 2), token).ConfigureAwait(false));
            }

            return whole;
        }
    }

    /// <summary>A number for each service at one time.</summary>
    public async Task<ServiceNumbers> NumbersAsync(string? label, IReadOnlyList<string> values, Func<IReadOnlyList<string>, string> query, DateTime time, CancellationToken token)
    {
        try
        {
            var answer = await _api.QueryAsync(query(values), time, () => new ServiceNumbers(label), token).ConfigureAwait(false);
            _answered();
            return answer;
        }
        catch (PrometheusException e) when (IsTooMuch(e) && values.Count > 1)
        {
            var whole = new ServiceNumbers(label);
            foreach (var half in Halves(values))
                whole.Add(await NumbersAsync(label, half, query, time, token).ConfigureAwait(false));
            return whole;
        }
    }

    /// <summary>The buckets of each service at one time.</summary>
    public async Task<BucketCounts> BucketsAsync(string? label, IReadOnlyList<string> values, Func<IReadOnlyList<string>, TimeSpan, string> query, DateTime time, TimeSpan window, CancellationToken token)
    {
        try
        {
            var answer = await _api.QueryAsync(query(values, window), time, () => new BucketCounts(label), token).ConfigureAwait(false);
            _answered();
            return answer;
        }
        catch (PrometheusException e) when (IsTooMuch(e) && (values.Count > 1 || window >= _day + _day))
        {
            var whole = new BucketCounts(label);
            if (values.Count > 1)
            {
                foreach (var half in Halves(values))
                    whole.Add(await BucketsAsync(label, half, query, time, window, token).ConfigureAwait(false), 1);
            }
            else
            {
                // Buckets are counts, so those of two halves of the window add up.
                var late = TimeSpan.FromDays(Math.Floor(window.TotalDays / 2));
                whole.Add(await BucketsAsync(label, values, query, time, late, token).ConfigureAwait(false), 1);
                whole.Add(await BucketsAsync(label, values, query, time - late, window - late, token).ConfigureAwait(false), 1);
            }

            return whole;
        }
    }

    /// <summary>The times of incidents.</summary>
    public async Task<FiringTimes> IncidentsAsync(string query, DateTime first, DateTime last, TimeSpan step, Func<FiringTimes> create, CancellationToken token)
    {
        var answer = await _api.QueryRangeAsync(query, first, last, step, create, token).ConfigureAwait(false);
        _answered();
        return answer;
    }

    // Prometheus says 422 execution, Mimir 422 or 413 and the name of its limit, Thanos and VictoriaMetrics 422 and words.
    private static bool IsTooMuch(PrometheusException error) => error.Kind switch
    {
        PrometheusErrorKind.TooLarge => true,
        PrometheusErrorKind.Timeout => error.ErrorType is not null,
        PrometheusErrorKind.BadRequest => error.ErrorType != "bad_data" && _tooMuch.Any(w => error.Message.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0),
        _ => false,
    };

    private static IReadOnlyList<string>[] Halves(IReadOnlyList<string> values) =>
        [values.Take(values.Count / 2).ToArray(), values.Skip(values.Count / 2).ToArray()];
}
