using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>Windows that are summed from recorded events, beside the same windows over the metrics, on a real Prometheus.</summary>
[Trait("Category", "Slow")]
public sealed class LongWindowTests
{
    private const int Days = 7;
    private const int Minutes = Days * 1440;
    private const string Bad = "sum(rate(http_requests_total{status_code=~\"5..\"}[W]))";
    private const string Total = "sum(rate(http_requests_total[W]))";

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _end = _start.AddMinutes(Minutes);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_day_and_three_are_a_thousandth_off_at_most_in_the_median_through_gaps_and_restarts()
    {
        using var server = new PrometheusServer();
        server.Load(Write);
        var definition = ExactSamples.Make(
            RatioIndicator.Default,
            alerts:
            [
                new("ticket", TimeSpan.FromDays(1), TimeSpan.FromHours(2), 3m),
                new("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1m),
            ]
        );
        var rules = WrittenRule.Read(ExactSamples.Write(definition));
        RuleHistory.Evaluate(server, [.. rules.Where(r => r.Name.EndsWith("rate5m", StringComparison.Ordinal))], _start, _end, _minute);

        foreach (var (window, threshold) in new[] { ("1d", 0.003), ("3d", 0.001) })
        {
            var summed = ByTime(server, rules.Single(r => r.Name == "slo:sli_error:ratio_rate" + window).Expression);
            var raw = ByTime(server, $"({Bad}) / ({Total} > 0)".Replace("W", window, StringComparison.Ordinal));
            var off = raw.Where(p => p.Key > _start.AddDays(1) && p.Value > 0)
                .Select(p => Math.Abs(summed[p.Key] - p.Value) / p.Value)
                .Order()
                .ToArray();
            Assert.True(off.Length > 5 * 1440);
            Assert.InRange(off[off.Length / 2], 0, 0.001);

            // Both are above the threshold at the same evaluations, or at the next ones.
            var interval = TimeSpan.FromMinutes(3);
            var apart = Apart(raw, summed, threshold, interval);
            Assert.InRange(apart, TimeSpan.Zero, interval);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{window}: median {off[off.Length / 2]:P4}, 99 % {off[off.Length * 99 / 100]:P3}, largest {off[^1]:P3}, apart {apart}"
            );
        }
    }

    // How far the summed window crosses the threshold from where the raw one does, where both are evaluated in that interval.
    private static TimeSpan Apart(
        Dictionary<DateTime, double> raw,
        Dictionary<DateTime, double> summed,
        double threshold,
        TimeSpan interval
    )
    {
        var times = raw.Keys.Where(t => t > _start.AddDays(1) && (t - _start).Ticks % interval.Ticks == 0).Order().ToArray();
        var first = Crossings(times, raw, threshold);
        var second = Crossings(times, summed, threshold);
        Assert.Equal(first.Length, second.Length);
        Assert.InRange(first.Length, 1, 40);
        return first.Zip(second, (a, b) => (b - a).Duration()).Max();
    }

    private static DateTime[] Crossings(DateTime[] times, Dictionary<DateTime, double> values, double threshold) =>
        [.. times.Zip(times.Skip(1)).Where(p => values[p.First] > threshold != values[p.Second] > threshold).Select(p => p.Second)];

    private static Dictionary<DateTime, double> ByTime(PrometheusServer server, string query)
    {
        var middle = _start.AddMinutes(Minutes / 2);
        return new[] { server.Over(query, _start, middle, _minute), server.Over(query, middle.AddMinutes(1), _end, _minute) }
            .SelectMany(part => Assert.Single(part).Points)
            .ToDictionary(p => p.Time, p => p.Value);
    }

    // Two instances with so many events that one more or less changes nothing, scraped every 30 s: busy days and quiet nights, incidents,
    // restarts of an instance with a scrape or two lost, and times in which no scrape came through.
    private static void Write(TextWriter writer)
    {
        writer.Write("# TYPE http_requests counter\n");
        foreach (var instance in new[] { 0, 1 })
        {
            foreach (var isBad in new[] { false, true })
            {
                var random = new Random(4711 + instance);
                var count = 0L;
                var uneven = 1.0;
                for (var step = 0; step <= 2 * Minutes; step++)
                {
                    var minute = step / 2;
                    var busy = 30_000 + (25_000 * Math.Sin((minute - 480) * Math.PI / 720));
                    uneven = step % 30 == 0 ? 0.5 + random.NextDouble() : uneven;
                    var all = (long)(busy * uneven);
                    var ratio = 0.0005 + Incident(minute);
                    var bad = (long)((all * ratio) + random.NextDouble());
                    count += isBad ? Math.Min(all, bad) : all - Math.Min(all, bad);
                    var sinceRestart = (minute + (instance * 700)) % 1700;
                    if (sinceRestart == 0 && step % 2 == 0)
                        count = 0;
                    if (sinceRestart == 0 || IsDown(minute))
                        continue;
                    writer.Write(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"http_requests_total{{instance=\"{instance}\",status_code=\"{(isBad ? 500 : 200)}\"}} {count} "
                                + $"{new DateTimeOffset(_start).ToUnixTimeSeconds() + (30L * step)}\n"
                        )
                    );
                }
            }
        }

        writer.Write("# EOF\n");
    }

    private static double Incident(int minute) =>
        minute switch
        {
            >= 1900 and < 1915 => 0.9,
            >= 4000 and < 4120 => 0.06,
            >= 5300 and < 5900 => 0.008,
            >= 8000 and < 8030 => 0.3,
            _ => 0,
        };

    private static bool IsDown(int minute) => minute is (>= 2500 and < 2503) or (>= 9000 and < 9012);
}
