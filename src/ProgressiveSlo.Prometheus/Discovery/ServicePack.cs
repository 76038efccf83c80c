using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Prometheus.Discovery;

/// <summary>Groups that are measured with the same three queries: parts and all events of each day, and buckets of the window.</summary>
internal sealed class ServicePack
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    // No longer one is usual between two samples: Prometheus forgets a series after five minutes.
    private static readonly TimeSpan _longestInterval = TimeSpan.FromMinutes(5);

    private readonly DiscoveryRequest _request;
    private readonly IReadOnlyCollection<string> _names;
    private readonly List<ServiceGroup> _groups = [];

    private ServicePack(DiscoveryRequest request, IReadOnlyCollection<string> names)
    {
        _request = request;
        _names = names;
    }

    /// <summary>The services.</summary>
    public IEnumerable<ServiceSighting> Services => _groups.SelectMany(g => g.Services);

    /// <summary>Puts services together: few requests, and answers one after the other where there are many.</summary>
    /// <param name="request">What is looked for.</param>
    /// <param name="services">All services that were found.</param>
    /// <param name="names">The metrics that the server has.</param>
    public static IReadOnlyList<ServicePack> Create(
        DiscoveryRequest request,
        IReadOnlyList<ServiceSighting> services,
        IReadOnlyCollection<string> names
    )
    {
        var wanted = services.Count(s => request.IsWanted(s.Service));
        var most = Math.Max(request.ServicesPerQuery, (wanted + request.MaxGroups - 1) / request.MaxGroups);
        var packs = new List<ServicePack>();
        foreach (var group in ServiceGroup.Create(services, request.IsWanted, names, most))
        {
            if (packs.Count == 0 || packs[packs.Count - 1].Services.Count() + group.Services.Count > most)
                packs.Add(new ServicePack(request, names));
            packs[packs.Count - 1]._groups.Add(group);
        }

        return packs;
    }

    /// <summary>Asks, and says what was found.</summary>
    public async Task<IReadOnlyList<SloService>> MeasureAsync(SplittingQueries queries, CancellationToken token)
    {
        var keys = _groups.SelectMany(g => g.Services.Select(g.KeyOf)).ToArray();
        var range = SlotRange.Create(_request.From, _request.To, _day);
        var part = queries.SlotsAsync(ServiceGroup.Key, keys, k => Join(k, (g, some) => g.Part(some, _day)), range, token);
        var total = queries.SlotsAsync(ServiceGroup.Key, keys, k => Join(k, (g, some) => g.Total(some, _day)), range, token);
        var withBuckets = _groups.Where(g => g.HasHistogram).SelectMany(g => g.Services.Select(g.KeyOf)).ToArray();
        var buckets =
            withBuckets.Length == 0
                ? null
                : queries.BucketsAsync(
                    ServiceGroup.Key,
                    withBuckets,
                    (k, window) => Join(k, (g, some) => g.Buckets(some, window)),
                    _request.To,
                    _request.To - _request.From,
                    token
                );
        await Task.WhenAll(new Task?[] { part, total, buckets }.OfType<Task>()).ConfigureAwait(false);
        return
        [
            .. _groups.SelectMany(g =>
                g.Services.Select(s =>
                {
                    var key = g.KeyOf(s);
                    var days = Enumerable.Range(0, range.Count).Select(i => Day(g, part.Result[key, i], total.Result[key, i]));
                    return Describe(s, [.. days], buckets?.Result[key]);
                })
            ),
        ];
    }

    private SloService Describe(
        ServiceSighting service,
        IReadOnlyList<(long Good, long Total)?> days,
        IReadOnlyDictionary<double, double>? buckets
    )
    {
        var unit = service.Kind.Histogram?.InMilliseconds == true ? 1 : 1000;
        var (p95, isAbove) = Quantile(buckets, 0.95, unit);
        var (p99, _) = Quantile(buckets, 0.99, unit);
        double[] bounds = buckets is null ? [] : [.. buckets.Keys.Where(b => !double.IsInfinity(b)).OrderBy(b => b)];
        var known = days.Where(d => d is not null).Select(d => d!.Value).ToArray();
        var found = ServiceMeasures.Describe(service, buckets is { Count: > 0 }, _request.Templates) with
        {
            LatencyBuckets = [.. bounds.Select(b => (double)((decimal)b * unit))],
            From = _request.From,
            To = _request.To,
            Days = known.Length,
            TotalEvents = known.Length == 0 ? null : known.Sum(d => d.Total),
            LatencyP95 = isAbove ? null : p95,
            LatencyP99 = p99,
        };
        if (service.Kind.BadMetric is { } bad && !_names.Contains(bad))
            return found with { Reason = $"{service.Service}: its errors are not known, since {bad} is not there. Initialise it at 0." };
        var history = new ServiceHistory(service.Service, days)
        {
            P95 = found.LatencyP95,
            P99 = p99,
            AboveBound = isAbove && bounds.Length > 0 ? bounds[bounds.Length - 1] * unit : null,
            TrialsPerDay = service.Kind.TrialsPerDay,
        };
        var (phase, reason) = PhaseSuggestion.Create(history, _request.Profile);
        return found with { GoodEvents = known.Length == 0 ? null : known.Sum(d => d.Good), SuggestedPhase = phase?.Name, Reason = reason };
    }

    private static (double? Value, bool IsAbove) Quantile(IReadOnlyDictionary<double, double>? buckets, double quantile, int unit)
    {
        if (buckets is null)
            return (null, false);
        var value = ClassicQuantile.Compute(buckets, quantile, out var above);
        return above ? (null, true) : (value * unit, false);
    }

    // Parts and totals are extrapolated each for itself; whole events that add up are what can be counted on.
    private static (long Good, long Total)? Day(ServiceGroup group, double? part, double? total)
    {
        if (total is null)
            return null;
        if (Contradiction.IsIn(new ExtrapolatedEvents(part ?? 0, total.Value), _day, _longestInterval))
            return null;
        var all = Whole(total.Value);
        var some = Math.Min(all, Whole(part ?? 0));
        return (group.PartIsGood ? some : all - some, all);
    }

    private static long Whole(double events) => events <= 0 ? 0 : (long)Math.Min(Math.Round(events, MidpointRounding.AwayFromZero), 9e15);

    private string Join(IReadOnlyList<string> keys, Func<ServiceGroup, ISet<string>, string?> query)
    {
        var some = new HashSet<string>(keys, StringComparer.Ordinal);
        return string.Join(" or ", _groups.Select(g => query(g, some)).OfType<string>());
    }
}
