using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>
/// Windows that are summed from recorded events, beside the same windows over the metrics, on a real Prometheus. Each service is evaluated
/// as often as it is scraped. A thousandth is what was asked for, and holds where every scrape arrives. The bounds for failing scrapes are
/// what was measured, rounded up; decision 49 says why they are not lower.
/// </summary>
[Trait("Category", "Slow")]
public sealed class LongWindowTests
{
    private static readonly string[] _windows = ["1d", "3d", "30d"];

    [Fact]
    public void Where_every_scrape_arrives_long_windows_are_a_thousandth_off_in_the_median() =>
        AssertMedians(scrapesFail: false, [0.001, 0.001, 0.001]);

    [Fact]
    public void Where_scrapes_fail_in_incidents_long_windows_miss_what_the_recorded_events_miss() =>
        AssertMedians(scrapesFail: true, [0.0022, 0.0037, 0.024]);

    // Bounds of the medians over all services and times, one for each window.
    private static void AssertMedians(bool scrapesFail, double[] bounds)
    {
        using var server = new PrometheusServer();
        server.Load(writer => UnevenTraffic.Write(writer, scrapesFail));
        var rules = UnevenTraffic.Services.ToDictionary(s => s.Name, s => Record(server, s, scrapesFail));
        var report = new List<string>();
        var medians = new List<double>();
        foreach (var window in _windows)
        {
            var all = new List<double>();
            foreach (var service in UnevenTraffic.Services)
            {
                var off = Off(server, rules[service.Name], service.Name, window);
                report.Add(Line($"{window} {service.Name}", off));
                all.AddRange(off);
            }

            report.Add(Line($"{window} all", all));
            medians.Add(Median(all));
        }

        foreach (var line in report)
            TestContext.Current.TestOutputHelper!.WriteLine(line);
        Assert.True(medians.Zip(bounds).All(m => m.First <= m.Second), string.Join('\n', report));
    }

    private static IReadOnlyList<WrittenRule> Record(PrometheusServer server, TrafficProfile service, bool scrapesFail)
    {
        var selector = $"http_requests_total{{service=\"{service.Name}\"";
        var definition = ExactSamples.Make(
            RatioIndicator.FromBad(
                MetricSelector.Parse(selector + ",status_code=~\"5..\"}", "bad"),
                MetricSelector.Parse(selector + "}", "total")
            ),
            service.Name,
            alerts:
            [
                new("ticket", TimeSpan.FromDays(1), TimeSpan.FromHours(2), 3m),
                new("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1m),
            ]
        );
        var rules = WrittenRule.Read(ExactSamples.Write(definition));
        RuleHistory.Evaluate(
            server,
            [.. rules.Where(r => r.Name is "slo:events_total:rate5m" or "slo:events_bad:rate5m")],
            UnevenTraffic.Start,
            UnevenTraffic.End,
            TimeSpan.FromSeconds(service.ScrapeSeconds),
            scrapesFail ? UnevenTraffic.IsDown : null
        );
        return rules;
    }

    // How far off the summed ratio is of the raw one, at each time that has a whole window.
    private static double[] Off(PrometheusServer server, IReadOnlyList<WrittenRule> rules, string service, string window)
    {
        var isPeriod = window == "30d";
        var from = UnevenTraffic.Start.AddDays(isPeriod ? 30 : 4);
        var step = TimeSpan.FromMinutes(isPeriod ? 60 : 15);
        var raw = ByTime(
            $"sum(rate(http_requests_total{{service=\"{service}\",status_code=~\"5..\"}}[{window}])) / "
                + $"sum(rate(http_requests_total{{service=\"{service}\"}}[{window}]))"
        );
        var summed = ByTime(rules.Single(r => r.Name == "slo:sli_error:ratio_rate" + window).Expression);
        Assert.Equal((UnevenTraffic.End - from) / step, raw.Count - 1);
        return [.. raw.Select(p => Math.Abs((summed[p.Key] / p.Value) - 1))];

        Dictionary<DateTime, double> ByTime(string query) =>
            Assert.Single(RuleHistory.Over(server, query, from, UnevenTraffic.End, step)).Points.ToDictionary(p => p.Time, p => p.Value);
    }

    private static double Median(IReadOnlyCollection<double> off) => off.Order().ElementAt(off.Count / 2);

    private static string Line(string name, IReadOnlyCollection<double> off) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: median {Median(off):P3}, nine of ten {off.Order().ElementAt(off.Count * 9 / 10):P2}, largest {off.Max():P1}"
        );
}
