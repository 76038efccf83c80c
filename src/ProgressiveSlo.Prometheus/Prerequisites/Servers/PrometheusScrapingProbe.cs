using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>Whether Prometheus scrapes: there are targets, and no job is down as a whole. Single targets come and go in every fleet.</summary>
internal sealed class PrometheusScrapingProbe(ProbedServer server, DateTime now) : PrometheusProbe(server, "PrometheusScraping")
{
    private const int MostNames = 5;

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var api = new PrometheusApi(connection);
        var all = api.QueryAsync("count by (job) (up)", now, () => new LabelNumbers("job"), token).GetAwaiter().GetResult().Numbers;
        var up = api.QueryAsync("sum by (job) (up)", now, () => new LabelNumbers("job"), token).GetAwaiter().GetResult().Numbers;
        if (all.Count == 0)
            return Fail("Prometheus scrapes no target: there is no series 'up'", "Add the services to scrape_configs, or let the agents that write here send 'up', too", "0");
        var (total, healthy) = (all.Values.Sum(), up.Values.Sum());
        var actual = $"{Number(healthy)} of {Number(total)} up";
        var dead = all.Keys.Where(j => !up.TryGetValue(j, out var count) || count == 0).OrderBy(j => j, StringComparer.Ordinal).ToArray();
        if (dead.Length > 0)
        {
            var names = string.Join(", ", dead.Take(MostNames).Select(j => $"'{PrintableText.Escape(j)}'")) + (dead.Length > MostNames ? $" and {Number(dead.Length - MostNames)} more" : "");
            return Fail($"No target is up of the {(dead.Length == 1 ? "job" : "jobs")} {names}", "Look at Status > Targets of Prometheus for the error of each scrape", actual);
        }

        // What no probe sees from here, and what spoils the first error of each service.
        return Pass($"{Count(all.Count, "job is", "jobs are")} scraped, {Number(healthy)} of {Number(total)} targets are up", actual) with
        {
            Guidance = "Let each service set its error counters to 0 when it starts: a series that begins with the first error has no rate for it",
        };
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
