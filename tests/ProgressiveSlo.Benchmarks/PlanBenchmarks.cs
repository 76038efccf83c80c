using BenchmarkDotNet.Attributes;

namespace ProgressiveSlo.Benchmarks;

/// <summary>Time per service of a pipeline of 100,000 services; what counts is the difference to the empty cmdlet.</summary>
[MemoryDiagnoser]
public class PlanBenchmarks
{
    private const int Services = 100_000;

    private BenchmarkEngine _engine = null!;

    [GlobalSetup]
    public void Setup()
    {
        _engine = new BenchmarkEngine();
        _engine.Set("services", Enumerable.Range(0, Services).Select(i => "service-" + i).ToArray());
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Services)]
    public void Empty() => _engine.Run("$services | New-Empty | Out-Null");

    [Benchmark(OperationsPerInvoke = Services)]
    public void NewSloPlan() => _engine.Run("$services | New-SloPlan | Out-Null");

    [Benchmark(OperationsPerInvoke = Services)]
    public void NewSloPlanAndReport() => _engine.Run("$services | New-SloPlan | ConvertTo-SloReport | Out-Null");
}
