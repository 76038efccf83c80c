using System.Text.RegularExpressions;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The labels that the series of services really have, with some of their values.</summary>
internal sealed class LabelsOfSeries : ISeriesSink
{
    /// <summary>The most series of a service that are looked at.</summary>
    public const int Most = 20;

    private static readonly Dictionary<string, HashSet<string>> _none = [];

    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> _services = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;

    /// <param name="asked">The services.</param>
    public LabelsOfSeries(AskedServices asked) => _asked = asked;

    /// <summary>The values of each label of a service's series; empty when none were found.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> this[string value] => _services.TryGetValue(value, out var labels) ? labels : _none;

    public void Add(SampleSeries series)
    {
        if (_asked.Find(series) is not { } service)
            return;
        foreach (var label in series.Labels.Where(l => l.Key != "__name__"))
        {
            var values = Values(service, label.Key);
            if (values.Count < Most)
                values.Add(label.Value);
        }
    }

    /// <summary>Takes over what another query has found.</summary>
    public void Add(LabelsOfSeries other)
    {
        foreach (var service in other._services)
        {
            foreach (var label in service.Value)
                Values(service.Key, label.Key).UnionWith(label.Value);
        }
    }

    private HashSet<string> Values(string service, string label)
    {
        if (!_services.TryGetValue(service, out var labels))
            _services.Add(service, labels = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal));
        if (!labels.TryGetValue(label, out var values))
            labels.Add(label, values = new HashSet<string>(StringComparer.Ordinal));
        return values;
    }
}

/// <summary>What would be measured rightly, from the labels that the series have.</summary>
internal sealed class OutcomeAdvice
{
    // Names that instrumentation gives the label with the HTTP status, the usual ones first.
    private static readonly string[] _names =
    [
        "code",
        "status",
        "status_code",
        "http_status_code",
        "http_response_status_code",
        "response_code",
        "statusCode",
        "http_code",
    ];

    // A status, or its class as some libraries write it.
    private static readonly Regex _status = new("^[1-5]([0-9][0-9]|[xX][xX])$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly string _text;

    private OutcomeAdvice(string text) => _text = text;

    /// <summary>The advice.</summary>
    /// <param name="test">How the indicator tells events apart.</param>
    /// <param name="labels">The labels of the series, with values.</param>
    public static OutcomeAdvice For(OutcomeTest test, IReadOnlyDictionary<string, HashSet<string>> labels)
    {
        if (labels.Count == 0)
            return new OutcomeAdvice("Check the indicator against the labels that the series have");
        var has =
            $"{test.Total.Metric} has the labels "
            + $"{string.Join(", ", labels.Keys.OrderBy(l => l, StringComparer.Ordinal).Select(PrintableText.Escape))}. ";
        var status = _names
            .Concat(labels.Keys.OrderBy(l => l, StringComparer.Ordinal))
            .FirstOrDefault(n => LabelNames.IsValid(n) && labels.TryGetValue(n, out var v) && v.All(_status.IsMatch));
        if (status is null)
            return new OutcomeAdvice(has + "Give -Indicator selectors with the one that tells errors apart");
        var filters = test.Total.Filters.Where(f => f.Label != status).ToArray();
        var good = new MetricSelector(test.Total.Metric, [.. filters, new LabelMatcher(status, "!~", "5..")]);
        return new OutcomeAdvice(
            has + $"-Indicator @{{ Good = {Quote(good)}; Total = {Quote(new MetricSelector(test.Total.Metric, filters))} }} would see them"
        );
    }

    public override string ToString() => _text;

    private static string Quote(MetricSelector selector) => $"'{PrintableText.Escape(selector.ToString()).Replace("'", "''")}'";
}
