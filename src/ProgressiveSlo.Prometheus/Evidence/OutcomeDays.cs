using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>The events of each day that a test calls good without knowing what the label says of them.</summary>
internal sealed class OutcomeDays
{
    private const int MostValues = 3;

    private readonly string[] _labels;
    private readonly Dictionary<string, OutcomeValues> _values;
    private readonly OutcomeTest _test;
    private readonly bool _hasLabel;
    private readonly int _days;
    private OutcomeSlots _found;
    private SlotSeries? _known;

    private OutcomeDays(OutcomeTest test, EvidenceBatch batch, SlotRange range)
    {
        _test = test;
        _values = test.Labels.ToDictionary(l => l, l => new OutcomeValues(test, l), StringComparer.Ordinal);
        _labels = test.Labels.Where(l => test.IsOneMetric || _values[l].MayMiss).ToArray();
        _hasLabel = batch.Label is not null;
        _days = range.Count;
        _found = new OutcomeSlots(new AskedServices(batch.Label, batch.Values), range, _labels);
    }

    /// <summary>The last day on which errors of any service may not have been seen; null for none.</summary>
    public int? LastDay { get; private set; }

    /// <summary>Whether any of the hidden events are in series that lack a label.</summary>
    public bool LacksLabel { get; private set; }

    /// <summary>Asks about a batch; null where the test misses nothing.</summary>
    public static async Task<OutcomeDays?> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        OutcomeTest test,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var range = SlotRange.Create(request.From, request.To, TimeSpan.FromDays(1));
        var days = new OutcomeDays(test, batch, range);
        if (days._labels.Length == 0)
            return null;
        var function = test.IsCounter ? "increase" : "sum_over_time";
        string Sum(IReadOnlyList<string> some, Func<Func<MetricSelector, MetricSelector>, IEnumerable<MetricSelector>> series, string[] by)
        {
            var scope = new SelectorScope(batch.Label, some);
            return $"sum{scope.By(by)}({string.Join(" or ", series(scope.Restrict).Select(s => $"{function}({s}[1d])"))})";
        }

