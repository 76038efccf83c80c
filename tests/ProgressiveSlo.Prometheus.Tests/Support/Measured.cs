using ProgressiveSlo.Evidence;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Support;

/// <summary>What a server is asked for, and what comes of it without a failure.</summary>
internal static class Measured
{
    /// <summary>The evidence of the one service that is asked about, and the warnings.</summary>
    public static (SloEvidence Evidence, string[] Warnings) One(Uri server, EvidenceRequest request)
    {
        using var connection = new PrometheusConnection(server, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(request, TestContext.Current.CancellationToken).ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        return (items.Select(i => i.Evidence).OfType<SloEvidence>().Single(), [.. items.Select(i => i.Warning).OfType<string>()]);
    }
}
