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
    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> _others = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _tested;
    private readonly AskedServices _asked;

    /// <param name="asked">The services.</param>
    /// <param name="tested">The labels that the indicator tests: series that have them all are others than those that are hidden; none
    /// where only hidden ones are asked for.</param>
    public LabelsOfSeries(AskedServices asked, IReadOnlyList<string> tested) => (_asked, _tested) = (asked, tested);

    /// <summary>The values of each label of a service's series; empty when none were found.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> this[string value] =>
        _services.TryGetValue(value, out var labels) || _others.TryGetValue(value, out labels) ? labels : _none;

    /// <summary>The same of series in which the indicator sees errors; null when none were found.</summary>
    public IReadOnlyDictionary<string, HashSet<string>>? Others(string value) => _others.TryGetValue(value, out var labels) ? labels : null;

    public void Add(SampleSeries series)
    {
        if (_asked.Find(series) is not { } service)
            return;
        var isOther = _tested.Count > 0 && _tested.All(t => series.Label(t).Length > 0);
        foreach (var label in series.Labels.Where(l => l.Key != "__name__"))
        {
            var values = Values(isOther ? _others : _services, service, label.Key);
            if (values.Count < Most)
                values.Add(label.Value);
        }
    }

    /// <summary>Takes over what another query has found.</summary>
    public void Add(LabelsOfSeries other)
    {
        foreach (var (from, to) in new[] { (other._services, _services), (other._others, _others) })
        {
            foreach (var service in from)
            {
                foreach (var label in service.Value)
                    Values(to, service.Key, label.Key).UnionWith(label.Value);
            }
        }
    }

    private static HashSet<string> Values(Dictionary<string, Dictionary<string, HashSet<string>>> of, string service, string label)
    {
        if (!of.TryGetValue(service, out var labels))
            of.Add(service, labels = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal));
        if (!labels.TryGetValue(label, out var values))
            labels.Add(label, values = new HashSet<string>(StringComparer.Ordinal));
        return values;
    }
}

/// <summary>What would be measured rightly, from the labels that the series have.</summary>
internal sealed class OutcomeAdvice
{
    private const int MostValues = 8;

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

    // The conditions that good events meet, by the values that a label has: a status or its class as some libraries write it, gRPC codes.
    // Source of the codes that are the server's fault: gRPC, "Status codes and their use".
    private static readonly (Regex Values, string Good)[] _kinds =
    [
        (Expression("[1-5]([0-9][0-9]|[xX][xX])"), "5.."),
        (
            Expression("OK|(Cancell?ed|Unknown|Unimplemented|Internal|Unavailable|Aborted)|([A-Z][a-z]+){2,}"),
            "Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"
        ),
        (
            Expression("OK|(CANCELL?ED|UNKNOWN|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|ABORTED)|[A-Z]+(_[A-Z]+)+"),
            "UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS"
        ),
    ];

    private readonly string _text;

    private OutcomeAdvice(string text) => _text = text;

    /// <summary>The advice.</summary>
    /// <param name="test">How the indicator tells events apart.</param>
    /// <param name="labels">The labels of the series, with values.</param>
    /// <param name="isOfPart">Whether these are series of the good or bad events, which have a metric of their own.</param>
    /// <param name="others">The labels of series of the same time that have a label which is tested, with values; or null.</param>
    public static OutcomeAdvice For(
        OutcomeTest test,
        IReadOnlyDictionary<string, HashSet<string>> labels,
        bool isOfPart,
        IReadOnlyDictionary<string, HashSet<string>>? others = null
    )
    {
        if (labels.Count == 0)
            return new OutcomeAdvice("Check the indicator against the labels that the series have");
        var has =
            $"{(isOfPart ? test.Part.Metric : test.Total.Metric)} has the labels "
            + $"{string.Join(", ", labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => Describe(test, l.Key, l.Value)))}. ";
        if (others is not null && test.Labels.FirstOrDefault(l => others.ContainsKey(l) && !labels.ContainsKey(l)) is { } mixed)
            return new OutcomeAdvice(
                has
                    + $"Other series of it have '{PrintableText.Escape(mixed)}', and a condition on one label does not see the errors of "
                    + "the others. "
                    + "Record both under one label (a recording rule with label_replace), or change the instrumentation, and give "
                    + "-Indicator the selectors of what is recorded"
            );
        if (Condition(test, labels) is not { } good)
            return new OutcomeAdvice(has + "Give -Indicator selectors with the one that tells errors apart");
        var filters = test.Total.Filters.Where(f => f.Label != good.Label).ToArray();
        var total = new MetricSelector(test.Total.Metric, filters);
        var part = isOfPart
            ? new MetricSelector(
                test.Part.Metric,
                [.. test.Part.Filters.Where(f => f.Label != good.Label), test.IsGood ? good : good.ToOpposite()]
            )
            : new MetricSelector(test.Total.Metric, [.. filters, good]);
        var name = isOfPart && !test.IsGood ? "Bad" : "Good";
        return new OutcomeAdvice(has + $"-Indicator @{{ {name} = {Quote(part)}; Total = {Quote(total)} }} would see them");
    }

    // What good events meet, of the label that tells them apart best.
    private static LabelMatcher? Condition(OutcomeTest test, IReadOnlyDictionary<string, HashSet<string>> labels)
    {
        var order = _names.Concat(test.Labels).Concat(labels.Keys.OrderBy(l => l, StringComparer.Ordinal)).ToArray();
        bool Has(string label) => LabelNames.IsValid(label) && labels.ContainsKey(label) && labels[label].Any(v => v.Length > 0);
        foreach (var (values, good) in _kinds)
        {
            // One word such as OK may be of anything.
            var label = order.FirstOrDefault(n => Has(n) && labels[n].All(v => values.IsMatch(v)) && !labels[n].SetEquals(["OK"]));
            if (label is not null)
                return new LabelMatcher(label, "!~", good);
        }

        foreach (var label in test.Labels.Where(Has))
        {
            var wrong = labels[label].Where(OutcomeValues.IsWrong).OrderBy(v => v, StringComparer.Ordinal).ToArray();
            if (wrong.Length > 0)
                return new LabelMatcher(label, "!~", string.Join("|", wrong.Select(RegexText.Escape)));
            if (labels[label].Count == 1)
                return new LabelMatcher(label, "=", labels[label].Single());
        }

        return null;
    }

    // Of the label that is tested, the values say what is wrong.
    private static string Describe(OutcomeTest test, string label, HashSet<string> values) =>
        PrintableText.Escape(label)
        + (
            test.Labels.Contains(label)
                ? $" ({string.Join(", ", values.OrderBy(v => v, StringComparer.Ordinal).Take(MostValues).Select(PrintableText.Escape))}"
                    + (values.Count > MostValues ? ", ...)" : ")")
                : ""
        );

    private static Regex Expression(string pattern) => new($"^({pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override string ToString() => _text;

    private static string Quote(MetricSelector selector) => $"'{PrintableText.Escape(selector.ToString()).Replace("'", "''")}'";
}
