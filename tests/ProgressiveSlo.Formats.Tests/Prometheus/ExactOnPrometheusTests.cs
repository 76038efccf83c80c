using ProgressiveSlo.Formats.Tests.Manifests.Exact;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>The exact rules, evaluated by a real Prometheus over samples whose truth is known.</summary>
public sealed class ExactOnPrometheusTests
{
    private const string Period = "slo:sli_error:ratio_rate30d";
    private const string Remaining = "slo:period_error_budget_remaining:ratio";

    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    // Every 5 minutes: the 5m rates then cover each event once, and sums can be compared with the truth to the last digit.
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(5);

    [Fact]
    public void Uneven_traffic_has_the_budget_of_its_events_and_not_of_its_hours()
    {
        const int Day = 24 * 60;
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        samples.Counter("http_requests_total{service=\"api-service\",status_code=\"200\"}", _start, Day, m => m < Day / 2 ? 998 : 3);
        samples.Counter("http_requests_total{service=\"api-service\",status_code=\"500\"}", _start, Day, m => m < Day / 2 ? 2 : 0);
        server.Load(samples.ToString());
        var end = _start.AddMinutes(Day);
        RuleHistory.Evaluate(server, Rules(TestPlans.Make().Phases[2].Definition), _start, end, _step);

        const double Bad = 720 * 2;
        const double Total = (720 * 1000) + (720 * 3);
        AssertClose(Bad / Total, server.Value(Period, end), 1e-12);
        AssertClose(1 - (Bad / Total / 0.001), server.Value(Remaining, end), 1e-9);
        Assert.Equal(-0.994, server.Value(Remaining, end)!.Value, 3);

        // What an average of ratios says of the same samples, as Sloth's rules take it every minute.
        const string Ratio = "sum(rate(http_requests_total{status_code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m]))";
        Assert.InRange(server.Value($"1 - avg_over_time(({Ratio})[30d:1m]) / 0.001", end)!.Value, -0.006, -0.005);
    }

    [Fact]
    public void An_hour_without_traffic_has_no_sample_and_spoils_no_period()
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        samples.Counter(
            "http_requests_total{service=\"api-service\",status_code=\"200\"}",
            _start,
            360,
            m => m is >= 120 and < 180 ? 0 : 99
        );
        samples.Counter(
            "http_requests_total{service=\"api-service\",status_code=\"500\"}",
            _start,
            360,
            m => m is >= 120 and < 180 ? 0 : 1
        );
        server.Load(samples.ToString());
        var end = _start.AddMinutes(360);
        var rules = Rules(TestPlans.Make().Phases[2].Definition);
        RuleHistory.Evaluate(server, rules, _start, end, _step);

        foreach (var minute in new[] { 130, 150, 180 })
        {
            var quiet = _start.AddMinutes(minute);
            Assert.Null(server.Value("slo:sli_error:ratio_rate5m", quiet));
            Assert.Null(server.Value("slo:current_burn_rate:ratio", quiet));
            Assert.Equal(0, server.Value("slo:events_total:rate5m", quiet));
            AssertClose(0.01, server.Value(Period, quiet), 1e-12);
        }

