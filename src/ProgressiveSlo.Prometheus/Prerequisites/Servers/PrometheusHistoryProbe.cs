using System;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>Since when there is data. Nothing but time mends too little of it, so it is not required.</summary>
internal sealed class PrometheusHistoryProbe(ProbedServer server, TimeSpan window, DateTime now) : PrometheusProbe(server, "PrometheusHistory", required: false)
{
    // Fine enough for days, and cheap: one sample of each target at each step.
    private const int Steps = 240;

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var target = PrometheusDuration.Format(window);
        var step = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(window.TotalSeconds / Steps)));
        var from = now - window;
        var first = new PrometheusApi(connection).QueryRangeAsync("count(up)", from, now, step, () => new FirstTime(), token).GetAwaiter().GetResult();
        if (first.Time is not { } since)
            return Fail("Prometheus has no data of 'up'", "Configure scraping: PrometheusScraping says what is missing", target: target);
        var actual = UtcTime.DateText(since);
        if (since <= from + step)
            return Pass($"Prometheus has data of {target} and more", actual, target);
        var hours = Math.Floor((now - since).TotalHours);
        var there = hours < 1 ? "less than 1h" : PrometheusDuration.Format(TimeSpan.FromHours(hours));
        return Fail($"Prometheus has data since {actual}, {there}, and a window of {target} is not full before {UtcTime.DateText(since + window)}", "Wait, and begin with the phase baseline meanwhile; windows judge what there is", actual, target);
    }
}
