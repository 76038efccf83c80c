using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Prerequisites;

namespace ProgressiveSlo.Probes;

/// <summary>Whether Grafana is well, by its own word; it answers that without a login. It is required once its address is given.</summary>
internal sealed class GrafanaHealthProbe(ProbedServer server)
    : PrerequisiteProbe("GrafanaHealth", PrerequisiteArea.Grafana, server.Connection is not null)
{
    public override SloPrerequisite Probe(CancellationToken token)
    {
        if (server.Connection is not { } connection)
            return Skipped("there is no address of a Grafana", "Give -GrafanaUri");
        try
        {
            var health = connection.GetAsync("/api/health", token).GetAwaiter().GetResult();
            var database = health.Text("database");
            var version = health.Text("version") is { Length: > 0 } text ? text : "";
            return database switch
            {
                null => Unknown(
                    $"The server at {connection.Name} does not tell its health as Grafana does",
                    "Check the address, with its path prefix when it has one"
                ),
                "ok" => Pass(
                    $"Grafana{(version.Length > 0 ? " " + version : "")} at {connection.Name} is well, and so is its database",
                    version
                ),
                _ => Fail(
                    $"The database of Grafana at {connection.Name} is '{database}'",
                    "Look into Grafana's log, and fix its database",
                    database
                ),
            };
        }
        catch (PrometheusException e)
        {
            return Fail(e.Problem, FixFor(e));
        }
    }

    private static string FixFor(PrometheusException e) =>
        e.Kind switch
        {
            PrometheusErrorKind.Unauthorized or PrometheusErrorKind.Malformed or PrometheusErrorKind.Redirect =>
                "Give the address of Grafana itself: something in between wants a login, or it is another server",
            PrometheusErrorKind.ServerError => "Look into Grafana's log, and fix its database",
            PrometheusErrorKind.Timeout => "Raise -TimeoutSec, or look why Grafana is slow",
            PrometheusErrorKind.BadRequest => "Check the address, with its path prefix when it has one",
            _ => e.Fix,
        };
}
