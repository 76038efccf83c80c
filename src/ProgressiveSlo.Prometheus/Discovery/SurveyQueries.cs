using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Discovery;

/// <summary>Asks which known metrics there are, and for the values of the labels that matter: one request each.</summary>
internal sealed class SurveyQueries
{
    private const string Name = "__name__";

    private readonly PrometheusApi _api;
    private readonly DiscoveryRequest _request;
    private readonly Action _answered;

    public SurveyQueries(PrometheusApi api, DiscoveryRequest request, Action answered)
    {
        _api = api;
        _request = request;
        _answered = answered;
    }

    /// <summary>The names of metrics that are known, or look like those of services.</summary>
    public async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken token)
    {
        var known = string.Join("|", KnownNames(_request.Kinds).OrderBy(n => n, StringComparer.Ordinal).Select(RegexText.Escape));

        // One bucket of a histogram says that it is there, and spares the server the others.
        var bucket = new LabelMatcher("le", "=~", "|[+]?Inf");
        var selector = "{" + new LabelMatcher(Name, "=~", $"{known}|{_request.Kinds.Similar}") + ", " + bucket + "}";
        var rows = await _api.QueryAsync($"count by ({Name}) ({selector})", _request.To, () => new LabelRows(), token)
            .ConfigureAwait(false);
        _answered();
        return new HashSet<string>(rows.Select(r => r.TryGetValue(Name, out var name) ? name : ""), StringComparer.Ordinal);
    }

    /// <summary>The combinations of values of the labels of each kind.</summary>
    public async Task<ILookup<string, IReadOnlyDictionary<string, string>>> LabelsAsync(
        IReadOnlyList<ServiceKind> kinds,
        CancellationToken token
    )
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        await AddAsync(kinds, rows, token).ConfigureAwait(false);
        return rows.ToLookup(r => r.TryGetValue(Name, out var name) ? name : "", StringComparer.Ordinal);
    }

    /// <summary>All names that the kinds know.</summary>
    public static ISet<string> KnownNames(ServiceKinds kinds) =>
        new HashSet<string>(
            kinds.Kinds.SelectMany(k =>
                new[] { k.Metric.Metric, k.BadMetric, k.Histogram is { } h ? h.Metric + "_bucket" : null }.OfType<string>()
            ),
            StringComparer.Ordinal
        );

    private async Task AddAsync(IReadOnlyList<ServiceKind> kinds, List<IReadOnlyDictionary<string, string>> rows, CancellationToken token)
    {
        if (kinds.Count == 0)
            return;
        var query = string.Join(" or ", kinds.Select(k => $"count by ({string.Join(", ", k.Labels.Prepend(Name))}) ({k.Metric})"));
        try
        {
            rows.AddRange(await _api.QueryAsync(query, _request.To, () => new LabelRows(), token).ConfigureAwait(false));
            _answered();
        }
        catch (PrometheusException e) when (kinds.Count > 1 && SplittingQueries.IsTooMuch(e))
        {
            await AddAsync(kinds.Take(kinds.Count / 2).ToArray(), rows, token).ConfigureAwait(false);
            await AddAsync(kinds.Skip(kinds.Count / 2).ToArray(), rows, token).ConfigureAwait(false);
        }
    }
}

/// <summary>Keeps the labels of each series.</summary>
internal sealed class LabelRows : List<IReadOnlyDictionary<string, string>>, ISeriesSink
{
    // More combinations than a server has services and outcomes, and few enough to keep.
    private const int Most = 200_000;

    public void Add(SampleSeries series)
    {
        if (Count == Most)
            throw new MalformedResponseException("it has more than two hundred thousand series");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in series.Labels)
            labels.Add(label.Key, label.Value);
        Add(labels);
    }
}
