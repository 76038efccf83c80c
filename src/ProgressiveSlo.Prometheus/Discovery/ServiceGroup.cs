using ProgressiveSlo.Discovery;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Discovery;

/// <summary>
/// Services that are measured alike: they differ in the value of one label. Groups of several kinds go into one query, joined with
/// <c>or</c>; a label of its own tells their series apart.
/// </summary>
internal sealed class ServiceGroup
{
    /// <summary>The label that tells the series of groups and services apart: number of the group, <c>/</c>, value of its label.</summary>
    public const string Key = "slo_key";

    private const string Minute = "1m";

    private readonly string _prefix;
    private readonly string _label;
    private readonly int _known;
    private readonly ServiceSighting _first;
    private readonly SloIndicator? _shape;

    private ServiceGroup(int number, int known, IReadOnlyList<ServiceSighting> services, bool hasHistogram)
    {
        _prefix = number.ToString(CultureInfo.InvariantCulture) + "/";
        _known = known;
        _first = services[0];
        _label = _first.Label;
        _shape = ServiceMeasures.Shape(_first);
        HasHistogram = hasHistogram;
        Services = services;
    }

    /// <summary>The services.</summary>
    public IReadOnlyList<ServiceSighting> Services { get; }

    /// <summary>Whether the server has their histogram.</summary>
    public bool HasHistogram { get; }

    /// <summary>Whether what is counted beside all events are the good ones.</summary>
    public bool PartIsGood => _shape is not RatioIndicator;

    /// <summary>The key of a service.</summary>
    public string KeyOf(ServiceSighting service) => _prefix + service.Value;

    /// <summary>Puts services together that are measured alike.</summary>
    /// <param name="services">All services that were found.</param>
    /// <param name="isWanted">Which of them are wanted.</param>
    /// <param name="names">The metrics that the server has.</param>
    /// <param name="most">The most services of a group.</param>
    public static IEnumerable<ServiceGroup> Create(
        IReadOnlyList<ServiceSighting> services,
        Func<string, bool> isWanted,
        IReadOnlyCollection<string> names,
        int most
    )
    {
        var number = 0;
        foreach (var group in services.GroupBy(s => (s.Kind.Name, s.Label, s.Errors?.Label, string.Join(",", s.Conditions))))
        {
            var wanted = group.Where(s => isWanted(s.Service)).ToArray();
            var hasHistogram = group.First().Kind.Histogram is { } h && names.Contains(h.Metric + "_bucket");
            for (var i = 0; i < wanted.Length; i += most)
                yield return new ServiceGroup(number++, group.Count(), wanted.Skip(i).Take(most).ToArray(), hasHistogram);
        }
    }

    /// <summary>Good or bad events of some of the services in a window, or null for none of them.</summary>
    public string? Part(ISet<string> keys, TimeSpan window) =>
        Query(
            keys,
            scope => EventQueries.Create(_shape!, scope).Part(window),
            number => $"sum_over_time((({number}) {_first.Kind.Condition!.Operator} bool {NumberText.Plain(_first.Kind.Condition.Value)})",
            window
        );

    /// <summary>All events of some of the services in a window, or null for none of them.</summary>
    public string? Total(ISet<string> keys, TimeSpan window) =>
        Query(keys, scope => EventQueries.Create(_shape!, scope).Total(window), number => $"count_over_time(({number})", window);

    /// <summary>Observations up to each bound of some of the services in a window, or null for none of them.</summary>
    public string? Buckets(ISet<string> keys, TimeSpan window)
    {
        if (!HasHistogram || Scope(keys) is not { } scope)
            return null;
        var histogram = ServiceMeasures.Histogram(_first)!;
        var buckets = scope.Restrict(new MetricSelector(histogram.Metric + "_bucket", histogram.Filters));
        return WithKey($"sum{scope.By("le")}(increase({buckets}[{PrometheusDuration.Format(window)}]))");
    }

    private string? Query(ISet<string> keys, Func<SelectorScope, string> events, Func<string, string> minutes, TimeSpan window)
    {
        if (Scope(keys) is not { } scope)
            return null;
        if (_shape is not null)
            return WithKey(events(scope));
        var condition = _first.Kind.Condition!;
        var number = ServiceMeasures.ConditionQuery(condition, scope.Restrict(_first.Kind.Metric), _label);
        var range = PrometheusDuration.Format(window - TimeSpan.FromMilliseconds(1));
        return WithKey($"sum{scope.By()}({minutes(number)}[{range}:{Minute}]))");
    }

    // All services that there are need no condition, and a long one costs the server time.
    private SelectorScope? Scope(ISet<string> keys)
    {
        var some = Services.Where(s => keys.Contains(KeyOf(s))).Select(s => s.Value).ToArray();
        return some.Length == 0 ? null : new SelectorScope(_label, some.Length == _known ? [] : some);
    }

    private string WithKey(string query) => $"label_replace({query}, \"{Key}\", \"{_prefix}$1\", \"{_label}\", \"(?s)(.*)\")";
}
