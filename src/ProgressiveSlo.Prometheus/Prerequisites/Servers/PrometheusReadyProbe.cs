using System;
using System.Linq;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>Whether Prometheus is ready. Servers with the same API, and proxies before them, may have no <c>/-/ready</c>; they are asked a query.</summary>
internal sealed class PrometheusReadyProbe(ProbedServer server, DateTime now) : PrometheusProbe(server, "PrometheusReady")
{
    private protected override SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token)
    {
        if (SaysReady(connection, token))
            return Pass($"Prometheus at {connection.Name} is ready");

        // Whatever the value is, an answer shows that queries are served.
        new PrometheusApi(connection).QueryAsync("vector(1)", now, () => new LabelNumbers(""), token).GetAwaiter().GetResult();
        return Pass($"The server at {connection.Name} answers queries; it has no /-/ready");
    }

    private protected override SloPrerequisite Refused(PrometheusException e) => Fail(e.Problem, e.Mend);

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
