using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>A Prometheus that holds the planted fleet.</summary>
public sealed class PlantedPrometheus : IDisposable
{
    private readonly PrometheusServer _server = new("5m");

    public PlantedPrometheus()
    {
        _server.SetRules(PlantedFleet.Rules);
        _server.Load(PlantedFleet.Write);
    }

    public Uri Address => _server.Address;

    internal PrometheusServer Server => _server;

    public void Dispose() => _server.Dispose();
}

/// <summary>The tests that share it: to fill it takes longer than to ask it.</summary>
[CollectionDefinition(Name)]
public sealed class OnPlantedFleet : ICollectionFixture<PlantedPrometheus>
{
    public const string Name = "planted fleet";
}
