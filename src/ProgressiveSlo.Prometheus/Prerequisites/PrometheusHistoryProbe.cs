using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>
/// Since when there is data, and whether they go on until now: an hour without them at the begin of the window is no begin of the data, and
/// data of a month ago are no data of today. Nothing but time fixes too little, so it is not required.
/// </summary>
internal sealed class PrometheusHistoryProbe(ProbedServer server, TimeSpan window, DateTime now)
    : PrometheusProbe(server, "PrometheusHistory", required: false)
{
    // Servers answer with at most 11,000 points of a series. A sample counts for five minutes, so shorter steps say nothing more.
    private const int MostSteps = 10_000;
    private static readonly TimeSpan _shortestStep = TimeSpan.FromMinutes(5);

    // A server that was restarted or upgraded is no gap worth telling of.
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(1);

    private readonly string _target = PrometheusDuration.Format(window);

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var step = TimeSpan.FromSeconds(Math.Max(_shortestStep.TotalSeconds, Math.Ceiling(window.TotalSeconds / MostSteps)));
        var from = now - window;
        var times = new PrometheusApi(connection)
            .QueryRangeAsync("count(up)", from, now, step, () => new SampleTimes(), token)
            .GetAwaiter()
            .GetResult()
            .Times;
        if (times.Count == 0)
            return Fail("Prometheus has no data of 'up'", "Configure scraping: PrometheusScraping says what is missing", target: _target);
        var first = times[0];
        if (Longest(times, step) is { } gap)
            return Gap(first, gap);
        return first - from < _longestPause + step
            ? Pass($"Prometheus has data of {_target} and more", UtcTime.DateText(first), _target)
            : Young(first, HasOlder(connection, from, token));
    }

    private SloPrerequisite Young(DateTime since, bool hasOlder)
    {
        var actual = UtcTime.DateText(since);
        if (hasOlder)
            return Fail(
                $"Prometheus has older data, none from {UtcTime.DateText(now - window)} to {actual}, and data since then",
                "Find out what stopped it. Evidence lacks these days: exclude them with a reason (Get-SloEvidence -Exclude), or wait",
                actual,
                _target
            );
        var hours = Math.Floor((now - since).TotalHours);
        var there = hours < 1 ? "less than 1h" : PrometheusDuration.Format(TimeSpan.FromHours(hours));
        return Fail(
            $"Prometheus has data since {actual}, {there}, and a window of {_target} is not full before {UtcTime.DateText(since + window)}",
            "Wait, and begin with the phase baseline meanwhile; windows judge what there is",
            actual,
            _target
        );
    }

    private SloPrerequisite Gap(DateTime since, (DateTime From, DateTime To) gap)
    {
        var length = PrometheusDuration.Format(TimeSpan.FromHours(Math.Floor((gap.To - gap.From).TotalHours)));
        var place =
            gap.To >= now
                ? $"none since {UtcTime.Text(gap.From)}"
                : $"none from {UtcTime.Text(gap.From)} to {UtcTime.Text(gap.To)}, {length} at least";
        return Fail(
            $"Prometheus has data since {UtcTime.DateText(since)}, and {place}",
            gap.To >= now
                ? "Look at Status > Targets of Prometheus: nothing is scraped any more"
                : "Find out what stopped it. Evidence lacks this time: exclude it with a reason (Get-SloEvidence -Exclude), or wait",
            UtcTime.DateText(since),
            _target
        );
    }

    // The longest time without a sample after the first one; until now, where there is none any more. Null where each is short.
    private (DateTime From, DateTime To)? Longest(IReadOnlyList<DateTime> times, TimeSpan step)
    {
        (DateTime From, DateTime To)? longest = null;
        for (var i = 0; i < times.Count; i++)
        {
            var end = i + 1 < times.Count ? times[i + 1] : now;
            var length = end - times[i];
            if (length >= _longestPause + step && (longest is not { } known || length > known.To - known.From))
                longest = (times[i], end);
        }

        return longest;
    }

    private static bool HasOlder(PrometheusConnection connection, DateTime from, CancellationToken token) =>
        new PrometheusApi(connection)
            .QueryAsync("count(last_over_time(up[30d]))", from, () => new FirstSampleTime(), token)
            .GetAwaiter()
            .GetResult()
            .Time
            is not null;
}
