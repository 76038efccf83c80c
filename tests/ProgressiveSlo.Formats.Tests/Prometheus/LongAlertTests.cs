using System.IO.Compression;
using System.Text.Json;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>
/// Alerts on summed windows beside alerts on raw ones, at every minute of the reference series in tests/fixtures/numbers/burn-rate-replay.
/// The sums come from a real Prometheus; raw windows are counted, and are those of the reference.
/// </summary>
[Trait("Category", "Slow")]
public sealed class LongAlertTests
{
    private const int Interval = 3;

    // From alerts that are evaluated every minute: the 2.5 minutes of a sum and the interval, in whole minutes.
    private const int MostLate = 5;

    // The series slow keeps the ratio of this pair at its threshold, often to the event, for days; a sum sees that more smoothly.
    private const string AtThreshold = "slow google-30d-ticket-1d-2h";
    private const int MostAtThreshold = 9;

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private static readonly Policy[] _policies =
    [
        new("baseline-info", 1440, 60, 5, 100),
        new("google-30d-ticket-1d-2h", 1440, 120, 3, 1000),
        new("google-30d-ticket-3d-6h", 4320, 360, 1, 1000),
    ];

    [Theory]
    [InlineData("diurnal")]
    [InlineData("low")]
    [InlineData("outage")]
    [InlineData("flapping")]
    [InlineData("slow")]
    public void Alerts_on_sums_come_and_go_with_those_on_raw_windows(string name)
    {
        var series = ReplaySeries.Read(name);
        var sums = Sums(series);
        foreach (var policy in _policies)
        {
            var definition = series.Fires(policy, t => t);
            Assert.Equal(series.Expected(policy.Name), definition);
            for (var phase = 0; phase < Interval; phase++)
            {
                // What a group that is evaluated every 3 minutes has recorded last.
                int Recorded(int t) => t - ((t - phase + Interval) % Interval);
                var raw = series.Fires(policy, Recorded);
                var summed = Enumerable
                    .Range(0, series.Minutes + 1)
                    .Select(t =>
                        Recorded(t) > 0
                        && sums[policy.Long].TryGetValue(Recorded(t), out var ratio)
                        && ratio > policy.Threshold
                        && series.Exceeds(policy, policy.Short, t)
                    )
                    .ToArray();
                var line =
                    $"{name} {policy.Name}, evaluated at {phase} of 3: minutes of alerts {definition.Count(f => f)}, "
                    + $"raw {raw.Count(f => f)}, summed {summed.Count(f => f)}; "
                    + $"alerts {Alerts(definition)}, {Alerts(raw)}, {Alerts(summed)}; "
                    + $"apart {Apart(raw, summed)}, from the definition {Apart(definition, summed)}";
                TestContext.Current.TestOutputHelper!.WriteLine(line);
                var isAtThreshold = line.StartsWith(AtThreshold, StringComparison.Ordinal);
                Assert.True(
                    Apart(raw, summed) <= (isAtThreshold ? MostAtThreshold : Interval)
                        && Apart(definition, summed) <= (isAtThreshold ? MostAtThreshold : MostLate),
                    line
                );
            }
        }
    }

