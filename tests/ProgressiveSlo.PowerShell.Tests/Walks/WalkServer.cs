using ProgressiveSlo.Testing.Servers;

namespace ProgressiveSlo.PowerShell.Tests.Walks;

/// <summary>
/// A Prometheus with 61 days of four services: requests with a latency, a probe and a job. Its samples go on beyond today, so that a walk
/// over midnight has the days of its record.
/// </summary>
public sealed class WalkServer : IDisposable
{
    private const int Step = 300;

    private static long First => new DateTimeOffset(Today.AddDays(-61)).ToUnixTimeSeconds();

    private static long Last => new DateTimeOffset(Today.AddDays(2)).ToUnixTimeSeconds();

    public WalkServer() => Prometheus.Load(Write);

    /// <summary>Midnight (UTC) at the beginning of today.</summary>
    public static DateTime Today { get; } = DateTime.UtcNow.Date;

    internal PrometheusServer Prometheus { get; } = new("5m");

    public void Dispose() => Prometheus.Dispose();

    private static void Write(TextWriter to)
    {
        // 99.3 % is enough for baseline and for nothing beyond it.
        Requests(to, "orders", good: 993, bad: 7);
        Requests(to, "api", good: 998, bad: 2);

        // One probe of each second day fails.
        Series(to, "probe_success{job=\"blackbox\",instance=\"https://shop.example/\"}", n => n % 576 == 100 ? 0 : 1);

        // A job that succeeds at 02:00.
        Series(
            to,
            "kube_cronjob_status_last_successful_time{namespace=\"production\",cronjob=\"backup\"}",
            n => ((First + (n * Step) - 7200) / 86_400 * 86_400) + 7200
        );
        to.Write("# EOF\n");
    }

    private static void Requests(TextWriter to, string job, int good, int bad)
    {
        Series(to, $"http_requests_total{{job=\"{job}\",code=\"200\"}}", n => n * good);
        Series(to, $"http_requests_total{{job=\"{job}\",code=\"500\"}}", n => n * bad);
        foreach (var (bound, share) in new[] { ("0.2", 80), ("0.5", 97), ("1", 99), ("2", 100), ("5", 100), ("+Inf", 100) })
            Series(to, $"http_request_duration_seconds_bucket{{job=\"{job}\",le=\"{bound}\"}}", n => n * share * 10);
    }

    private static void Series(TextWriter to, string name, Func<long, long> value)
    {
        for (long n = 0, at = First; at <= Last; n++, at += Step)
            to.Write(string.Create(CultureInfo.InvariantCulture, $"{name} {value(n)} {at}\n"));
    }
}
