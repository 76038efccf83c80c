using BenchmarkDotNet.Attributes;

namespace ProgressiveSlo.Benchmarks;

/// <summary>The gates of a plan over 1,000 paths of 400 days: of services that pass them, that pass some, and that pass none.</summary>
[MemoryDiagnoser]
public class ForecastBenchmarks
{
    // A plan of 45 days, and an incident every ten of them.
    private const string Setup = """
        $today = [datetime]::UtcNow.Date
        $plan = New-SloPlan api -StartDate $today.AddDays(-45)
        function New-Evidence([int] $Usual, [int] $Incident) {
            $days = foreach ($ago in 45..1) {
                $bad = if ($ago % 10 -eq 3) { $Incident } else { $Usual }
                @{ date = $today.AddDays(-$ago); good_events = 100000 - $bad; total_events = 100000 }
            }
            @{ service = 'api'; days = $days }
        }
        $all = New-Evidence 10 200
        $some = New-Evidence 100 1500
        $none = New-Evidence 510 4500
        """;

    private BenchmarkEngine _engine = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _engine = new BenchmarkEngine();
        _engine.Run(Setup);
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark]
    public void PassesAll() => _engine.Run("Get-SloForecast $all -Plan $plan");

    [Benchmark]
    public void PassesSome() => _engine.Run("Get-SloForecast $some -Plan $plan");

    [Benchmark]
    public void PassesNone() => _engine.Run("Get-SloForecast $none -Plan $plan");
}