    private static Dictionary<int, Dictionary<int, double>> Sums(ReplaySeries series)
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        foreach (var (code, counts) in new[] { ("200", series.Good), ("500", series.Bad) })
            samples.Counter(
                $"http_requests_total{{status_code=\"{code}\"}}",
                _start,
                series.Minutes,
                m => m < series.Minutes ? counts[m] : 0
            );
        server.Load(samples.ToString());
        var definition = ExactSamples.Make(
            RatioIndicator.Default,
            alerts:
            [
                .. _policies.Select(p => new BurnRateAlert(
                    "ticket",
                    TimeSpan.FromMinutes(p.Long),
                    TimeSpan.FromMinutes(p.Short),
                    p.Factor
                )),
            ]
        );
        var rules = WrittenRule.Read(ExactSamples.Write(definition));
        var end = _start.AddMinutes(series.Minutes);
        RuleHistory.Evaluate(
            server,
            [.. rules.Where(r => r.Name is "slo:events_total:rate5m" or "slo:events_bad:rate5m")],
            _start,
            end,
            _minute
        );
        return new[] { (1440, "1d"), (4320, "3d") }.ToDictionary(
            w => w.Item1,
            w =>
                Assert
                    .Single(
                        RuleHistory.Over(
                            server,
                            rules.Single(r => r.Name == "slo:sli_error:ratio_rate" + w.Item2).Expression,
                            _start,
                            end,
                            _minute
                        )
                    )
                    .Points.ToDictionary(p => (int)(p.Time - _start).TotalMinutes, p => p.Value)
        );
    }

    private static int Alerts(bool[] fires) => Enumerable.Range(1, fires.Length - 1).Count(t => fires[t] && !fires[t - 1]);

    // For how many minutes on end one fires and the other does not.
    private static int Apart(bool[] first, bool[] second)
    {
        var longest = 0;
        var now = 0;
        for (var t = 0; t < first.Length; t++)
        {
            now = first[t] != second[t] ? now + 1 : 0;
            longest = Math.Max(longest, now);
        }

        return longest;
    }

    /// <summary>A pair of windows in minutes; the error budget is one in so many.</summary>
    private sealed record Policy(string Name, int Long, int Short, int Factor, int BudgetOneIn)
    {
        public double Threshold => (double)((decimal)Factor / BudgetOneIn);
    }

    private sealed class ReplaySeries
    {
        private readonly string _name;
        private readonly long[] _bad;
        private readonly long[] _total;

        private ReplaySeries(string name, IReadOnlyList<int[]> rows)
        {
            _name = name;
            Good = [.. rows.Select(r => r[1])];
            Bad = [.. rows.Select(r => r[2] - r[1])];
            _bad = Cumulated(Bad);
            _total = Cumulated([.. rows.Select(r => r[2])]);
        }

        public IReadOnlyList<int> Good { get; }

        public IReadOnlyList<int> Bad { get; }

        public int Minutes => Good.Count;

        public static ReplaySeries Read(string name)
        {
            using var reader = new StreamReader(
                new GZipStream(File.OpenRead(Fixtures.Own.Path($"numbers/burn-rate-replay/{name}.csv.gz")), CompressionMode.Decompress)
            );
            var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
            return new ReplaySeries(
                name,
                [.. lines.Select(l => l.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())]
            );
        }

        public bool Exceeds(Policy policy, int window, int minute)
        {
            var first = Math.Max(0, minute - window);
            return (_bad[minute] - _bad[first]) * policy.BudgetOneIn > (_total[minute] - _total[first]) * policy.Factor;
        }

        public bool[] Fires(Policy policy, Func<int, int> recorded) =>
            [
                .. Enumerable
                    .Range(0, Minutes + 1)
                    .Select(t => recorded(t) > 0 && Exceeds(policy, policy.Long, recorded(t)) && Exceeds(policy, policy.Short, t)),
            ];

        public bool[] Expected(string policy)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Fixtures.Own.Path("numbers/burn-rate-replay/expected.json")));
            var fires = new bool[Minutes + 1];
            var firing = document.RootElement.GetProperty("series").GetProperty(_name).GetProperty("firing").GetProperty(policy);
            foreach (var interval in firing.EnumerateArray())
                Array.Fill(fires, true, interval[0].GetInt32(), interval[1].GetInt32() - interval[0].GetInt32() + 1);
            return fires;
        }

        private static long[] Cumulated(IReadOnlyList<int> counts)
        {
            var sums = new long[counts.Count + 1];
            for (var i = 0; i < counts.Count; i++)
                sums[i + 1] = sums[i] + counts[i];
            return sums;
        }
    }
}
