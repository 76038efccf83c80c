using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Backtesting;

/// <summary>What a replay costs, beside a loop that adds up the same counts once.</summary>
public sealed class BacktestWorkTests
{
    private const int Rounds = 50;

    private static readonly BacktestPolicy[] _phases =
    [
        Policy(0.99m, Alert("info", 1440, 60, 5m)),
        Policy(0.995m, Alert("warning", 360, 30, 8m)),
        Policy(0.999m, Alert("critical", 60, 5, 14.4m), Alert("warning", 360, 30, 3m)),
        Policy(0.9995m, Alert("critical", 60, 5, 14.4m), Alert("warning", 360, 30, 3m)),
    ];

    [Theory]
    [InlineData("constant", 10)]
    [InlineData("diurnal", 10)]
    [InlineData("low", 40)] // Two hundred alerts, each with its peak.
    public void Four_phases_over_a_month_cost_a_few_sums(string name, int most)
    {
        var read = ReferenceSeries.Read(name);
        var counts = Enumerable.Range(0, read.Steps).Select(i => read.At(i)!.Value).ToArray();
        var (good, total) = (counts.Select(c => c.Good).ToArray(), counts.Select(c => c.Total).ToArray());
        Loop();
        Replay();
        var sum = Work.Least(Loop, rounds: 7) / Rounds;
        var replay = Work.Least(Replay, rounds: 7) / Rounds;

        // The runtime compiles code again, on a thread of its own, when it has seen it run: until then it costs several times as much.
        for (var more = 0; more < 60 && replay > most * sum; more++)
        {
            var again = Work.Least(Replay, rounds: 7) / Rounds;
            replay = again < replay ? again : replay;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: sum {sum.TotalMicroseconds} us, replay {replay.TotalMicroseconds} us");
        Assert.True(replay <= most * sum, $"{name}: {replay.TotalMicroseconds} us, and a sum takes {sum.TotalMicroseconds} us");
        Assert.True(replay < TimeSpan.FromMilliseconds(5));

        void Loop()
        {
            for (var round = 0; round < Rounds; round++)
            {
                var (g, t) = (0L, 0L);
                for (var i = 0; i < good.Length; i++)
                {
                    g += good[i];
                    t += total[i];
                }

                Assert.True(g <= t);
            }
        }

        void Replay()
        {
            for (var round = 0; round < Rounds; round++)
                Assert.Equal(4, Backtest.Run(read, _phases).Count);
        }
    }

    private static BurnRateAlert Alert(string severity, int longMinutes, int shortMinutes, decimal factor) =>
        new(severity, TimeSpan.FromMinutes(longMinutes), TimeSpan.FromMinutes(shortMinutes), factor);

    private static BacktestPolicy Policy(decimal target, params BurnRateAlert[] alerts) => new(target, TimeSpan.FromDays(30), alerts);
}
