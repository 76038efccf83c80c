using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>A label that is there and holds what the test does not know hides errors as one that is missing.</summary>
public sealed class UnknownValuesTests(UnknownValuesTests.Server server) : IClassFixture<UnknownValuesTests.Server>
{
    private const int Days = 4;

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _start = _end.AddDays(-Days);

    [Theory]
    [InlineData("words", "status_code !~ \"ERROR\"")]
    [InlineData("ok-alone", "status_code = \"OK\"")]
    [InlineData("mixed", "status_code !~ \"ERROR\"")]
    [InlineData("grpc-names", "status_code !~ \"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss\"")]
    [InlineData("grpc-upper", "status_code !~ \"UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS\"")]
    [InlineData("grpc-numbers", null)]
    [InlineData("booleans", null)]
    [InlineData("other-label", "code !~ \"5..\"")]
    public void Values_that_a_test_of_statuses_does_not_know_make_the_availability_unknown(string service, string? good)
    {
        foreach (
            var indicator in new SloIndicator[]
            {
                RatioIndicator.ForService(service),
                RatioIndicator.FromBad(Select(service, "status_code=~\"5..\""), Select(service)),
                RatioIndicator.FromBad(Select(service, "status_code=~\"500|502|503\""), Select(service)),
                QueryIndicator.FromBad(
                    $"sum(rate({Select(service, "status_code=~\"5..\"")}[{{{{.window}}}}]))",
                    $"sum(rate({Select(service)}[{{{{.window}}}}]))"
                ),
                new RawRatioIndicator(
                    $"sum(rate({Select(service, "status_code=~\"5..\"")}[{{{{.window}}}}])) / sum(rate({Select(service)}[{{{{.window}}}}]))"
                ),
            }
        )
        {
            var (evidence, warnings) = Collect(service, indicator);
            Assert.Equal((null, 0.0), (evidence.Availability, evidence.Coverage));
            var warning = Assert.Single(evidence.Warnings);
            Assert.StartsWith($"The availability of '{service}' is not known: ", warning, StringComparison.Ordinal);
            Assert.Contains("whose status_code is '", warning, StringComparison.Ordinal);
            Assert.Contains("does not know", warning, StringComparison.Ordinal);
            Assert.Equal([warning.TrimEnd('.') + "."], warnings);
            if (good is null || indicator is not RatioIndicator)
                continue;
            Assert.Contains($"{good}}}'", warning, StringComparison.Ordinal);
            var advised = new RatioIndicator(Select(service, good), Select(service));
            Assert.Empty(Collect(service, advised).Evidence.Warnings);
        }
    }

    [Theory]
    [InlineData("classes", "status_code!~\"5..\"", true)]
    [InlineData("classes", "status_code!~\"5[0-9][0-9]\"", false)]
    [InlineData("classes", "status_code!~\"500|503\"", false)]
    [InlineData("classes", "status_code!~\"5xx\"", true)]
    [InlineData("words", "status_code!~\"5..|ERROR\"", true)]
    [InlineData("words", "status_code!=\"error\"", false)]
    [InlineData("words", "status_code!=\"ERROR\"", true)]
    [InlineData("words", "status_code=\"OK\"", true)]
    [InlineData("mixed", "status_code=~\"[^5].*\"", false)]
    [InlineData("booleans", "status_code!=\"False\"", false)]
    [InlineData("booleans", "status_code!=\"false\"", true)]
    [InlineData("grpc-names", "status_code!~\"Internal|Unavailable\"", true)]
    [InlineData("grpc-names", "status_code!~\"INTERNAL|UNAVAILABLE\"", false)]
    [InlineData("statuses", "status_code!~\"5..\"", true)]
    [InlineData("client-gone", "status_code!~\"5..\"", true)]
    public void What_the_test_knows_is_counted(string service, string good, bool isKnown)
    {
        var (evidence, _) = Collect(service, new RatioIndicator(Select(service, good), Select(service)));
        Assert.Equal(isKnown, evidence.Availability is not null);
        Assert.Equal(isKnown ? 0 : 1, evidence.Warnings.Count);
    }

    [Fact]
    public void Values_that_change_in_the_middle_make_the_days_after_it_unknown()
    {
        var (evidence, _) = Collect("changed", RatioIndicator.ForService("changed"));
        Assert.Equal([1, 1, 0, 0], evidence.Days.Select(d => d.Coverage));
        Assert.Contains("on 2 of 4 days, since 2026-01-29", Assert.Single(evidence.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http_requests_total{service=\"words\",status_code=~\"5..\"}", "http_requests_total{service=\"statuses\"}")]
    [InlineData("http_requests_total{service=\"words\",status_code=~\"5..\"}", "http_requests_total{service=~\"statuses|healthy\"}")]
    [InlineData("http_requests_total{job=\"b\",status_code=~\"5..\"}", "http_requests_total{job=\"a\",service=\"statuses\"}")]
    [InlineData("errors_total{service=\"words\"}", "http_requests_total{service=\"statuses\"}")]
    public void Errors_of_another_service_are_not_those_of_this_one(string bad, string total)
    {
        var indicator = RatioIndicator.FromBad(MetricSelector.Parse(bad, "bad"), MetricSelector.Parse(total, "total"));
        var (evidence, _) = Collect("statuses", indicator);
        Assert.Equal((null, 0.0), (evidence.Availability, evidence.Coverage));
        var warning = Assert.Single(evidence.Warnings);
        Assert.Contains("so that no event is among both", warning, StringComparison.Ordinal);
        Assert.Contains("status_code !~ \"5..\"", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_of_errors_with_values_that_the_test_does_not_know_hides_them()
    {
        var indicator = RatioIndicator.FromBad(
            MetricSelector.Parse("failures_total{service=\"statuses\",status_code=~\"5..\"}", "bad"),
            Select("statuses")
        );
        var (evidence, _) = Collect("statuses", indicator);
        Assert.Null(evidence.Availability);
        Assert.Contains(
            "Bad = 'failures_total{service = \"statuses\", status_code =~ \"ERROR\"}'",
            Assert.Single(evidence.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_metrics_of_two_jobs_are_no_contradiction()
    {
        var indicator = RatioIndicator.FromBad(
            MetricSelector.Parse("errors_total{job=\"b\"}", "bad"),
            MetricSelector.Parse("http_requests_total{job=\"a\",service=\"statuses\"}", "total")
        );
        Assert.Empty(Collect("statuses", indicator).Evidence.Warnings);
    }

    [Theory]
    [InlineData("slow-scrapes", 1)]
    [InlineData("statuses", 0)]
    public void Scrapes_that_are_too_far_apart_for_the_rules_are_told_with_the_ways_out(string service, int remarks)
    {
        var (evidence, warnings) = Collect(service, RatioIndicator.ForService(service));
        Assert.Equal(remarks, evidence.Warnings.Count);
        Assert.Equal(remarks, warnings.Length);
        Assert.NotNull(evidence.Availability);
        if (remarks == 1)
        {
            Assert.StartsWith("The series of 'slow-scrapes' have a sample every 5 minutes", warnings[0], StringComparison.Ordinal);
            Assert.Contains("Scrape at least every 2 minutes, or record the counter every minute", warnings[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Services_with_one_condition_are_told_that_their_evidence_is_the_same()
    {
        EvidenceSubject[] subjects =
        [
            new("a", new ThresholdIndicator("max(queue)", "<", 100)),
            new("b", new ThresholdIndicator("max( queue )", "<", 200)),
            new("c", new ThresholdIndicator("max(queue{service=\"c\"})", "<", 200)),
        ];
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var later = new EvidenceSubject("d", new ThresholdIndicator("max(queue{service=\"c\"})", ">", 1));
        var request = new EvidenceRequest(subjects, _end, Days) { Others = [later] };
        var items = new PrometheusEvidence(connection).Read(request, TestContext.Current.CancellationToken).ToArray();
        var warnings = items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(e => e.Service!, e => e.Warnings);
        Assert.StartsWith("The services 'a' and 'b' measure the same series", Assert.Single(warnings["a"]), StringComparison.Ordinal);
        Assert.Equal(warnings["a"], warnings["b"]);
        Assert.StartsWith("The services 'c' and 'd' measure the same series", Assert.Single(warnings["c"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("late_seconds", false)]
    [InlineData("whole_seconds", true)]
    public void A_histogram_that_is_missing_on_days_with_traffic_says_nothing_of_these(string metric, bool isKnown)
    {
        var subject = new EvidenceSubject("statuses", RatioIndicator.ForService("statuses"))
        {
            Latency = LatencyMetric.Parse(metric, false, "LatencyMetric"),
        };
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var evidence = new PrometheusEvidence(connection)
            .Read(new EvidenceRequest([subject], _end, Days), TestContext.Current.CancellationToken)
            .Select(i => i.Evidence)
            .OfType<SloEvidence>()
            .Single();
        Assert.Equal((isKnown, isKnown), (evidence.LatencyP95 is not null, evidence.LatencyP99 is not null));
        if (isKnown)
            Assert.Empty(evidence.Warnings);
        else
            Assert.StartsWith(
                "The latency of 'statuses' is not known: on 2 of 4 days with traffic, the last one 2026-01-28, its histogram",
                Assert.Single(evidence.Warnings),
                StringComparison.Ordinal
            );
    }

    private static MetricSelector Select(string service, string? more = null) =>
        MetricSelector.Parse($"http_requests_total{{service=\"{service}\"{(more is null ? "" : "," + more)}}}", "selector");

    private (SloEvidence Evidence, string[] Warnings) Collect(string service, SloIndicator indicator) =>
        Measured.One(server.Address, new EvidenceRequest([new EvidenceSubject(service, indicator)], _end, Days));

    /// <summary>One server for all tests of the class.</summary>
    public sealed class Server : IDisposable
    {
        private readonly PrometheusServer _server = new("5m");

        public Server() => _server.Load(Write);

        public Uri Address => _server.Address;

        public void Dispose() => _server.Dispose();

        private static void Write(TextWriter to)
        {
            foreach (
                var (service, values) in new[]
                {
                    ("words", "OK ERROR"),
                    ("ok-alone", "OK"),
                    ("mixed", "200 404 ERROR"),
                    ("grpc-names", "OK NotFound Internal"),
                    ("grpc-upper", "OK NOT_FOUND INTERNAL"),
                    ("grpc-numbers", "0 5 13"),
                    ("booleans", "true false"),
                    ("classes", "2xx 4xx 5xx"),
                    ("statuses", "200 404 500"),
                    ("client-gone", "200 0 500"),
                }
            )
            {
                foreach (var value in values.Split(' '))
                    Counter(to, $"http_requests_total{{service=\"{service}\",job=\"a\",status_code=\"{value}\"}}", 0, Days * 720, 2);
            }

            foreach (var (value, code) in new[] { ("OK", "200"), ("ERROR", "500") })
                Counter(
                    to,
                    $"http_requests_total{{service=\"other-label\",job=\"a\",status_code=\"{value}\",code=\"{code}\"}}",
                    0,
                    Days * 720,
                    2
                );
            Counter(to, "http_requests_total{service=\"changed\",job=\"a\",status_code=\"200\"}", 0, Days * 360, 2);
            Counter(to, "http_requests_total{service=\"changed\",job=\"a\",status_code=\"OK\"}", (Days * 360) + 1, Days * 720, 2);
            Counter(to, "http_requests_total{service=\"slow-scrapes\",job=\"a\",status_code=\"200\"}", 0, Days * 288, 5);
            foreach (var service in new[] { "words", "statuses" })
                Counter(to, $"errors_total{{service=\"{service}\",job=\"b\"}}", 0, Days * 720, 2);
            Counter(to, "failures_total{service=\"statuses\",status_code=\"ERROR\"}", 0, Days * 720, 2);
            foreach (var (metric, from) in new[] { ("late_seconds", (Days * 360) + 1), ("whole_seconds", 0) })
            {
                Counter(to, $"{metric}_bucket{{le=\"0.5\"}}", from, Days * 720, 2);
                Counter(to, $"{metric}_bucket{{le=\"+Inf\"}}", from, Days * 720, 2);
            }

            to.Write("# EOF\n");
        }

        private static void Counter(TextWriter to, string series, int from, int last, int minutes)
        {
            for (var tick = from; tick <= last; tick++)
                to.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{series} {10L * tick} {new DateTimeOffset(_start).ToUnixTimeSeconds() + (60L * minutes * tick)}\n"
                    )
                );
        }
    }
}
