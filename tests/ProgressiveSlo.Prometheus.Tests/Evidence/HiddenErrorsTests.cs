using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>Errors that the indicator's selector cannot see are not good events, and services without errors are not suspected.</summary>
public sealed class HiddenErrorsTests(HiddenErrorsTests.Server server) : IClassFixture<HiddenErrorsTests.Server>
{
    private const int Days = 6;
    private const int Renamed = 4;
    private const int PerDay = 720;

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _start = _end.AddDays(-Days);

    [Theory]
    [InlineData("code")]
    [InlineData("status")]
    public void A_label_of_another_name_makes_the_availability_unknown_and_names_what_is_there(string label)
    {
        var (evidence, warnings) = Collect(Default("with-" + label));
        Assert.Equal((null, null, 0.0), (evidence.Availability, evidence.TotalEvents, evidence.Coverage));
        Assert.All(evidence.Days, d => Assert.Equal((0L, 0L, 0.0), (d.GoodEvents, d.TotalEvents, d.Coverage)));
        var warning = Assert.Single(evidence.Warnings);
        Assert.StartsWith($"The availability of 'with-{label}' is not known: ", warning, StringComparison.Ordinal);
        Assert.Contains("without the label 'status_code'", warning, StringComparison.Ordinal);
        Assert.Contains(
            $"has the labels {string.Join(", ", new[] { label, "job", "service" }.Order(StringComparer.Ordinal))}. ",
            warning,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"-Indicator @{{ Good = 'http_requests_total{{service = \"with-{label}\", {label} !~ \"5..\"}}'; "
                + $"Total = 'http_requests_total{{service = \"with-{label}\"}}' }}",
            warning,
            StringComparison.Ordinal
        );
        Assert.Equal([warning + "."], warnings);
    }

    [Fact]
    public void The_indicator_of_the_advice_sees_the_errors()
    {
        var indicator = new RatioIndicator(
            MetricSelector.Parse("http_requests_total{service = \"with-code\", code !~ \"5..\"}", "good"),
            MetricSelector.Parse("http_requests_total{service = \"with-code\"}", "total")
        );
        var (evidence, warnings) = Collect(new EvidenceSubject("with-code", indicator));
        Assert.Equal(0.95, evidence.Availability!.Value, 6);
        Assert.Empty(evidence.Warnings);
        Assert.Empty(warnings);
    }

