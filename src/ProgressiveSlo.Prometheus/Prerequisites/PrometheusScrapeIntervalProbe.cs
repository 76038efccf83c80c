using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>
/// How often targets are scraped: rules look at windows of five minutes, in which a rate takes two samples. Alerts of a service that is
/// scraped less often come late or not at all. What is recorded may be more frequent, so it is not required.
/// </summary>
internal sealed class PrometheusScrapeIntervalProbe(ProbedServer server, DateTime now)
    : PrometheusProbe(server, "PrometheusScrapeInterval", required: false)
{
    // Half of the shortest window, minutes.
    private const double Longest = 2.5;

    private const double Hour = 60;
    private const int MostNames = 5;
    private const string Target = "2m";

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        // Of targets that were there when the hour began; others may be young.
        var samples = new PrometheusApi(connection)
            .QueryAsync(
                "max by (job) (count_over_time(up[59m59s999ms]) and last_over_time(up[20m] offset 40m))",
                now,
                () => new ValuesByLabel("job"),
                token
            )
            .GetAwaiter()
            .GetResult()
            .Values;
        if (samples.Count == 0)
            return Unknown(
                "No target has been scraped for an hour, so nothing tells how often it is",
                "Ask again in an hour, or see PrometheusScraping",
                target: Target
            );
        var minutes = samples.ToDictionary(s => s.Key, s => Hour / Math.Max(1, s.Value), StringComparer.Ordinal);
        var actual = Text(minutes.Values.Max());
        var slow = minutes.Where(m => m.Value > Longest).Select(m => m.Key).OrderBy(j => j, StringComparer.Ordinal).ToArray();
        if (slow.Length == 0)
            return Pass($"Each job is scraped every {actual} or more often", actual, Target);
        var names =
            string.Join(", ", slow.Take(MostNames).Select(j => $"'{PrintableText.Escape(j)}'"))
            + (slow.Length > MostNames ? $" and {CountText.Whole(slow.Length - MostNames)} more" : "");
        return Fail(
            $"{(slow.Length == 1 ? "The job" : "The jobs")} {names} {(slow.Length == 1 ? "is" : "are")} scraped every {actual}"
                + $"{(slow.Length == 1 ? "" : " or more often")}, and the rules look at windows of 5m, in which rate() takes two samples",
            "Set scrape_interval to 2m or less, or record the counters every minute (a rule with last_over_time over two scrapes) and "
                + "measure what is recorded",
            actual,
            Target
        );
    }

    private static string Text(double minutes) =>
        minutes < 1 ? NumberText.Brief(Math.Round(minutes * Hour)) + "s" : NumberText.Brief(Math.Round(minutes, 1)) + "m";
}
