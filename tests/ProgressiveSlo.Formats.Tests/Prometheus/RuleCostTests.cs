using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>What rules cost: the samples that a real Prometheus reads for them in a minute, by its own count.</summary>
[Trait("Category", "Slow")]
public sealed class RuleCostTests
{
    private static readonly DateTime _end = new(2026, 2, 9, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private const string Ratio5m = "slo:sli_error:ratio_rate5m";

    // 10 instances with 5 status codes, 2 of them bad.
    private static readonly string[] _codes = ["200", "301", "404", "500", "503"];

    [Fact]
    public void A_service_of_50_series_costs_at_most_a_quarter_of_what_it_costs_with_Sloth()
    {
        var definition = TestPlans.Make().Phases.Single(p => p.Name == "production_ready").Definition;
        AlertWindowSet?[] sets = [null, AlertWindowSets.Find("google-30d")];
        string[] files =
        [
            .. from flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth }
            from set in sets
            select ExactSamples.Write(definition, new ManifestOptions { Flavor = flavor, AlertWindows = set }),
        ];

        using var server = new PrometheusServer();
        server.Load(writer => Write(writer, [.. files.SelectMany(WrittenRule.Read)]));
        var costs = files.Select(f => WrittenRule.Read(f).Sum(r => PerMinute(server, r))).ToArray();
        for (var i = 0; i < sets.Length; i++)
            Assert.True(
                costs[i] <= costs[i + sets.Length] / 4 && costs[i] > 0,
                $"{sets[i]?.Name ?? "the phase"}: {costs[i]:N0} samples a minute, Sloth's rules {costs[i + sets.Length]:N0}"
            );
        TestContext.Current.TestOutputHelper!.WriteLine(
            "Samples a minute: " + string.Join(", ", costs.Select(c => c.ToString("N0", CultureInfo.InvariantCulture)))
        );
    }

    [Fact]
    public void No_expression_reads_the_total_twice()
    {
        foreach (var rule in ExactSamples.All.Values.SelectMany(d => WrittenRule.Read(ExactSamples.Write(d))))
        {
            var ranges = PromQlParser.Parse(rule.Expression).DescendantsAndSelf().OfType<RangeSelector>().Select(PromQlPrinter.Print);
            Assert.Equal(ranges.Distinct(), ranges);
        }
    }

    private static double PerMinute(PrometheusServer server, WrittenRule rule)
    {
        var interval = _minute;
        if (rule.Interval is { } text)
            Assert.True(PrometheusDuration.TryParse(text, out interval));
        return server.SamplesRead(rule.Expression, _end) / interval.TotalMinutes;
    }

    private static bool IsLoaded(WrittenRule rule) => rule.Name.EndsWith(":rate5m", StringComparison.Ordinal) || rule.Name == Ratio5m;

    private static void Write(TextWriter writer, IReadOnlyList<WrittenRule> rules)
    {
        writer.Write("# TYPE http_requests counter\n");
        foreach (var code in _codes)
        {
            for (var instance = 0; instance < 10; instance++)
            {
                for (var minute = -3 * 1440 - 10; minute <= 0; minute++)
                    Sample(
                        writer,
                        $"http_requests_total{{service=\"api-service\",instance=\"i{instance}\",status_code=\"{code}\"}}",
                        minute,
                        600_000 + (60 * minute)
                    );
            }
        }

        // What both kinds of rules have recorded in 30 days.
        const string Exact = "{slo_id=\"api-service-availability\",slo_service=\"api-service\",slo_name=\"availability\"}";
        const string Sloth =
            "{sloth_id=\"api-service-availability\",sloth_service=\"api-service\",sloth_slo=\"availability\",sloth_window=\"5m\"}";
        foreach (
            var series in new[]
            {
                "slo:events_bad:rate5m" + Exact,
                "slo:events_good:rate5m" + Exact,
                "slo:events_total:rate5m" + Exact,
                Ratio5m + Exact,
                Ratio5m + Sloth,
            }
        )
        {
            for (var minute = -30 * 1440; minute <= 0; minute++)
                Sample(writer, series, minute, 1);
        }

        // All others are read at one time only.
        var others = rules
            .Where(r => r.IsRecord && !IsLoaded(r))
            .Select(r =>
                r.Name
                + "{"
                + string.Join(
                    ',',
                    r.Labels.Where(l => !l.Value.Contains('"', StringComparison.Ordinal)).Select(l => $"{l.Key}=\"{l.Value}\"")
                )
                + "}"
            )
            .Distinct()
            .Order(StringComparer.Ordinal);
        foreach (var series in others)
            Sample(writer, series, 0, 1);
        writer.Write("# EOF\n");
    }

    private static void Sample(TextWriter writer, string series, int minute, long value) =>
        writer.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{series} {value} {new DateTimeOffset(_end).ToUnixTimeSeconds() + (minute * 60L)}\n"
            )
        );
}
