using System;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>A server that several probes ask. Once it cannot be reached, the others need not wait for it, too.</summary>
internal sealed class ProbedServer(PrometheusConnection? connection)
{
    public PrometheusConnection? Connection => connection;

    /// <summary>Why the server answers nobody, or null.</summary>
    public PrometheusException? Failure { get; private set; }

    /// <summary>Asks, and keeps in mind when it is the server and not the question that failed.</summary>
    public T Ask<T>(Func<PrometheusConnection, T> ask)
    {
        try
        {
            return ask(connection!);
        }
        catch (PrometheusException e) when (e.Kind is PrometheusErrorKind.Unreachable or PrometheusErrorKind.Timeout or PrometheusErrorKind.Unauthorized or PrometheusErrorKind.Redirect)
        {
            Failure = e;
            throw;
        }
    }
}