        Assert.Null(server.Value("slo:sli_error:ratio_rate1h", _start.AddMinutes(180)));
        AssertClose(0.01, server.Value("slo:sli_error:ratio_rate6h", _start.AddMinutes(180)), 1e-12);
        AssertClose(0.01, server.Value(Period, end), 1e-12);
        Assert.All(
            rules
                .Where(r => r.IsRecord)
                .Select(r => r.Name)
                .Distinct()
                .SelectMany(name => server.Over(name, _start, end, _step))
                .SelectMany(s => s.Points),
            p => Assert.True(double.IsFinite(p.Value))
        );
    }

    [Fact]
    public void A_missing_error_series_counts_as_no_errors()
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        samples.Counter("http_requests_total{service=\"api-service\",status_code=\"200\"}", _start, 60, _ => 10);
        server.Load(samples.ToString());
        var end = _start.AddMinutes(60);
        RuleHistory.Evaluate(server, Rules(TestPlans.Make().Phases[2].Definition), _start, end, _step);
        Assert.Equal(0, server.Value("slo:sli_error:ratio_rate30m", end));
        Assert.Equal(0, server.Value(Period, end));
        Assert.Equal(1, server.Value(Remaining, end));
    }

    [Fact]
    public void Groups_have_budgets_of_their_own()
    {
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        samples.Counter("http_requests_total{handler=\"/a\",status_code=\"200\"}", _start, 120, _ => 999);
        samples.Counter("http_requests_total{handler=\"/a\",status_code=\"500\"}", _start, 120, _ => 1);
        samples.Counter("http_requests_total{handler=\"/b\",status_code=\"200\"}", _start, 120, _ => 10);
        server.Load(samples.ToString());
        var end = _start.AddMinutes(120);
        RuleHistory.Evaluate(
            server,
            Rules(ExactSamples.Make(RatioIndicator.Http("http_requests_total").WithGrouping(["handler"]))),
            _start,
            end,
            _step
        );

        AssertClose(0, server.Value($"{Remaining}{{handler=\"/a\"}}", end), 1e-9);
        AssertClose(1, server.Value($"{Remaining}{{handler=\"/b\"}}", end), 1e-12);
        AssertClose(1, server.Value("slo:current_burn_rate:ratio{handler=\"/a\"}", end), 1e-9);
        Assert.Equal(["/a", "/b"], server.At(Period, end).Select(s => s.Labels["handler"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_period_ratio_goes_on_through_a_promotion()
    {
        const int Before = 30 * 24 * 60;
        const int After = 24 * 60;
        using var server = new PrometheusServer();
        var samples = new OpenMetricsText();
        samples.Counter(
            "http_requests_total{service=\"api-service\",status_code=\"200\"}",
            _start,
            Before + After,
            m => 50 + (m / 60 % 24)
        );
        samples.Counter(
            "http_requests_total{service=\"api-service\",status_code=\"500\"}",
            _start,
            Before + After,
            m => m % 7 == 0 ? 3 : 0
        );
        server.Load(samples.ToString());

        var step = TimeSpan.FromMinutes(30);
        var promotion = _start.AddMinutes(Before);
        var end = promotion.AddMinutes(After);
        var plan = TestPlans.Make();
        RuleHistory.Evaluate(server, Rules(plan.Phases[0].Definition), _start.AddMinutes(30), promotion, step);
        RuleHistory.Evaluate(server, Rules(plan.Phases[1].Definition), promotion + step, end, step);

        var series = Assert.Single(server.Over(Period, promotion.AddDays(-2), end, step));
        Assert.Equal(["__name__", "slo_id", "slo_name", "slo_service"], series.Labels.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3 * 48 + 1, series.Points.Count);

        // A full period behind it: no step is more than one step of events can make, at the promotion or elsewhere.
        var jumps = series.Points.Zip(series.Points.Skip(1), (a, b) => Math.Abs(b.Value - a.Value)).ToArray();
        Assert.InRange(jumps.Max(), 0, series.Points[0].Value * 0.01);
        Assert.InRange(series.Points[0].Value, 1e-5, 1e-2);

        // The budget is that of the phase on each side of it, and what is left is measured with the new one.
        Assert.Equal(0.01, server.Value("slo:error_budget:ratio", promotion));
        Assert.Equal(0.005, server.Value("slo:error_budget:ratio", promotion + step));
        AssertClose(1 - (series.Points[^1].Value / 0.005), server.Value(Remaining, end), 1e-9);
        Assert.Equal("improvement", Assert.Single(server.At("slo_info", end)).Labels["phase"]);
    }

    private static IReadOnlyList<WrittenRule> Rules(SloDefinition definition) => WrittenRule.Read(ExactSamples.Write(definition));

    private static void AssertClose(double expected, double? actual, double within)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value, expected - within, expected + within);
    }
}
