using BenchmarkDotNet.Attributes;

namespace ProgressiveSlo.Benchmarks;

/// <summary>Time per evidence object of a pipeline of 100,000; what counts is the difference to the empty cmdlet.</summary>
[MemoryDiagnoser]
public class ReadinessBenchmarks
{
    private const int Objects = 100_000;

    private BenchmarkEngine _engine = null!;

    [GlobalSetup]
    public void Setup()
    {
        _engine = new BenchmarkEngine();
        _engine.Set("count", Objects);
        _engine.Run(
            """
            $evidence = foreach ($i in 1..$count) {
                [ProgressiveSlo.Evidence.SloEvidence]@{ Service = "service-$i"; Availability = 0.99 + ($i % 100) / 10000; LatencyP95 = 400 + $i % 800; LatencyP99 = 2000; AvailabilityStdDev = 0.005; IncidentsLast30d = $i % 8 }
            }
            $rows = foreach ($i in 1..$count) {
                [pscustomobject]@{ Service = "service-$i"; availability = 0.99 + ($i % 100) / 10000; latency_p95 = 400 + $i % 800; latency_p99 = 2000; availability_stddev = 0.005; incidents_last_30d = $i % 8 }
            }
            $start = [datetime]::UtcNow.Date.AddDays(-180)
            $plans = 1..1000 | ForEach-Object { New-SloPlan "service-$_" -StartDate $start }
            [ProgressiveSlo.Evidence.SloDay[]] $days = foreach ($day in 0..179) { [ProgressiveSlo.Evidence.SloDay]::new($start.AddDays($day), 99990 - $day % 7, 100000) }
            $counts = foreach ($i in 1..1000) { [ProgressiveSlo.Evidence.SloEvidence]@{ Service = "service-$i"; Days = $days } }
            """
        );
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Objects)]
    public void Empty() => _engine.Run("$evidence | Test-Empty improvement | Out-Null");

    [Benchmark(OperationsPerInvoke = Objects)]
    public void Evidence() => _engine.Run("$evidence | Test-SloPhaseReadiness improvement | Out-Null");

    /// <summary>The gate of a plan, on a record of 180 days.</summary>
    [Benchmark(OperationsPerInvoke = 1000)]
    public void Counts() => _engine.Run("$counts | Test-SloPhaseReadiness -Plan $plans | Out-Null");

    [Benchmark(OperationsPerInvoke = Objects)]
    public void Rows() => _engine.Run("$rows | Test-SloPhaseReadiness improvement | Out-Null");
}
