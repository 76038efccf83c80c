using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration;
using ProgressiveSlo.Prometheus.Transport;

namespace ProgressiveSlo.Prometheus.Prerequisites.Servers;

/// <summary>What the probes of Prometheus share: it may be skipped, or be out of reach.</summary>
internal abstract class PrometheusProbe(ProbedServer server, string name, bool required = true) : PrerequisiteProbe(name, PrerequisiteArea.Prometheus, required)
{
    public sealed override SloPrerequisite Probe(CancellationToken token)
    {
        if (server.Connection is null)
            return Skipped("there is no address of a Prometheus", "Give -PrometheusUri");
        if (server.Failure is not null)
            return Unknown("Prometheus could not be asked", server.Failure.Mend);
        try
        {
            return server.Ask(c => Probe(c, token));
        }
        catch (PrometheusException e)
        {
            return Refused(e);
        }
    }

    private protected abstract SloPrerequisite Probe(PrometheusConnection connection, CancellationToken token);

    private protected virtual SloPrerequisite Refused(PrometheusException e) => Unknown(e.Problem, e.Mend);
}
