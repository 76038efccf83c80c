using System.Threading;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>Every hour that a real Prometheus gives is the planted one, and the numbers of the gate are those of its days.</summary>
[Collection(OnPlantedFleet.Name)]
public sealed class PlantedHoursTests(PlantedPrometheus prometheus)
{
    // See PlantedEvidenceTests.
    private readonly bool _exact = Promtool.Ask(["--version"]).Output.StartsWith("promtool, version 2.", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_hour_of_every_service_has_the_planted_events_and_days_are_their_sums()
    {
        var metrics = Collect(Request(PlantedFleet.Services.Select(s => s.Name), 30));
        foreach (var service in PlantedFleet.Services.Where(s => s.Name is not ("gap-in-a-day" or "gap-of-days" or "ten-days-old")))
        {
            var metric = metrics[service.Name];
            Assert.Equal(30 * 24, metric.Hours.Count);
            for (var i = 0; i < metric.Hours.Count; i++)
            {
                var planted = (60 * 24) + i;
                Assert.Equal((PlantedFleet.Start.AddHours(planted), DateTimeKind.Utc), (metric.Hours[i].Start, metric.Hours[i].Start.Kind));
                AssertHour(service, planted, metric.Hours[i]);
            }
        }

        foreach (var metric in metrics.Values)
        {
            foreach (var day in metric.Days)
            {
                var hours = metric.Hours.Where(h => h.Start.Date == day.Date).ToArray();
                Assert.Equal(day.Coverage > 0, hours.Length > 0);
                Assert.Equal((hours.Sum(h => h.GoodEvents), hours.Sum(h => h.TotalEvents)), (day.GoodEvents, day.TotalEvents));
            }
        }
    }

    [Fact]
    public void An_hour_without_data_is_not_there_and_one_without_traffic_has_no_events()
    {
        var metrics = Collect(Request(["gap-in-a-day", "ten-days-old", "quiet-nights"], 30));

        // The last sample before the gap is that of 08:00 - 5 minutes, the first one after it that of 10:05.
        var gap = PlantedFleet.Start.AddDays(85);
        var hours = metrics["gap-in-a-day"].Hours.Where(h => h.Start.Date == gap).Select(h => h.Start.Hour).ToArray();
        Assert.Equal(Enumerable.Range(0, 24).Except([8, 9]), hours);
        Assert.Equal(
            PlantedFleet.Services.Single(s => s.Name == "gap-in-a-day").Day(85).Total,
            metrics["gap-in-a-day"].Days[25].TotalEvents
        );
        Assert.Equal(10 * 24, metrics["ten-days-old"].Hours.Count);
        Assert.Equal(30 * 24, metrics["quiet-nights"].Hours.Count);
        Assert.All(metrics["quiet-nights"].Hours.Where(h => h.Start.Hour is < 6 or >= 22), h => Assert.Equal(0, h.TotalEvents));
    }

    [Fact]
    public void Samples_between_the_boundaries_cost_at_most_one_interval_at_each_end_of_an_hour()
    {
        var service = PlantedFleet.Unaligned;
        var metric = Collect(Request([service.Name], 30))[service.Name];
        for (var i = 0; i < metric.Hours.Count; i++)
        {
            // And one more event for what the day has and no hour.
            var (good, total) = service.Hour((60 * 24) + i);
            Assert.InRange(metric.Hours[i].TotalEvents, total - (2 * 1017) - 1, total + (2 * 1017) + 1);
            Assert.InRange(metric.Hours[i].BadEvents, total - good - 11, total - good + 11);
        }
    }

    [Fact]
    public void Excluded_intervals_are_taken_out_of_hours()
    {
        var day = PlantedFleet.Start.AddDays(84);
        var metric = Collect(
            Request(["incident-day"], 30) with
            {
                Exclusions = [new(day.AddHours(12).AddMinutes(30), day.AddHours(18), "upgrade")],
            }
        )["incident-day"];
        var hours = metric.Hours.Where(h => h.Start.Date == day).ToArray();
        Assert.Equal(Enumerable.Range(0, 13).Concat(Enumerable.Range(18, 6)), hours.Select(h => h.Start.Hour));
        Assert.Equal((500L * 6, 1000L * 6), (hours[12].GoodEvents, hours[12].TotalEvents));
        Assert.Equal((500L * 66, 1000L * 66), (metric.Exclusions[0].GoodEvents, metric.Exclusions[0].TotalEvents));
        Assert.Equal(
            ((999L * 18 * 12) + 3000, (1000L * 18 * 12) + 6000, 1.0),
            (metric.Days[24].GoodEvents, metric.Days[24].TotalEvents, metric.Days[24].Coverage)
        );
    }

    [Fact]
    public void Hours_and_days_are_the_same_evidence_to_the_gate()
    {
        var names = PlantedFleet.Services.Select(s => s.Name).Append(PlantedFleet.Unaligned.Name).ToArray();
        var days = Collect(Request(names, 43) with { Hourly = false });
        var hours = Collect(Request(names, 43));
        foreach (var name in names)
        {
            Assert.Empty(days[name].Hours);
            Assert.Equal(days[name].Days, hours[name].Days);
            Assert.Equal(Evaluate(days[name]).EvidenceDigest, Evaluate(hours[name]).EvidenceDigest);
        }
    }

    [Fact]
    public void Five_hundred_services_by_the_hour_take_few_queries_and_come_one_after_the_other()
    {
        var subjects = Enumerable.Range(0, PlantedFleet.ManyCount).Select(i => PlantedFleet.Many(i)).ToArray();
        var request = new EvidenceRequest(subjects, PlantedFleet.End, 30) { CoverageStep = TimeSpan.FromHours(1), Hourly = true };
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(request, Token).ToArray();
        var queries = items.Max(i => i.Progress?.Queries ?? 0);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{queries} queries"));
        Assert.InRange(queries, 1, 35);
        Assert.True(
            Array.FindIndex(items, i => i.Evidence is not null) < Array.FindLastIndex(items, i => i.Progress is { Queries: > 0 }),
            "All came at the end"
        );
        var metrics = items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(m => m.Service!);
        for (var i = 0; i < PlantedFleet.ManyCount; i++)
        {
            // Samples each hour: Prometheus 3 finds one in each hour only, and no change.
            if (_exact)
                Assert.All(metrics[PlantedFleet.ManyName(i)].Hours, h => Assert.Equal((1000L + i, i % 7L), (h.GoodEvents, h.BadEvents)));
            Assert.Equal(_exact ? 720 : 0, metrics[PlantedFleet.ManyName(i)].Hours.Count);
        }
    }

    [Fact]
    public void A_window_of_more_points_than_a_series_may_have_is_asked_in_parts()
    {
        var metric = Collect(Request(["checkout"], 500))["checkout"];
        Assert.Equal(500, metric.Days.Count);
        Assert.Equal(90 * 24, metric.Hours.Count);
        Assert.Equal(PlantedFleet.Services.Single(s => s.Name == "checkout").Hour(0).Total, metric.Hours[0].TotalEvents);
    }

    [Fact]
    public void Percentiles_are_those_of_the_window()
    {
        var request = Request(["late"], 10) with
        {
            Subjects =
            [
                new EvidenceSubject(
                    "late",
                    RatioIndicator.FromBad(
                        MetricSelector.Parse("http_requests_total{service=\"checkout\",status_code=~\"5..\"}", "bad"),
                        MetricSelector.Parse("http_requests_total{service=\"checkout\"}", "total")
                    )
                )
                {
                    Latency = LatencyMetric.Parse("late_duration_seconds", false, "LatencyMetric"),
                },
            ],
        };
        var late = Collect(request)["late"];
        Assert.Equal(PlantedFleet.End.AddDays(-10), late.LatencyFrom);

        // All was slow until ten days before the end, and is fast since.
        Assert.Equal(95, late.LatencyP95!.Value, 6);
        Assert.True(Collect(request with { Days = 43 })["late"].LatencyP95 > 400);
    }

    [Fact]
    public void A_ratio_without_events_is_that_of_the_window()
    {
        const string Ratio =
            "sum(rate(http_requests_total{service=\"incident-day\",status_code=\"500\"}[{{.window}}])) / "
            + "sum(rate(http_requests_total{service=\"incident-day\"}[{{.window}}]))";
        var request = new EvidenceRequest([new EvidenceSubject("r", new RawRatioIndicator(Ratio))], PlantedFleet.End, 43) { Hourly = true };
        var whole = Collect(request)["r"];
        var judged = Collect(request with { Days = 5 })["r"];
        Assert.True(whole.Availability < 0.998);
        Assert.Equal(
            (0.999, PlantedFleet.End.AddDays(-5), 1.0),
            (Math.Round(judged.Availability!.Value, 12), judged.From, judged.Coverage)
        );
        Assert.Empty(judged.Hours);
    }

    private static ReadinessResult Evaluate(SloEvidence metric)
    {
        var phase = new ProgressiveSlo.Phases.SloPhase("only", 1, null, new ProgressiveSlo.Phases.PhaseTargets(0.9m, 1000, 2000));
        return new ReadinessGate(new ProgressiveSlo.Time.SystemClock()).Evaluate(
            new ProgressiveSlo.Phases.PhaseProfile("p", [phase], ProgressiveSlo.Phases.GateSettings.Default),
            phase,
            metric,
            GateOptions.Default
        );
    }

    private static EvidenceRequest Request(IEnumerable<string> services, int days) =>
        new([.. services.Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)))], PlantedFleet.End.AddMinutes(3), days)
        {
            Hourly = true,
        };

    private Dictionary<string, SloEvidence> Collect(EvidenceRequest request)
    {
        using var connection = new PrometheusConnection(prometheus.Address, new PrometheusOptions());
        var items = new PrometheusEvidence(connection).Read(request, Token).ToArray();
        Assert.All(items, i => Assert.Null(i.Failure));
        return items.Select(i => i.Evidence).OfType<SloEvidence>().ToDictionary(m => m.Service!);
    }

    private void AssertHour(PlantedService service, int planted, SloHour hour)
    {
        var (good, total) = service.Hour(planted);
        if (_exact)
        {
            Assert.True(
                (good, total) == (hour.GoodEvents, hour.TotalEvents),
                $"{service.Name}, hour {planted}: {hour.GoodEvents} of {hour.TotalEvents}, planted {good} of {total}"
            );
            return;
        }

        var bound = Enumerable.Range((planted * 12) + 1, 12).Max(t => service.Events(t).Good + service.Events(t).Bad) * 2;
        Assert.InRange(hour.TotalEvents, total - bound, total + bound);
    }
}
