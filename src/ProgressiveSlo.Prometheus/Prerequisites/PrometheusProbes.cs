using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>What the probes of Prometheus share: it may be skipped, or be out of reach.</summary>
internal abstract class PrometheusProbe(ProbedServer server, string name, bool required = true)
    : PrerequisiteProbe(name, PrerequisiteArea.Prometheus, required)
{
    public sealed override SloPrerequisite Probe(CancellationToken token)
    {
        if (server.Connection is null)
            return Skipped("there is no address of a Prometheus", "Give -PrometheusUri");
        if (server.Failure is not null)
            return Unknown("Prometheus could not be asked", server.Failure.Fix);
        try
        {
            return server.Ask(c => Probe(c, token));
        }
        catch (PrometheusException e)
        {
            return OnFailure(e);
        }
    }

    private protected abstract SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token);

    private protected virtual SloPrerequisite OnFailure(PrometheusException e) => Unknown(e.Problem, e.Fix);
}

/// <summary>
/// Whether Prometheus is ready. Servers with the same API, and proxies before them, may have no <c>/-/ready</c>; they are asked a query.
/// </summary>
internal sealed class PrometheusReadyProbe(ProbedServer server, DateTime now) : PrometheusProbe(server, "PrometheusReady")
{
    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        if (SaysReady(connection, token))
            return Pass($"Prometheus at {connection.Name} is ready");

        // Whatever the value is, an answer shows that queries are served.
        new PrometheusApi(connection)
            .QueryAsync("vector(1)", now, () => new ValuesByLabel(""), token)
            .GetAwaiter()
            .GetResult();
        return Pass($"The server at {connection.Name} answers queries; it has no /-/ready");
    }

    private protected override SloPrerequisite OnFailure(PrometheusException e) => Fail(e.Problem, e.Fix);

    private static bool SaysReady(PrometheusConnection connection, CancellationToken token)
    {
        try
        {
            // A page to log in comes with a status of success, too.
            return !connection.GetAsync("/-/ready", token).GetAwaiter().GetResult().IsPage;
        }
        catch (PrometheusException e) when (e.StatusCode is 400 or 404 or 405 or 501)
        {
            return false;
        }
    }
}

/// <summary>
/// How long Prometheus is set to keep its data. Whether it has so much already is another question: <see cref="PrometheusHistoryProbe"/>.
/// </summary>
internal sealed class PrometheusRetentionProbe(ProbedServer server, TimeSpan window) : PrometheusProbe(server, "PrometheusRetention")
{
    private const string Elsewhere =
        "Look the retention up in the server's own settings: Thanos, Mimir and VictoriaMetrics do not tell it here";

    private readonly string _target = PrometheusDuration.Format(window);

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var retention = ServerRetention.AskAsync(connection, token).GetAwaiter().GetResult();
        if (retention.Text is not { } text)
            return Unknown("The server does not tell how long it keeps data", Elsewhere, target: _target);
        var size = retention.Size;
        if (retention.Time is not { } kept)
        {
            return size is null
                ? Unknown($"The server tells a retention that is not a duration: '{text}'", Elsewhere, text, _target)
                : Unknown(
                    $"Prometheus keeps {size}, however long that lasts, and {_target} are needed",
                    "Set --storage.tsdb.retention.time, too, and see PrometheusHistory for what there is",
                    text,
                    _target
                );
        }

        if (kept < window)
            return Fail(
                $"Prometheus retains {PrometheusDuration.Format(kept)}, and {_target} are needed",
                $"Start it with --storage.tsdb.retention.time={_target} or more, or keep long-term "
                    + $"data in Thanos, Mimir or VictoriaMetrics and give its address",
                text,
                _target
            );
        return Pass(
            $"Prometheus retains {PrometheusDuration.Format(kept)}, and {_target} are needed"
                + (size is null ? "" : $"; at more than {size} it drops data earlier"),
            text,
            _target
        );
    }

    private protected override SloPrerequisite OnFailure(PrometheusException e) => Unknown(e.Problem, e.Fix, target: _target);
}

/// <summary>
/// Whether Prometheus keeps its data for as long as the longest phase, which its gate judges from the first day on. The days can be kept in
/// a file instead, so it is not required.
/// </summary>
internal sealed class PrometheusPhaseRetentionProbe(ProbedServer server, RecordRetention need)
    : PrometheusProbe(server, "PrometheusPhaseRetention", required: false)
{
    private readonly string _target = PrometheusDuration.Format(TimeSpan.FromDays(need.Days));

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var retention = ServerRetention.AskAsync(connection, token).GetAwaiter().GetResult();
        if (retention.Time is not { } kept)
            return Unknown(
                retention.Size is { } size
                    ? $"Prometheus keeps {size}, however long that lasts, and the longest phase is judged on {_target}"
                    : $"The server does not tell how long it keeps data, and the longest phase is judged on {_target}",
                need.Advice,
                retention.Text ?? "",
                _target
            );
        var text = $"Prometheus retains {PrometheusDuration.Format(kept)}, and the longest phase is judged on {_target}";
        return kept < TimeSpan.FromDays(need.Days)
            ? Fail(text, need.Advice, retention.Text ?? "", _target)
            : Pass(
                text + (retention.Size is { } most ? $"; at more than {most} it drops data earlier" : ""),
                retention.Text ?? "",
                _target
            );
    }

    private protected override SloPrerequisite OnFailure(PrometheusException e) => Unknown(e.Problem, e.Fix, target: _target);
}

/// <summary>
/// Whether Prometheus scrapes: there are targets, and no job is down as a whole. Single targets come and go in every fleet.
/// </summary>
internal sealed class PrometheusScrapingProbe(ProbedServer server, DateTime now) : PrometheusProbe(server, "PrometheusScraping")
{
    private const int MostNames = 5;

    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        var api = new PrometheusApi(connection);
        var all = api.QueryAsync("count by (job) (up)", now, () => new ValuesByLabel("job"), token).GetAwaiter().GetResult().Values;
        var up = api.QueryAsync("sum by (job) (up)", now, () => new ValuesByLabel("job"), token).GetAwaiter().GetResult().Values;
        if (all.Count == 0)
            return Fail(
                "Prometheus scrapes no target: there is no series 'up'",
                "Add the services to scrape_configs, or let the agents that write here send 'up', too",
                "0"
            );
        var (total, healthy) = (all.Values.Sum(), up.Values.Sum());
        var actual = $"{Number(healthy)} of {Number(total)} up";
        var dead = all.Keys.Where(j => !up.TryGetValue(j, out var count) || count == 0).OrderBy(j => j, StringComparer.Ordinal).ToArray();
        if (dead.Length > 0)
        {
            var names =
                string.Join(", ", dead.Take(MostNames).Select(j => $"'{PrintableText.Escape(j)}'"))
                + (dead.Length > MostNames ? $" and {Number(dead.Length - MostNames)} more" : "");
            return Fail(
                $"No target is up of the {(dead.Length == 1 ? "job" : "jobs")} {names}",
                "Look at Status > Targets of Prometheus for the error of each scrape",
                actual
            );
        }

        // What no probe sees from here, and what spoils the first error of each service.
        return Pass($"{Count(all.Count, "job is", "jobs are")} scraped, {Number(healthy)} of {Number(total)} targets are up", actual) with
        {
            Guidance =
                "Let each service set its error counters to 0 when it starts: a series that begins with the first error has no rate for it",
        };
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