        var labels = days._labels.Where(l => l != batch.Label).ToArray();
        days._found = await queries
            .OutcomeSlotsAsync(batch.Label, batch.Values, v => Sum(v, days.Series, labels), range, days._labels, token)
            .ConfigureAwait(false);
        if (days._found.Any(days.NeedsKnown) && days.KnownSeries(s => s).Any())
            days._known = await queries
                .SlotsAsync(batch.Label, batch.Values, v => Sum(v, days.KnownSeries, []), range, token)
                .ConfigureAwait(false);
        days.LastDay = Enumerable
            .Range(0, range.Count)
            .Reverse()
            .Where(d => batch.Values.Any(v => days.IsHidden(v, d)))
            .Select(d => (int?)d)
            .FirstOrDefault();
        days.LacksLabel = days.LastDay is { } last && batch.Values.Any(v => days.Hidden(v, last).Any(h => h.Value.Length == 0));
        return days;
    }

    /// <summary>The series that are looked at.</summary>
    /// <param name="restrict">Makes a selector one of the services that are asked about.</param>
    public IEnumerable<MetricSelector> Series(Func<MetricSelector, MetricSelector> restrict) =>
        (_test.IsOneMetric ? _test.WithoutLabel(restrict) : []).Concat(
            _labels.Where(l => _values[l].MayMiss).SelectMany(l => _values[l].Unknown(restrict))
        );

    /// <summary>Whether errors of a day may not have been seen.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    public bool IsHidden(string value, int day) => Hidden(value, day).Any();

    /// <summary>Which series they are: <c>without the label 'status_code', which the indicator tests</c>.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    public string Describe(string value)
    {
        var found = Enumerable.Range(0, _days).SelectMany(d => Hidden(value, d)).Distinct().ToArray();
        var absent = found.Where(f => f.Value.Length == 0).Select(f => $"'{f.Label}'").ToArray();
        if (absent.Length > 0)
            return $"without the label {string.Join(" or ", absent)}, which the indicator tests";
        var label = found[0].Label;
        var values = found.Where(f => f.Label == label).Select(f => f.Value).OrderBy(v => v, StringComparer.Ordinal).ToArray();
        return $"whose {label} is "
            + string.Join(", ", values.Take(MostValues).Select(v => $"'{PrintableText.Escape(v)}'"))
            + (values.Length > MostValues ? $" and {CountText.Whole(values.Length - MostValues)} others" : "")
            + $", which the test {Test(label)} does not know";
    }

    private IEnumerable<MetricSelector> KnownSeries(Func<MetricSelector, MetricSelector> restrict) =>
        _labels.Where(l => _values[l].MayMiss).SelectMany(l => _values[l].Known(restrict));

    private IEnumerable<(string Label, string Value)> Hidden(string value, int day)
    {
        var key = _hasLabel ? value : "";
        foreach (var (values, events) in _found.Of(key, day))
        {
            if (!(events > 0))
                continue;
            for (var i = 0; i < _labels.Length; i++)
            {
                if (values[i].Length > 0 && !_values[_labels[i]].MayMiss)
                    continue;
                var isHidden = _values[_labels[i]].DoubtOf(values[i]) switch
                {
                    Doubt.Sure => true,
                    Doubt.UnlessKnownOfDay => !(_known?[key, day] > 0),
                    Doubt.UnlessKnown => !Enumerable.Range(0, _days).Any(d => _known?[key, d] > 0),
                    _ => false,
                };
                if (isHidden)
                    yield return (_labels[i], values[i]);
            }
        }
    }

    private bool NeedsKnown(IReadOnlyList<string> values) =>
        _labels.Where((l, i) => _values[l].MayMiss && _values[l].DoubtOf(values[i]) is Doubt.UnlessKnown or Doubt.UnlessKnownOfDay).Any();

    private string Test(string label) => string.Join(", ", _test.Part.Filters.Where(f => f.Label == label));
}

/// <summary>
/// Takes the events of each service and slot by the values of some labels. A label may have any number of values: beyond a limit the rest
/// is of one that nobody knows.
/// </summary>
internal sealed class OutcomeSlots : ISeriesSink
{
    private const int Most = 1000;
    private const char Separator = '\u0001';

    private readonly Dictionary<string, (string[] Values, SlotSeries Slots)> _series = new(StringComparer.Ordinal);
    private readonly AskedServices _asked;
    private readonly SlotRange _range;
    private readonly IReadOnlyList<string> _labels;

    public OutcomeSlots(AskedServices asked, SlotRange range, IReadOnlyList<string> labels) =>
        (_asked, _range, _labels) = (asked, range, labels);

    public void Add(SampleSeries series)
    {
        if (_asked.Find(series) is not null)
            Slots(_labels.Select(series.Label).ToArray()).Add(series);
    }

    /// <summary>Takes over what another query about other services or slots has found.</summary>
    public void Add(OutcomeSlots other)
    {
        foreach (var (values, slots) in other._series.Values)
            Slots(values).Add(slots);
    }

    /// <summary>Whether there are events of such values.</summary>
    public bool Any(Func<IReadOnlyList<string>, bool> isSo) => _series.Values.Any(s => s.Slots.HasPositive && isSo(s.Values));

    /// <summary>The events of a service in a slot, by values.</summary>
    public IEnumerable<(IReadOnlyList<string> Values, double? Events)> Of(string service, int slot) =>
        _series.Values.Select(s => ((IReadOnlyList<string>)s.Values, s.Slots[service, slot]));

    private SlotSeries Slots(string[] values)
    {
        if (_series.Count >= Most && !_series.ContainsKey(string.Join(Separator.ToString(), values)))
            values = [.. values.Select(_ => "(other)")];
        var key = string.Join(Separator.ToString(), values);
        if (!_series.TryGetValue(key, out var found))
            _series.Add(key, found = (values, new SlotSeries(_asked, _range)));
        return found.Slots;
    }
}
