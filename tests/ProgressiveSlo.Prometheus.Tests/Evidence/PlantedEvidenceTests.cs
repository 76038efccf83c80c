using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>Every number that a real Prometheus gives is the planted one.</summary>
[Collection(OnPlantedFleet.Name)]
public sealed class PlantedEvidenceTests(PlantedPrometheus prometheus)
{
    private const int D = PlantedService.TicksPerDay;

    private static readonly LatencyMetric _latency = LatencyMetric.Parse("http_request_duration_seconds", false, "LatencyMetric");

    // Version 3 leaves the sample at the start of a range out and extrapolates over that interval.
    private readonly bool _exact = Promtool.Ask(["--version"]).Output.StartsWith("promtool, version 2.", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public void Every_day_of_every_service_has_the_planted_events(int days)
    {
        var metrics = Collect(Request(PlantedFleet.Services.Select(s => s.Name), days));
        Assert.Equal(PlantedFleet.Services.Count, metrics.Count);
        foreach (var service in PlantedFleet.Services)
        {
            var metric = metrics[service.Name];
            Assert.Equal((PlantedFleet.End.AddDays(-days), PlantedFleet.End, days), (metric.From, metric.To, metric.Days.Count));
            for (var i = 0; i < days; i++)
            {
                var planted = PlantedFleet.Days - days + i;
                var day = metric.Days[i];
                Assert.Equal(PlantedFleet.Start.AddDays(planted), day.Date);
                AssertDay(service, planted, day);
            }

            Assert.Equal(metric.Days.Sum(d => d.GoodEvents), metric.GoodEvents);
            Assert.Equal(metric.Days.Sum(d => d.TotalEvents), metric.TotalEvents);
            Assert.Equal((double)metric.GoodEvents!.Value / metric.TotalEvents!.Value, metric.Availability);
        }

        Assert.Equal(0.995, metrics["at-target"].Availability);
        Assert.Equal(1.0, metrics["perfect"].Availability);
    }

    [Fact]
    public void Coverage_is_the_share_of_intervals_with_a_sample()
    {
        var metrics = Collect(Request(PlantedFleet.Services.Select(s => s.Name), 30));
        Assert.Equal(1.0, metrics["checkout"].Coverage);
        Assert.Equal(1.0, metrics["quiet-sundays"].Coverage);

        // 25 samples are missing. Before version 3 the look back of 5 minutes still reaches the sample before them at the first one.
        var before = _exact ? 1 : 0;
        Assert.Equal((29 + ((263.0 + before) / 288)) / 30, metrics["gap-in-a-day"].Coverage!.Value, 12);
        Assert.Equal(10.0 / 30, metrics["ten-days-old"].Coverage!.Value, 12);
        Assert.All(metrics["ten-days-old"].Days.Take(20), d => Assert.Equal((0L, 0.0), (d.TotalEvents, d.Coverage)));
        Assert.Equal([(287.0 + before) / 288, 0, 0, 1], metrics["gap-of-days"].Days.Skip(9).Take(4).Select(d => d.Coverage));
    }

    [Fact]
    public void A_day_without_traffic_is_not_a_day_without_data()
    {
        var sundays = Collect(Request(["quiet-sundays"], 30))["quiet-sundays"];
        var days = sundays.Days.Where(d => d.Date.DayOfWeek == DayOfWeek.Sunday).ToArray();
        Assert.NotEmpty(days);
        Assert.All(days, d => Assert.Equal((0L, 1.0), (d.TotalEvents, d.Coverage)));
    }

    [Fact]
    public void The_spread_of_days_is_that_of_the_days_with_traffic()
    {
        var metrics = Collect(Request(["incident-day", "at-target", "ten-days-old"], 30));
        var bad = Enumerable
            .Range(60, 30)
            .Select(d => PlantedFleet.Services.Single(s => s.Name == "incident-day").Day(d))
            .Select(d => 1 - ((double)d.Good / d.Total))
            .ToArray();
        Assert.Equal(Math.Sqrt(bad.Average(b => Math.Pow(b - bad.Average(), 2))), metrics["incident-day"].AvailabilityStdDev!.Value, 12);
        Assert.Equal(0, metrics["at-target"].AvailabilityStdDev!.Value, 12);
        Assert.Equal(0, metrics["ten-days-old"].AvailabilityStdDev!.Value, 12);
    }

    [Fact]
    public void Samples_between_the_boundaries_cost_at_most_one_interval_at_each_end_of_a_day()
    {
        var service = PlantedFleet.Unaligned;
        var metric = Collect(Request([service.Name], 30))[service.Name];
        for (var i = 0; i < 30; i++)
        {
            var (good, total) = service.Day(60 + i);
            Assert.InRange(metric.Days[i].TotalEvents, total - (2 * 1017), total + (2 * 1017));
            Assert.InRange(metric.Days[i].BadEvents, total - good - 10, total - good + 10);
        }
    }

    [Fact]
    public void Percentiles_are_those_of_the_histogram_and_of_the_server()
    {
        var warnings = new List<string>();
        var metrics = Collect(
            Request(["checkout", "perfect", "growing", "ten-days-old", "rare-and-bad", "nobody"], 30, latency: true),
            warnings
        );
        Assert.Equal(
            (916.6666666667, 2125.0),
            (Math.Round(metrics["checkout"].LatencyP95!.Value, 10), Math.Round(metrics["checkout"].LatencyP99!.Value, 10))
        );
        Assert.Equal(
            (95.0, 99.0),
            (Math.Round(metrics["perfect"].LatencyP95!.Value, 10), Math.Round(metrics["perfect"].LatencyP99!.Value, 10))
        );
        foreach (var name in new[] { "checkout", "perfect", "growing" })
        {
            var server = prometheus.Server.Value(
                $"histogram_quantile(0.95, sum by (le) (increase(http_request_duration_seconds_bucket{{service=\"{name}\"}}[30d])))",
                PlantedFleet.End
            );
            Assert.Equal(server!.Value * 1000, metrics[name].LatencyP95!.Value, 6);
        }

        // Prometheus answers the highest bound there, 2.5 s, which would be too little.
        Assert.Null(metrics["growing"].LatencyP99);
        Assert.Null(metrics["ten-days-old"].LatencyP95);
        Assert.Null(metrics["rare-and-bad"].LatencyP95);
        Assert.Null(metrics["nobody"].LatencyP95);
        Assert.Contains(
            warnings,
            w =>
                w.Contains(
                    "p99 latency of 'growing' lies above the highest bucket of http_request_duration_seconds, 2.5 s",
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(warnings, w => w.Contains("latency of 'checkout'", StringComparison.Ordinal));
    }

    [Fact]
    public void Incidents_are_episodes_of_page_alerts_in_the_last_30_days()
    {
        var metrics = Collect(Request(["checkout", "perfect", "at-target", "huge", "pay.ments+eu", "payXmentsseu"], 30));

        // Two alerts at once, and one that fires again within a quarter of an hour, are one incident.
        Assert.Equal(5, metrics["checkout"].IncidentsLast30d);
        // One that waits to fire shows that something watches, and so does a rule; where nothing watches, none that fired is not a proof.
        Assert.Equal(0, metrics["perfect"].IncidentsLast30d);
        Assert.Equal(0, metrics["at-target"].IncidentsLast30d);
        Assert.Null(metrics["huge"].IncidentsLast30d);
        Assert.Equal(3, metrics["pay.ments+eu"].IncidentsLast30d);
        Assert.Equal(1, metrics["payXmentsseu"].IncidentsLast30d);
    }

    [Theory]
    [InlineData("ALERTS{alertstate=\"firing\",alertname=\"B\"}", 2, 0)]
    [InlineData("sum by (service) (count_over_time(ALERTS{service=\"{{.service}}\"}[5m]))", 2, 0)]
    [InlineData("sum by (slo_service) (ALERTS{alertstate=\"firing\",severity=~\"warning|page\"})", 0, 1)]
    public void A_query_of_the_user_counts_its_own_incidents(string query, int checkout, int perfect)
    {
        var request = Request(["checkout", "perfect"], 30);
        var metrics = Collect(request with { Subjects = [.. request.Subjects.Select(s => s with { IncidentQuery = query })] });
        Assert.Equal(
            (checkout, perfect),
            ((int)metrics["checkout"].IncidentsLast30d!.Value, (int)metrics["perfect"].IncidentsLast30d!.Value)
        );
    }

    [Fact]
    public void Excluded_intervals_are_taken_out_of_everything_and_listed()
    {
        var day = PlantedFleet.Start.AddDays(84);
        EvidenceExclusion[] exclusions =
        [
            new(day.AddHours(12), day.AddHours(18), "database upgrade"),
            new(day.AddHours(17), day.AddHours(19), "overlaps"),
            new(PlantedFleet.Start.AddDays(86).AddHours(23), PlantedFleet.Start.AddDays(87).AddHours(1), "over midnight"),
            new(PlantedFleet.Start.AddDays(88), PlantedFleet.Start.AddDays(89), "a whole day"),
            new(PlantedFleet.End.AddDays(1), PlantedFleet.End.AddDays(2), "later"),
        ];
        var metric = Collect(Request(["incident-day"], 30) with { Exclusions = exclusions })["incident-day"];
        Assert.Equal(["database upgrade", "overlaps", "over midnight", "a whole day", "later"], metric.Exclusions.Select(e => e.Reason));
        Assert.Equal(
            [(36000L, 72000L), (11988, 12000), (23976, 24000), (287712, 288000), (0, 0)],
            metric.Exclusions.Select(e => (e.GoodEvents, e.TotalEvents))
        );
        Assert.Equal(
            (999L * 17 * 12, 1000L * 17 * 12, 1.0),
            (metric.Days[24].GoodEvents, metric.Days[24].TotalEvents, metric.Days[24].Coverage)
        );
        Assert.Equal(1000L * 23 * 12, metric.Days[26].TotalEvents);
        Assert.Equal(1000L * 23 * 12, metric.Days[27].TotalEvents);
        Assert.Equal((0L, 1.0), (metric.Days[28].TotalEvents, metric.Days[28].Coverage));
        Assert.Equal(0.999, metric.Availability!.Value, 12);
        Assert.Equal(1.0, metric.Coverage);
    }

    [Fact]
    public void Excluded_intervals_are_taken_out_of_the_percentiles()
    {
        var metric = Collect(
            Request(["checkout"], 30, latency: true) with
            {
                Exclusions = [new(PlantedFleet.End.AddDays(-15), PlantedFleet.End, "half")],
            }
        )["checkout"];
        Assert.Equal(916.6666666667, metric.LatencyP95!.Value, 8);
    }

    [Fact]
    public void Queries_of_the_user_give_the_same_counts()
    {
        const string Selector = "http_requests_total{service=\"checkout\"}";
        const string Errors = "http_requests_total{service=\"checkout\",status_code=~\"5..\"}";
        SloIndicator[] indicators =
        [
            QueryIndicator.FromBad($"sum(rate({Errors}[{{{{.window}}}}]))", $"sum(rate({Selector}[{{{{.window}}}}]))"),
            QueryIndicator.FromBad($"sum(increase({Errors}[{{{{ .window }}}}]))", $"sum(increase({Selector}[{{{{.window}}}}]))"),
            QueryIndicator.FromGood(
                $"sum(rate({Selector}[{{{{.window}}}}])) - sum(rate({Errors}[{{{{.window}}}}]))",
                $"sum(rate({Selector}[{{{{.window}}}}]))"
            ),
            RatioIndicator.FromBad(MetricSelector.Parse(Errors, "bad"), MetricSelector.Parse(Selector, "total")),
        ];
        var checkout = PlantedFleet.Services.Single(s => s.Name == "checkout");
        foreach (var indicator in indicators)
        {
            var metric = Collect(new EvidenceRequest([new EvidenceSubject("checkout", indicator)], PlantedFleet.End, 30))["checkout"];
            for (var i = 0; i < 30; i++)
                AssertDay(checkout, 60 + i, metric.Days[i]);
            Assert.Equal(1.0, metric.Coverage);
        }
    }

    [Fact]
    public void Conditions_and_gauges_count_minutes_and_samples()
    {
        var day = PlantedFleet.Start.AddDays(84);
        var subjects = new[]
        {
            new EvidenceSubject(
                "condition",
                new ThresholdIndicator(
                    "sum(rate(http_requests_total{service=\"incident-day\",status_code=\"500\"}[10m])) / "
                        + "sum(rate(http_requests_total{service=\"incident-day\"}[10m]))",
                    "<",
                    0.1m
                )
            ),
            new EvidenceSubject("gauge", new BoolGaugeIndicator(MetricSelector.Parse("planted_up{service=\"gauge\"}", "g"))),
        };
        var metrics = Collect(new EvidenceRequest(subjects, day.AddDays(1), 2));
        Assert.Equal(1440, metrics["condition"].Days[1].TotalEvents);
        Assert.InRange(metrics["condition"].Days[1].BadEvents, 350, 370);
        Assert.Equal(0, metrics["condition"].Days[0].BadEvents);
        Assert.Equal((24, 288), (metrics["gauge"].Days[0].BadEvents, metrics["gauge"].Days[0].TotalEvents));
    }

    [Fact]
    public void A_ratio_without_events_gives_an_availability_and_no_counts()
    {
        const string Ratio =
            "sum(rate(http_requests_total{service=\"at-target\",status_code=\"500\"}[{{.window}}])) / "
            + "sum(rate(http_requests_total{service=\"at-target\"}[{{.window}}]))";
        var metric = Collect(new EvidenceRequest([new EvidenceSubject("r", new RawRatioIndicator(Ratio))], PlantedFleet.End, 30))["r"];
        Assert.Equal(0.995, metric.Availability!.Value, 12);
        Assert.Equal((null, null, 30, 1.0), (metric.GoodEvents, metric.TotalEvents, metric.Days.Count, metric.Coverage));
        Assert.All(metric.Days, d => Assert.Equal((0, 0, 1.0), (d.GoodEvents, d.TotalEvents, d.Coverage)));
        Assert.Equal(0, metric.AvailabilityStdDev!.Value, 12);
    }

    [Fact]
    public void Five_hundred_services_take_few_queries_and_come_one_after_the_other()
    {
        var subjects = Enumerable.Range(0, PlantedFleet.ManyCount).Select(i => PlantedFleet.Many(i)).ToArray();
        var request = new EvidenceRequest(subjects, PlantedFleet.End, 30) { CoverageStep = TimeSpan.FromHours(1) };
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(request, Token).ToArray();
        var metrics = items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(m => m.Service!);
        var progress = items.Select(i => i.Progress).OfType<EvidenceProgress>().ToArray();
        Assert.Equal(PlantedFleet.ManyCount, metrics.Count);
        Assert.Equal((PlantedFleet.ManyCount, PlantedFleet.ManyCount), (progress.Max(p => p.Done), progress[0].Total));
        Assert.InRange(progress.Max(p => p.Queries), 1, 25);
        Assert.True(
            Array.FindIndex(items, i => i.Evidence is not null) < Array.FindLastIndex(items, i => i.Progress is { Queries: > 0 }),
            "All came at the end"
        );
        for (var i = 0; i < PlantedFleet.ManyCount; i++)
            Assert.All(
                metrics[PlantedFleet.ManyName(i)].Days,
                d => Assert.Equal(((1000L + i) * 24, (i % 7L) * 24, 1.0), (d.GoodEvents, d.BadEvents, d.Coverage))
            );
    }

    [Fact]
    public async Task Five_hundred_services_keep_four_requests_under_way()
    {
        var subjects = Enumerable.Range(0, PlantedFleet.ManyCount).Select(i => PlantedFleet.Many(i)).ToArray();
        var request = new EvidenceRequest(subjects, PlantedFleet.End, 30) { CoverageStep = TimeSpan.FromHours(1) };
        using var client = new HttpClient();

        // The answers are held back until four requests wait for one: who asks one after the other gets none.
        var (queries, underWay, most) = (0, 0, 0);
        var four = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new FaultServer(
            async (asked, reply) =>
            {
                using var answer = await SendAsync(client, asked);
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (asked.Method == "POST")
                {
                    Interlocked.Increment(ref queries);
                    var now = Interlocked.Increment(ref underWay);
                    for (var seen = most; now > seen; seen = most)
                        Interlocked.CompareExchange(ref most, now, seen);
                    if (now == 4)
                        four.TrySetResult();
                    await four.Task.WaitAsync(reply.Stop);
                    Interlocked.Decrement(ref underWay);
                }

                await reply.SendAsync((int)answer.StatusCode, body, FaultReply.Json);
            }
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        Assert.Equal(request.Subjects.Count, new PrometheusEvidence(connection).Read(request, Token).Count(i => i.Evidence is not null));
        Assert.Equal(4, most);
        Assert.InRange(queries, 4, 25);
    }

    [Fact]
    public void Services_that_differ_in_one_label_are_asked_together_also_without_being_told()
    {
        EvidenceSubject Subject(string service) =>
            new(
                service,
                new RatioIndicator(
                    MetricSelector.Parse($"http_requests_total{{job=\"shop\",service=\"{service}\",status_code!~\"5..\"}}", "g"),
                    MetricSelector.Parse($"http_requests_total{{job=\"shop\",service=\"{service}\"}}", "t")
                )
            );
        var request = new EvidenceRequest([Subject("checkout"), Subject("perfect"), Subject("huge")], PlantedFleet.End, 30);
        var batch = Assert.Single(EvidenceBatch.Create(request));
        Assert.Equal(("service", "checkout|perfect|huge"), (batch.Label, string.Join("|", batch.Values)));
        var metrics = Collect(request);
        foreach (var subject in request.Subjects)
            AssertDay(PlantedFleet.Services.Single(s => s.Name == subject.Service), 89, metrics[subject.Service].Days[29]);
    }

    [Fact]
    public void A_service_that_is_not_there_has_no_numbers_and_a_warning_and_a_bad_query_fails_alone()
    {
        var subjects = new[]
        {
            new EvidenceSubject("nobody", RatioIndicator.ForService("nobody")),
            new EvidenceSubject("checkout", RatioIndicator.ForService("checkout")),
            new EvidenceSubject("no-window", QueryIndicator.FromGood("up", "up")),
            new EvidenceSubject("no-promql", QueryIndicator.FromGood("sum(rate(x[{{.window}}])", "up")),
            new EvidenceSubject(
                "refused",
                QueryIndicator.FromGood(
                    "sum(rate(a[{{.window}}])) + on (x) group_left () sum by (y) (rate(http_requests_total[{{.window}}]) > "
                        + "0) + on (z) group_left (q) (rate(http_requests_total[{{.window}}]) * on (job) "
                        + "rate(http_requests_total[{{.window}}]))",
                    "sum(rate(a[{{.window}}]))"
                )
            ),
        };
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(new EvidenceRequest(subjects, PlantedFleet.End, 30), Token).ToArray();
        var nobody = items.Select(i => i.Evidence).OfType<SloEvidence>().Single(m => m.Service == "nobody");
        Assert.Equal((null, null, null, 0.0), (nobody.Availability, nobody.TotalEvents, nobody.AvailabilityStdDev, nobody.Coverage));
        Assert.Contains(
            items,
            i => i.Warning?.StartsWith("'nobody' has no data from 2026-01-01 to 2026-01-31", StringComparison.Ordinal) == true
        );
        Assert.Contains(items, i => i.Evidence is { Service: "checkout", TotalEvents: > 0 });
        var failures = items.Select(i => i.Failure).OfType<EvidenceFailure>().ToDictionary(f => f.Service, f => f.Error);
        Assert.Contains(
            "has no {{.window}}",
            Assert.IsType<SloValidationException>(failures["no-window"]).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cannot be read, at 1:",
            Assert.IsType<SloValidationException>(failures["no-promql"]).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(PrometheusErrorKind.BadRequest, Assert.IsType<PrometheusException>(failures["refused"]).Kind);
        Assert.Equal(3, failures.Count);
    }

    private Task<HttpResponseMessage> SendAsync(HttpClient client, FaultRequest asked) =>
        client.SendAsync(
            new HttpRequestMessage(new HttpMethod(asked.Method), new Uri(prometheus.Address, asked.Target))
            {
                Content = asked.Method == "POST" ? new StringContent(asked.Body, null, "application/x-www-form-urlencoded") : null,
            },
            Token
        );

    private static EvidenceRequest Request(IEnumerable<string> services, int days, bool latency = false) =>
        new(
            [
                .. services.Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s))
                {
                    Latency = latency ? ServiceCondition.AddTo(_latency, "service", s) : null,
                }),
            ],
            PlantedFleet.End.AddMinutes(3),
            days
        );

    private Dictionary<string, SloEvidence> Collect(EvidenceRequest request, List<string>? warnings = null)
    {
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var metrics = new Dictionary<string, SloEvidence>();
        foreach (var item in new PrometheusEvidence(connection).Read(request, Token))
        {
            Assert.Null(item.Failure);
            if (item.Evidence is { } metric)
                metrics.Add(metric.Service!, metric);
            if (item.Warning is { } warning)
                warnings?.Add(warning);
        }

        return metrics;
    }

    private void AssertDay(PlantedService service, int planted, SloDay day)
    {
        var (good, total) = service.Day(planted);
        switch (service.Name)
        {
            case "gap-of-days" when planted is 70 or 71:
                Assert.Equal((0L, 0L, 0.0), (day.GoodEvents, day.TotalEvents, day.Coverage));
                return;
            case var _ when _exact:
                Assert.True(
                    (good, total) == (day.GoodEvents, day.TotalEvents),
                    $"{service.Name}, day {planted}: {day.GoodEvents} of {day.TotalEvents}, planted {good} of {total}"
                );
                return;
            default:
                var bound = Enumerable.Range((planted * D) + 1, D).Max(t => service.Events(t).Good + service.Events(t).Bad) * 2;
                Assert.InRange(day.TotalEvents, total - bound, total + bound);
                return;
        }
    }
}