    // What sees the errors of the ones does not see those of the others.
    [Theory]
    [InlineData("status_code", "code")]
    [InlineData("code", "status_code")]
    public void A_metric_with_two_labels_for_one_thing_gets_no_advice_that_would_hide_the_other_half(string tested, string other)
    {
        var indicator = new RatioIndicator(
            MetricSelector.Parse($"http_requests_total{{service = \"mixed\", {tested} !~ \"5..\"}}", "good"),
            MetricSelector.Parse("http_requests_total{service = \"mixed\"}", "total")
        );
        var (evidence, _) = Collect(new EvidenceSubject("mixed", indicator));
        Assert.Null(evidence.Availability);
        var warning = Assert.Single(evidence.Warnings);
        Assert.Contains(
            $"has the labels {string.Join(", ", new[] { other, "job", "service" }.Order(StringComparer.Ordinal))}. ",
            warning,
            StringComparison.Ordinal
        );
        Assert.Contains($"Other series of it have '{tested}'", warning, StringComparison.Ordinal);
        Assert.Contains("label_replace", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("would see them", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rename_in_the_middle_makes_the_days_after_it_unknown()
    {
        var (evidence, _) = Collect(Default("renamed"));
        Assert.Equal([1, 1, 1, 1, 0, 0], evidence.Days.Select(d => d.Coverage));
        Assert.All(evidence.Days.Skip(Renamed), d => Assert.Equal(0, d.TotalEvents));
        Assert.Equal(Renamed / (double)Days, evidence.Coverage!.Value, 12);
        Assert.Equal(1, evidence.Availability);
        Assert.Contains("on 2 of 6 days, since 2026-01-29", Assert.Single(evidence.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_of_a_day_that_is_not_known_are_not_there()
    {
        var (evidence, _) = Collect(new EvidenceRequest([Default("renamed")], _end, Days) { Hourly = true });
        Assert.Equal(Renamed * 24, evidence.Hours.Count);
    }

    [Theory]
    [InlineData("late")]
    [InlineData("never")]
    [InlineData("healthy")]
    public void An_error_series_that_is_born_late_or_never_is_no_reason_for_doubt(string service)
    {
        var (evidence, warnings) = Collect(Default(service));
        Assert.InRange(evidence.Availability!.Value, 0.99, 1);
        Assert.Equal(1, evidence.Coverage);
        Assert.Empty(evidence.Warnings);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("http_request_errors_total{service=\"never\"}", "http_request_errors_total")]
    [InlineData("failed_total{svc=\"never\"}", "failed_total{svc != \"\"}")]
    public void A_metric_of_errors_that_the_server_does_not_have_makes_the_availability_unknown(string bad, string missing)
    {
        var (evidence, _) = Collect(Bad("never", bad));
        Assert.Equal((null, 0.0), (evidence.Availability, evidence.Coverage));
        var warning = Assert.Single(evidence.Warnings);
        Assert.Contains(
            $"the server has no series {missing}, which the indicator takes for its bad events",
            warning,
            StringComparison.Ordinal
        );
        Assert.Contains("http_requests_total has the labels job, service, status_code", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("never", "failed_total{service=\"never\"}")]
    [InlineData("never", "http_requests_total{service=\"never\",status_code=~\"5..\"}")]
    public void A_metric_of_errors_that_only_others_have_is_no_reason_for_doubt(string service, string bad)
    {
        var (evidence, _) = Collect(Bad(service, bad));
        Assert.Equal(1, evidence.Availability);
        Assert.Empty(evidence.Warnings);
    }

    [Fact]
    public void Queries_of_the_user_are_looked_at_like_selectors()
    {
        const string Total = "sum(rate(http_requests_total{service=\"with-code\"}[{{.window}}]))";
        const string Errors = "sum(rate(http_requests_total{service=\"with-code\",status_code=~\"5..\"}[{{.window}}]))";
        foreach (
            var indicator in new SloIndicator[]
            {
                QueryIndicator.FromBad(Errors, Total),
                QueryIndicator.FromGood($"{Total} - {Errors}", Total),
                new RawRatioIndicator($"({Errors}) / {Total}"),
            }
        )
        {
            var (evidence, _) = Collect(new EvidenceSubject("with-code", indicator));
            Assert.Equal((null, 0.0), (evidence.Availability, evidence.Coverage));
            Assert.Contains("'status_code'", Assert.Single(evidence.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_query_looks_for_all_services_of_a_batch()
    {
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var request = new EvidenceRequest([Default("with-code"), Default("with-status"), Default("never"), Default("late")], _end, Days);
        var items = new PrometheusEvidence(connection).Read(request, TestContext.Current.CancellationToken).ToArray();
        var known = items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(e => e.Service!, e => e.Availability is not null);
        Assert.True(known["late"]);
        Assert.True(known["never"]);
        Assert.False(known["with-code"]);
        Assert.False(known["with-status"]);

        // Parts, totals, coverage, incidents, hidden errors, and the labels of those that have some.
        Assert.Equal(6, items.Select(i => i.Progress).OfType<EvidenceProgress>().Max(p => p.Queries));
    }

    [Fact]
    public void Definitions_are_told_what_the_server_has_and_all_phases_of_one_are_told_the_same()
    {
        SloDefinition Define(string service, SloIndicator indicator, decimal target = 0.99m) =>
            new("availability", service, indicator, target, TimeSpan.FromDays(30));
        SloDefinition[] definitions =
        [
            Define("with-code", Default("with-code").Indicator),
            Define("with-code", Default("with-code").Indicator, 0.999m),
            Define("renamed", Default("renamed").Indicator),
            Define("late", Default("late").Indicator),
            Define("never", Bad("never", "failed_total{service=\"never\"}").Indicator),
            Define("healthy", Bad("healthy", "http_request_errors_total{service=\"healthy\"}").Indicator),
            Define("latency", new ThresholdIndicator("sum(http_requests_total)", ">=", 0)),
        ];
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var found = new PrometheusIndicatorCheck(connection, text => Assert.Fail(text)).Find(
            definitions,
            _end.AddHours(9),
            TestContext.Current.CancellationToken
        );
        Assert.Equal([true, true, true, false, false, true, false], definitions.Select(d => found.ContainsKey(d)));
        Assert.Equal(found[definitions[0]], found[definitions[1]]);
        Assert.StartsWith(
            "The availability of 'with-code' is not known: there are events in series without the label 'status_code'",
            found[definitions[0]],
            StringComparison.Ordinal
        );
        Assert.Contains("no series http_request_errors_total", found[definitions[5]], StringComparison.Ordinal);
    }

    [Fact]
    public void A_ratio_with_data_for_an_hour_a_day_is_covered_for_an_hour_a_day()
    {
        const string Selector = "{service=\"an-hour-a-day\"";
        var ratio = new RawRatioIndicator(
            $"sum(rate(http_requests_total{Selector},status_code=~\"5..\"}}[{{{{.window}}}}])) / "
                + $"sum(rate(http_requests_total{Selector}}}[{{{{.window}}}}]))"
        );
        var (evidence, _) = Collect(new EvidenceSubject("an-hour-a-day", ratio));
        Assert.Equal(0.99, evidence.Availability!.Value, 6);
        Assert.InRange(evidence.Coverage!.Value, 12.0 / 288, 15.0 / 288);
        var condition = new ThresholdIndicator($"sum(http_requests_total{Selector}}})", ">=", 0);
        Assert.InRange(Collect(new EvidenceSubject("an-hour-a-day", condition)).Evidence.Coverage!.Value, 12.0 / 288, 15.0 / 288);
    }

    [Theory]
    [InlineData("answer_milliseconds")]
    [InlineData("answer_ms")]
    [InlineData("answer_seconds")]
    public void A_histogram_is_read_in_the_unit_that_its_name_says(string metric)
    {
        var (evidence, _) = Collect(Default("healthy") with { Latency = LatencyMetric.Parse(metric, false, "LatencyMetric") });
        Assert.Equal(475, evidence.LatencyP95!.Value, 6);
    }

    [Theory]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(19, 2)]
    public void Alerts_that_fire_again_within_15_minutes_are_one_incident_and_after_16_they_are_two(int minutes, long incidents)
    {
        var service = "apart-" + minutes.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(incidents, Collect(Default(service)).Evidence.IncidentsLast30d);
    }

    private static EvidenceSubject Default(string service) => new(service, RatioIndicator.ForService(service));

    private static EvidenceSubject Bad(string service, string bad) =>
        new(
            service,
            RatioIndicator.FromBad(
                MetricSelector.Parse(bad, "bad"),
                MetricSelector.Parse($"http_requests_total{{service=\"{service}\"}}", "total")
            )
        );

    private (SloEvidence Evidence, string[] Warnings) Collect(EvidenceSubject subject) =>
        Collect(new EvidenceRequest([subject], _end, Days));

    private (SloEvidence Evidence, string[] Warnings) Collect(EvidenceRequest request) => Measured.One(server.Address, request);

    /// <summary>One server for all tests of the class.</summary>
    public sealed class Server : IDisposable
    {
        private readonly PrometheusServer _server = new("5m");

        public Server() => _server.Load(Write);

        public Uri Address => _server.Address;

        public void Dispose() => _server.Dispose();

        private static void Write(TextWriter to)
        {
            const int Ticks = Days * PerDay;
            foreach (var label in new[] { "code", "status" })
            {
                Counter(to, $"http_requests_total{{service=\"with-{label}\",job=\"a\",{label}=\"200\"}}", 0, Ticks, 95);
                Counter(to, $"http_requests_total{{service=\"with-{label}\",job=\"a\",{label}=\"500\"}}", 0, Ticks, 5);
            }

            foreach (var label in new[] { "status_code", "code" })
            {
                Counter(to, $"http_requests_total{{service=\"mixed\",job=\"{label}\",{label}=\"200\"}}", 0, Ticks, 95);
                Counter(to, $"http_requests_total{{service=\"mixed\",job=\"{label}\",{label}=\"500\"}}", 0, Ticks, 5);
            }

            Counter(to, "http_requests_total{service=\"renamed\",job=\"a\",status_code=\"200\"}", 0, Renamed * PerDay, 100);
            Counter(to, "http_requests_total{service=\"renamed\",job=\"a\",code=\"200\"}", (Renamed * PerDay) + 1, Ticks, 95);
            Counter(to, "http_requests_total{service=\"renamed\",job=\"a\",code=\"500\"}", (Renamed * PerDay) + 1, Ticks, 5);
            foreach (var service in new[] { "late", "never", "healthy", "apart-15", "apart-16", "apart-19" })
                Counter(to, $"http_requests_total{{service=\"{service}\",job=\"a\",status_code=\"200\"}}", 0, Ticks, 1_000_000);
            Counter(to, "http_requests_total{service=\"late\",job=\"a\",status_code=\"500\"}", 5 * PerDay, Ticks, 10);
            Counter(to, "http_requests_total{service=\"healthy\",job=\"a\",status_code=\"500\"}", 0, Ticks, 100);
            Counter(to, "failed_total{service=\"healthy\"}", 0, 2 * PerDay, 100);
            for (var day = 0; day < Days; day++)
            {
                Counter(
                    to,
                    "http_requests_total{service=\"an-hour-a-day\",status_code=\"200\"}",
                    (day * PerDay) + 250,
                    (day * PerDay) + 280,
                    99
                );
                Counter(
                    to,
                    "http_requests_total{service=\"an-hour-a-day\",status_code=\"500\"}",
                    (day * PerDay) + 250,
                    (day * PerDay) + 280,
                    1
                );
            }

            foreach (
                var (metric, bounds) in new[] { ("answer_milliseconds", "50 500"), ("answer_ms", "50 500"), ("answer_seconds", "0.05 0.5") }
            )
            {
                var (low, high) = (bounds.Split(' ')[0], bounds.Split(' ')[1]);
                Counter(to, $"{metric}_bucket{{le=\"{low}\"}}", 0, Ticks, 10);
                Counter(to, $"{metric}_bucket{{le=\"{high}\"}}", 0, Ticks, 100);
                Counter(to, $"{metric}_bucket{{le=\"+Inf\"}}", 0, Ticks, 100);
            }

            foreach (var minutes in new[] { 15, 16, 19 })
            {
                // From 03:01 to 03:10, and again for five minutes.
                var first = _end.AddDays(-2).AddHours(3).AddMinutes(1);
                foreach (var time in Minutes(first, 9).Concat(Minutes(first.AddMinutes(9 + minutes), 5)))
                    Sample(to, $"ALERTS{{alertname=\"A\",alertstate=\"firing\",severity=\"page\",service=\"apart-{minutes}\"}}", time, 1);
            }

            to.Write("# EOF\n");
        }

        private static IEnumerable<DateTime> Minutes(DateTime from, int count) =>
            Enumerable.Range(0, count + 1).Select(m => from.AddMinutes(m));

        // A sample every two minutes; the value goes on where the series of one name is written again.
        private static void Counter(TextWriter to, string series, int from, int last, long each)
        {
            for (var tick = from; tick <= last; tick++)
                Sample(to, series, _start.AddMinutes(2 * tick), each * tick);
        }

        private static void Sample(TextWriter to, string series, DateTime time, long value) =>
            to.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series} {value} {new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds()}\n"
                )
            );
    }
}
