using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>90 days of services with planted truths, and what they look like to a Prometheus.</summary>
internal static class PlantedFleet
{
    public const int Days = 90;
    public const int ManyCount = 500;
    private const int D = PlantedService.TicksPerDay;

    public static DateTime End { get; } = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime Start { get; } = End.AddDays(-Days);

    /// <summary>Services whose samples lie on the boundaries of days: their counts are exact.</summary>
    public static IReadOnlyList<PlantedService> Services { get; } =
    [
        new("at-target", _ => (995, 5)),
        new("perfect", _ => (1000, 0)),
        new("no-bad-series", _ => (777, 0)) { HasBadSeries = false },
        new("incident-day", t => (t - 1) / D == 84 && Hour(t) is >= 12 and < 18 ? (500, 500) : (999, 1)),
        new("restarts", t => (100 + (t % 7), t % 3)) { Restarts = t => t % D is 40 or 200 },
        new("quiet-nights", t => Hour(t) is < 6 or >= 22 ? (0, 0) : (1200, t % 2)),
        new("quiet-sundays", t => Start.AddMinutes(5 * (t - 1)).DayOfWeek == DayOfWeek.Sunday ? (0, 0) : (321, t % 4)),
        new("gap-in-a-day", _ => (500, 1)) { HasSample = t => t is < (85 * D) + 96 or > (85 * D) + 120 },
        new("gap-of-days", _ => (600, 2)) { HasSample = t => t is < (70 * D) or > (72 * D) },
        new("ten-days-old", _ => (850, 3)) { Born = 80 * D },
        new("three-pods", t => (1000 + (t % 11), t % 5)) { Pods = 3 },
        new("all-bad-day", t => (t - 1) / D == 80 ? (0, 10) : (10, 0)),
        new("huge", _ => (1_000_000_007, 13)),
        new("rare", t => (t % D == 5 ? 1 : 0, 0)),
        new("rare-and-bad", t => (t % D == 5 ? 1 : 0, t % (D * 7) == 11 ? 1 : 0)),
        new("pay.ments+eu", t => (300 + Noise(t, 1, 100), Noise(t, 2, 3))),
        new("payXmentsseu", _ => (1, 1)),
        new("Ärzte-портал", t => (50 + Noise(t, 3, 20), Noise(t, 4, 2))),
        new("team:search@eu 1", t => (40 + Noise(t, 5, 9), Noise(t, 6, 2))),
        new("busy-hours", t => Hour(t) is >= 9 and < 17 ? (5000, Noise(t, 7, 10)) : (10, 0)),
        new("growing", t => (t / 10, t % 17 == 0 ? 1 : 0)),
        new("checkout", t => (2000 + Noise(t, 8, 500), Noise(t, 9, 4))),
    ];

    /// <summary>A service whose samples lie between the boundaries: its counts are within one interval at each end.</summary>
    public static PlantedService Unaligned { get; } = new("unaligned", t => (1000 + (t % 13), t % 6)) { Offset = 100 };

    /// <summary>Observations in (bound before, bound] of each tick, of the services with a histogram; bounds in seconds.</summary>
    public static IReadOnlyList<(string Service, (string Bound, int Count)[] Buckets)> Histograms { get; } =
    [
        ("checkout", [("0.1", 50), ("0.5", 40), ("1.0", 6), ("2.5", 4), ("+Inf", 0)]),
        ("perfect", [("0.1", 100), ("0.5", 0), ("1.0", 0), ("2.5", 0), ("+Inf", 0)]),
        ("growing", [("0.1", 0), ("0.5", 80), ("1.0", 10), ("2.5", 8), ("+Inf", 2)]),
        ("ten-days-old", [("0.1", 0), ("0.5", 0), ("1.0", 0), ("2.5", 0), ("+Inf", 9)]),
        ("rare-and-bad", [("0.1", 0), ("0.5", 0), ("1.0", 0), ("2.5", 0), ("+Inf", 0)]),
    ];

    /// <summary>The services without a histogram of their own: all their requests are fast, with a sample each hour.</summary>
    private static IEnumerable<string> Fast => Services.Append(Unaligned).Select(s => s.Name).Except(Histograms.Select(h => h.Service));

    /// <summary>Episodes of alerts: labels, and hours before the end with minutes of length.</summary>
    public static IReadOnlyList<(string Labels, (double HoursBefore, int Minutes)[] Episodes)> Alerts { get; } =
    [
        (
            "alertname=\"A\",alertstate=\"firing\",severity=\"critical\",slo_service=\"checkout\"",
            [(700, 30), (500, 3), (100, 600), (99.9, 10), (2, 1)]
        ),
        ("alertname=\"B\",alertstate=\"firing\",severity=\"page\",service=\"checkout\"", [(499.9, 20), (50, 5)]),
        ("alertname=\"A\",alertstate=\"pending\",severity=\"critical\",slo_service=\"perfect\"", [(40, 30)]),
        ("alertname=\"A\",alertstate=\"firing\",severity=\"warning\",slo_service=\"perfect\"", [(30, 30)]),
        ("alertname=\"A\",alertstate=\"firing\",severity=\"critical\",slo_service=\"at-target\"", [(721, 30), (1000, 30)]),
        ("alertname=\"S\",alertstate=\"firing\",sloth_severity=\"page\",sloth_service=\"pay.ments+eu\"", [(10, 7), (9, 7), (8, 7)]),
        ("alertname=\"S\",alertstate=\"firing\",sloth_severity=\"page\",sloth_service=\"payXmentsseu\"", [(10, 7)]),
    ];

