using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>
/// Finds the days on which errors may be there that the indicator's selector cannot see: events in series without the label that it tests,
/// or with values of it that the test does not know; a separate metric of errors that the server does not have; and a selector of errors
/// that chooses another service. What is counted as good on such a day may be anything.
/// </summary>
internal sealed class HiddenErrors
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private readonly EvidenceRequest _request;
    private readonly OutcomeTest? _test;
    private readonly OutcomeDays? _events;
    private readonly LabelsOfSeries _labels;
    private readonly string? _whole;

    private HiddenErrors(EvidenceRequest request, OutcomeTest? test, OutcomeDays? events, LabelsOfSeries labels, string? whole)
    {
        _request = request;
        _test = test;
        _events = events;
        _labels = labels;
        _whole = whole;
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
        var subject = batch.Members[0].Subject;
        var nothing = new LabelsOfSeries(new AskedServices(batch.Label, batch.Values), []);
        if (OutcomeTest.FindContradiction(subject.Indicator, subject.Service) is { } other)
            return new HiddenErrors(
                request,
                other.Test,
                null,
                await LabelsAsync([other.Test.Total], request.To).ConfigureAwait(false),
                other.Test.Contradiction(other.Label)
            );
        if (OutcomeTest.Find(subject.Indicator) is not { } test)
            return new HiddenErrors(request, null, null, nothing, null);
        if (
            !test.IsOneMetric
            && !await hasParts().ConfigureAwait(false)
            && !await ExistsAsync(request, test, queries, token).ConfigureAwait(false)
        )
            return new HiddenErrors(
                request,
                test,
                null,
                await LabelsAsync([test.Total], request.To).ConfigureAwait(false),
                $"the server has no series {test.AnyPart()}, which the indicator takes for its {(test.IsGood ? "good" : "bad")} events"
            );

        var events = await OutcomeDays.AskAsync(request, batch, test, queries, token).ConfigureAwait(false);
        var labels = events?.LastDay is { } last
            ? await LabelsAsync(events.Series(s => s), request.From.AddDays(last + 1), events.LacksLabel ? test : null)
                .ConfigureAwait(false)
            : nothing;
        return new HiddenErrors(request, test, events, labels, null);

        // What would see these series may not see those of the same time that have the label: both are asked for, and told apart.
        Task<LabelsOfSeries> LabelsAsync(IEnumerable<MetricSelector> series, DateTime time, OutcomeTest? others = null)
        {
            string Some(SelectorScope scope, IEnumerable<MetricSelector> selectors) =>
                $"topk{scope.By()}({LabelsOfSeries.Most}, "
                + $"{string.Join(" or ", selectors.Select(s => $"last_over_time({scope.Restrict(s)}[1d])"))})";
            return queries.LabelsAsync(
                batch.Label,
                batch.Values,
                some =>
                {
                    var scope = new SelectorScope(batch.Label, some);
                    return Some(scope, series) + (others is { IsOneMetric: true } ? " or " + Some(scope, others.WithLabel()) : "");
                },
                others is { IsOneMetric: true } ? others.Labels : [],
                time,
                token
            );
        }
    }

    /// <summary>Whether errors of a day may not have been seen.</summary>
    /// <param name="value">The service's value of the batch's label.</param>
    /// <param name="day">The day's place in the window.</param>
    public bool IsHidden(string value, int day) => _whole is not null || _events?.IsHidden(value, day) == true;

    /// <summary>What is wrong and what would be right, one sentence after the other; null when nothing is.</summary>
    /// <param name="service">The service.</param>
    /// <param name="value">Its value of the batch's label.</param>
    public string? MessageFor(string service, string value)
    {
        var days = Enumerable.Range(0, _request.Days).Where(d => IsHidden(value, d)).ToArray();
        if (_test is null || days.Length == 0)
            return null;
        var name = PrintableText.Escape(service);
        var advice = OutcomeAdvice.For(_test, _labels[value], isOfPart: _whole is null && !_test.IsOneMetric, _labels.Others(value));
        if (_whole is not null)
            return $"The availability of '{name}' is not known: {_whole}. {advice}";
        var which =
            days.Length == _request.Days
                ? ""
                : $" on {CountText.Whole(days.Length)} of {CountText.Of(_request.Days, "day")}, since "
                    + UtcTime.DateText(_request.From.AddDays(days[0]));
        return $"The availability of '{name}' is not known{which}: there are events in series {_events!.Describe(value)}, so "
            + $"it cannot see their errors. {advice}";
    }

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
