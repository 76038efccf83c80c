using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Finds the days on which errors may be there that the indicator's selector cannot see: events in series without the label that it tests,
/// or a separate metric of errors that the server does not have. What is counted as good on such a day may be anything.
/// </summary>
internal sealed class HiddenErrors
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly EvidenceRequest _request;
    private readonly OutcomeTest? _test;
    private readonly SlotSeries? _events;
    private readonly LabelsOfSeries _labels;
    private readonly bool _isMissing;

    private HiddenErrors(EvidenceRequest request, OutcomeTest? test, SlotSeries? events, LabelsOfSeries labels, bool isMissing)
    {
        _request = request;
        _test = test;
        _events = events;
        _labels = labels;
        _isMissing = isMissing;
    }

    /// <summary>Asks about a batch.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="batch">The services.</param>
    /// <param name="hasParts">Ends with whether any service has an event that the part selects; asked only for a metric of its own.</param>
    /// <param name="queries">Where to ask.</param>
    /// <param name="token">Ends everything at once.</param>
    public static async Task<HiddenErrors> AskAsync(
        EvidenceRequest request,
        EvidenceBatch batch,
        Func<Task<bool>> hasParts,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var test = OutcomeTest.Find(batch.Members[0].Subject.Indicator);
        var nothing = new LabelsOfSeries(new AskedServices(batch.Label, batch.Values));
        if (test is null)
            return new HiddenErrors(request, null, null, nothing, isMissing: false);
        if (!test.IsOneMetric)
        {
            var isMissing =
                !await hasParts().ConfigureAwait(false) && !await ExistsAsync(request, test, queries, token).ConfigureAwait(false);
            var found = isMissing ? await LabelsAsync([test.Total], request.To).ConfigureAwait(false) : nothing;
            return new HiddenErrors(request, test, null, found, isMissing);
        }

        var range = SlotRange.Create(request.From, request.To, _day);
        var events = await queries.SlotsAsync(batch.Label, batch.Values, Events, range, token).ConfigureAwait(false);
        var last = Enumerable
            .Range(0, range.Count)
            .Reverse()
            .Where(d => batch.Values.Any(v => events[Key(batch, v), d] > 0))
            .Select(d => (DateTime?)request.From.AddDays(d + 1))
            .FirstOrDefault();
        var labels = last is { } at ? await LabelsAsync(test.WithoutLabel(s => s), at).ConfigureAwait(false) : nothing;
        return new HiddenErrors(request, test, events, labels, isMissing: false);

        string Events(IReadOnlyList<string> some)
        {
            var scope = new SelectorScope(batch.Label, some);
            var function = test.IsCounter ? "increase" : "sum_over_time";
            return $"sum{scope.By()}({string.Join(" or ", test.WithoutLabel(scope.Restrict).Select(s => $"{function}({s}[1d])"))})";
        }

        Task<LabelsOfSeries> LabelsAsync(IEnumerable<MetricSelector> series, DateTime time) =>
            queries.LabelsAsync(
                batch.Label,
                batch.Values,
                some =>
                {
                    var scope = new SelectorScope(batch.Label, some);
                    return $"topk{scope.By()}({LabelsOfSeries.Most}, "
                        + $"{string.Join(" or ", series.Select(s => $"last_over_time({scope.Restrict(s)}[1d])"))})";
                },
                time,
                token
            );
    }

    /// <summary>Whether errors of a day may not have been seen.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    public bool IsHidden(string value, int day) => _isMissing || _events?[value, day] > 0;

    /// <summary>What is wrong and what would be right, one sentence after the other; null when nothing is.</summary>
    /// <param name="service">The service.</param>
    /// <param name="value">Its value of the batch's label.</param>
    public string? MessageFor(string service, string value)
    {
        var days = Enumerable.Range(0, _request.Days).Where(d => IsHidden(value, d)).ToArray();
        if (_test is null || days.Length == 0)
            return null;
        var name = PrintableText.Escape(service);
        var advice = OutcomeAdvice.For(_test, _labels[value]);
        if (_isMissing)
            return $"The availability of '{name}' is not known: the server has no series {_test.AnyPart()}, which the indicator takes for "
                + $"its {(_test.IsGood ? "good" : "bad")} events. {advice}";
        var which =
            days.Length == _request.Days
                ? ""
                : $" on {days.Length} of {_request.Days} days, since {UtcTime.DateText(_request.From.AddDays(days[0]))}";
        return $"The availability of '{name}' is not known{which}: there are events in series without the label "
            + $"{string.Join(" or ", _test.Labels.Select(l => $"'{l}'"))}, which the indicator tests, so it cannot see their errors. "
            + advice;
    }

    private static string Key(EvidenceBatch batch, string value) => batch.Label is null ? "" : value;

    // At the end of the window first, which nearly always says it; by days only where that finds nothing.
    private static async Task<bool> ExistsAsync(
        EvidenceRequest request,
        OutcomeTest test,
        SplittingQueries queries,
        CancellationToken token
    )
    {
        var any = test.AnyPart();
        var now = await queries.NumbersAsync(null, [""], _ => $"count({any})", request.To, token).ConfigureAwait(false);
        if (now[""] > 0)
            return true;
        var range = SlotRange.Create(request.From, request.To, _day);
        var days = await queries.SlotsAsync(null, [""], _ => $"count(last_over_time({any}[1d]))", range, token).ConfigureAwait(false);
        return Enumerable.Range(0, range.Count).Any(d => days["", d] > 0);
    }
}
