using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Prometheus.Rules;

/// <summary>The version of a running Prometheus.</summary>
public static class ServerVersion
{
    private const string Question = "status/buildinfo";

    /// <summary>
    /// Asks a server for its version. Thanos, Mimir and VictoriaMetrics have versions of their own, which say nothing about PromQL.
    /// </summary>
    /// <param name="connection">Where to ask; it stays the caller's.</param>
    /// <param name="token">Ends the request at once.</param>
    /// <returns>The version; null where the server does not answer, or is not a Prometheus.</returns>
    /// <exception cref="System.OperationCanceledException">The token ended the request.</exception>
    public static PrometheusVersion? Find(PrometheusConnection connection, CancellationToken token)
    {
        if (connection is null)
            throw new ArgumentNullException(nameof(connection));
        try
        {
            var answer = connection.GetAsync(Question, token).GetAwaiter().GetResult();

            // Others that speak the protocol name themselves, or leave out what a build of Prometheus has.
            return
                answer.Text("data", "application") is null
                && answer.Text("data", "goVersion") is not null
                && PrometheusVersion.TryParse(answer.Text("data", "version"), out var version)
                && version.Major >= 2
                ? version
                : null;
        }
        catch (PrometheusException)
        {
            // Whoever asks for more says why the server does not answer.
            return null;
        }
    }
}
