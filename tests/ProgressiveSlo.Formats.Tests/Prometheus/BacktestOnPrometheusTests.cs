using System.Text.RegularExpressions;
using ProgressiveSlo.Backtesting;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Series;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>
/// Backtests beside the exported rules on a real Prometheus: random counters with gaps and resets, all phases, each minute of a week. The
/// queries are those of the rules as they are written, evaluated as often as their groups are.
/// </summary>
[Trait("Category", "Slow")]
public sealed class BacktestOnPrometheusTests
{
    private const int Services = 8;
    private const int Minutes = 7 * 1440;
    private const int LongInterval = 3;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Every_minute_is_the_same_but_for_exact_equalities()
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        var counters = Enumerable.Range(0, Services).Select(s => new RandomCounters(s)).ToArray();
        foreach (var (counter, i) in counters.Select((c, i) => (c, i)))
        {
            samples.Add("http_requests_total", Labels(i, "200"), Points(counter.Good));
            samples.Add("http_requests_total", Labels(i, "500"), Points(counter.Bad));
        }

        server.Load(samples.ToString());
        var plans = Enumerable.Range(0, Services).Select(i => TestPlans.Make(Name(i))).ToArray();
        var written = plans.Select(p => p.Phases.Select(f => WrittenRule.Read(ExactSamples.Write(f.Definition))).ToArray()).ToArray();
        RuleHistory.Evaluate(
            server,
            [.. written.SelectMany(p => p[0]).Where(r => r.Name is "slo:events_total:rate5m" or "slo:events_bad:rate5m")],
            _start,
            _start.AddMinutes(Minutes),
            _minute
        );

        var (equalities, fired) = (new List<string>(), 0);
        for (var i = 0; i < Services; i++)
        {
            var series = CounterReader.Read(
                Name(i),
                _start,
                _minute,
                counters[i].Bad,
                [.. counters[i].Good.Zip(counters[i].Bad, (g, b) => g + b)]
            );
            foreach (var (phase, rules) in plans[i].Phases.Zip(written[i]))
            {
                var result = Backtest.Run(series, [BacktestPolicy.Of(phase) with { RecordedWindows = true }])[0];
                foreach (var rule in rules.Where(r => r.Name == "SloErrorBudgetBurn"))
                {
                    var ratios = Conditions(rule.Expression)
                        .Select(c => (c.Threshold, Ratio: Recorded(server, rules.Single(r => r.Name == c.Series))))
                        .ToArray();
                    var alerts = result.Alerts.Where(a => a.Severity == rule.Labels["severity"]).ToArray();
                    for (var t = 1; t <= Minutes; t++)
                    {
                        var fires = ratios.All(r => r.Ratio[t] > r.Threshold);
                        var time = _start.AddMinutes(t);
                        fired += fires ? 1 : 0;
                        if (fires == alerts.Any(a => a.Start <= time && time <= a.End))
                            continue;
                        var line =
                            $"{Name(i)} {phase.Name} {rule.Labels["severity"]} minute {t}: the rule fires {fires}, "
                            + string.Join(", ", ratios.Select(r => $"{r.Ratio[t]:R} above {r.Threshold:R}"));
                        Assert.True(ratios.Any(r => Math.Abs(r.Ratio[t] / r.Threshold - 1) < 1e-9), line);
                        equalities.Add(line);
                    }
                }
            }
        }

        foreach (var line in equalities)
            TestContext.Current.TestOutputHelper!.WriteLine(line);
        TestContext.Current.TestOutputHelper!.WriteLine($"{fired} firing minutes, {equalities.Count} equalities");
        Assert.True(fired > 1000, $"{fired} firing minutes");
        Assert.True(equalities.Count < 50, $"{equalities.Count} equalities");
    }

    private static string Name(int service) => "service-" + service.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Labels(int service, string code) =>
        new() { ["service"] = Name(service), ["status_code"] = code };

    private static IEnumerable<(DateTime, double)> Points(double[] values) =>
        values.Select((v, m) => (_start.AddMinutes(m), v)).Where(p => !double.IsNaN(p.v));

    // One pair of windows for each severity, as the phases have them.
    private static IEnumerable<(string Series, double Threshold)> Conditions(string expression) =>
        Regex
            .Matches(expression, @"(slo:sli_error:ratio_rate\w+)\{[^}]*\} > ([0-9.]+)")
            .Select(m => (m.Groups[1].Value, double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));

    // What the rule has recorded last at each minute; NaN for nothing.
    private static double[] Recorded(PrometheusServer server, WrittenRule rule)
    {
        var interval = rule.Interval is null ? 1 : LongInterval;
        var points = RuleHistory
            .Over(server, rule.Expression, _start, _start.AddMinutes(Minutes), _minute)
            .SelectMany(s => s.Points)
            .ToDictionary(p => (int)(p.Time - _start).TotalMinutes, p => p.Value);
        return [.. Enumerable.Range(0, Minutes + 1).Select(t => points.TryGetValue(t - t % interval, out var value) ? value : double.NaN)];
    }

    /// <summary>
    /// Counters of a service, of some traffic, with incidents; first with gaps, and then with resets. The first errors are many,
    /// so that no counter is near 0 where a range begins within a gap: towards 0 the server extrapolates the two counters differently.
    /// </summary>
    private sealed class RandomCounters
    {
        public RandomCounters(int seed)
        {
            var random = new Random(seed);
            var traffic = 5 << seed;
            var (good, bad) = (0.0, 0.0);
            var (incident, rate) = (0, 0.0);
            for (var minute = 0; minute <= Minutes; minute++)
            {
                if (minute > 4 * 1440 && random.Next(700) == 0)
                    (good, bad) = (0, 0);
                Good[minute] = good;
                Bad[minute] = bad;
                if (incident-- <= 0)
                    (incident, rate) = random.Next(300) == 0 ? (random.Next(5, 200), Math.Pow(random.NextDouble(), 3)) : (0, 0.0004);
                var events = random.Next(traffic) * (minute % 1440 < 300 ? 0 : 1);
                var errors = Enumerable.Range(0, events).Count(_ => random.NextDouble() < (minute < 700 ? 0.3 : rate));
                (good, bad) = (good + events - errors, bad + errors);
            }

            for (var minute = 1440; minute < 4 * 1440; minute++)
            {
                if (random.Next(150) != 0)
                    continue;
                for (var end = minute + random.Next(1, seed % 2 == 0 ? 4 : 40); minute < end; minute++)
                    Good[minute] = Bad[minute] = double.NaN;
            }
        }

        public double[] Good { get; } = new double[Minutes + 1];

        public double[] Bad { get; } = new double[Minutes + 1];
    }
}
