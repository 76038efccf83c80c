using System.Threading;
using BenchmarkDotNet.Attributes;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.Benchmarks;

/// <summary>The alerts of four phases over minutes; what counts is the ratio to a loop that adds up the same counts once.</summary>
[MemoryDiagnoser]
public class BacktestBenchmarks
{
    private const int Day = 1440;
    private const int FleetServices = 1000;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private static readonly BacktestPolicy[] _phases =
    [
        Policy(0.99m, Alert("info", Day, 60, 5m)),
        Policy(0.995m, Alert("warning", 360, 30, 8m)),
        Policy(0.999m, Alert("critical", 60, 5, 14.4m), Alert("warning", 360, 30, 3m)),
        Policy(0.9995m, Alert("critical", 60, 5, 14.4m), Alert("warning", 360, 30, 3m)),
    ];

    private long[] _good = [];
    private long[] _total = [];
    private EventSeries _month = null!;

    [GlobalSetup]
    public void Setup()
    {
        (_good, _total) = Counts(seed: 1, days: 30);
        _month = Make(_good, _total);
    }

    [Benchmark(Baseline = true)]
    public long Sum()
    {
        var (good, total) = (0L, 0L);
        for (var i = 0; i < _good.Length; i++)
        {
            good += _good[i];
            total += _total[i];
        }

        return good + total;
    }

    [Benchmark]
    public object Read() => Make(_good, _total);

    [Benchmark]
    public object Replay() => Backtest.Run(_month, _phases);

    /// <summary>1,000 services of 90 days, on all cores; making up their counts is in it.</summary>
    [Benchmark]
    public int Fleet()
    {
        var alerts = 0;
        var run = new BacktestRun(s => new BacktestOutcome(s, Backtest.Run(s, _phases), []), CancellationToken.None);
        var (good, total) = Counts(seed: 2, days: 90);
        for (var i = 0; i < FleetServices; i++)
            alerts += Alerts(run.Add(Make(good, total)));
        return alerts + Alerts(run.Finish());
    }

    private static int Alerts(IReadOnlyList<BacktestOutcome> outcomes) => outcomes.Sum(o => o.Results.Sum(r => r.Alerts.Count));

    private static EventSeries Make(long[] good, long[] total) =>
        EventSeries.Create("service", _start, TimeSpan.FromMinutes(1), good, total);

    // A thousand events a minute with few errors, and three incidents of half an hour a month.
    private static (long[] Good, long[] Total) Counts(int seed, int days)
    {
        var random = new Random(seed);
        var total = Enumerable.Range(0, days * Day).Select(_ => (long)random.Next(800, 1200)).ToArray();
        var good = total.Select(t => t - (random.Next(20) == 0 ? random.Next(10) : 0)).ToArray();
        for (var incident = 0; incident < days / 10; incident++)
        {
            var at = random.Next((days * Day) - 30);
            for (var minute = at; minute < at + 30; minute++)
                good[minute] = total[minute] / 2;
        }

        return (good, total);
    }

    private static BurnRateAlert Alert(string severity, int longMinutes, int shortMinutes, decimal factor) =>
        new(severity, TimeSpan.FromMinutes(longMinutes), TimeSpan.FromMinutes(shortMinutes), factor);

    private static BacktestPolicy Policy(decimal target, params BurnRateAlert[] alerts) => new(target, TimeSpan.FromDays(30), alerts);
}