    /// <summary>Page alerts that watch some of the services: without one, it is not known whether there was an incident.</summary>
    public const string Rules = """
        groups:
        - name: pages
          rules:
          - alert: Page
            expr: vector(1) > 2
            labels: { severity: page, slo_service: at-target }
          - alert: Page
            expr: vector(1) > 2
            labels: { severity: page, slo_service: busy-hours }
        """;

    public static void Write(TextWriter to)
    {
        foreach (var service in Services.Append(Unaligned))
        {
            for (var pod = 0; pod < service.Pods; pod++)
            {
                foreach (var bad in service.HasBadSeries ? new[] { false, true } : [false])
                {
                    var status = bad ? 500 : 200;
                    var series = $"http_requests_total{{service=\"{service.Name}\",job=\"shop\",pod=\"{pod}\",status_code=\"{status}\"}} ";
                    foreach (var (tick, value) in service.Counter(bad, pod, Days * D))
                        Sample(to, series, value, Seconds(Start) + (tick * 300) + service.Offset);
                }
            }
        }

        foreach (var (service, buckets) in Histograms)
        {
            var upTo = 0L;
            foreach (var (bound, count) in buckets)
            {
                upTo += count;
                var series = $"http_request_duration_seconds_bucket{{service=\"{service}\",le=\"{bound}\"}} ";
                for (var tick = 0; tick <= Days * D; tick++)
                    Sample(to, series, upTo * tick, Seconds(Start) + (tick * 300));
            }
        }

        foreach (var service in Fast)
        {
            foreach (var bound in new[] { "0.1", "+Inf" })
            {
                var series = $"http_request_duration_seconds_bucket{{service=\"{service}\",le=\"{bound}\"}} ";
                for (var hour = 0; hour <= Days * 24; hour++)
                    Sample(to, series, 1000L * hour, Seconds(Start) + (hour * 3600));
            }
        }

        // A gauge that is down once an hour, for the days around the one that a test asks for.
        for (var tick = 80 * D; tick <= 88 * D; tick++)
            Sample(to, "planted_up{service=\"gauge\"} ", tick % 12 == 6 ? 0 : 1, Seconds(Start) + (tick * 300));

        // A histogram of two halves: 100 slow requests each tick until ten days before the end, 100 fast ones since.
        foreach (var (bound, slow) in new[] { ("0.1", 0), ("0.5", 100), ("+Inf", 100) })
        {
            var turn = (Days - 10) * D;
            for (var tick = 0; tick <= Days * D; tick++)
                Sample(
                    to,
                    $"late_duration_seconds_bucket{{le=\"{bound}\"}} ",
                    ((long)slow * Math.Min(tick, turn)) + (100L * Math.Max(0, tick - turn)),
                    Seconds(Start) + (tick * 300)
                );
        }

        // Many services, by the hour for 30 days.
        for (var i = 0; i < ManyCount; i++)
        {
            foreach (var bad in new[] { false, true })
            {
                var series = $"fleet_requests_total{{service=\"{ManyName(i)}\",status_code=\"{(bad ? 500 : 200)}\"}} ";
                for (var hour = 0; hour <= 30 * 24; hour++)
                    Sample(to, series, hour * (bad ? (long)i % 7 : 1000L + i), Seconds(End) - ((30 * 24) - hour) * 3600L);
            }
        }

        foreach (var (labels, episodes) in Alerts)
        {
            // One episode may lie within another; a series has one sample at a time.
            var times = episodes.SelectMany(e =>
                Enumerable.Range(0, e.Minutes + 1).Select(m => Seconds(End) - (long)(e.HoursBefore * 3600) + (m * 60))
            );
            foreach (var time in times.Distinct().Order())
                Sample(to, "ALERTS{" + labels + "} ", 1, time);
        }

        to.Write("# EOF\n");
    }

    /// <summary>One of the many, and how it is measured.</summary>
    public static EvidenceSubject Many(int i) =>
        new(ManyName(i), ServiceCondition.AddTo(RatioIndicator.Http("fleet_requests_total"), "service", ManyName(i)));

    public static string ManyName(int i) => "service-" + i.ToString("D3", CultureInfo.InvariantCulture);

    private static int Hour(int tick) => (tick - 1) % D / 12;

    private static int Noise(int tick, int seed, int below) => (int)(((uint)tick * 2654435761u + (uint)seed * 40503u) >> 16) % below;

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();

    private static void Sample(TextWriter to, string series, long value, long seconds)
    {
        to.Write(series);
        to.Write(value);
        to.Write(' ');
        to.Write(seconds);
        to.Write('\n');
    }
}
