using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Probes.Tests;

/// <summary>The probes of Prometheus and Grafana: against a real Prometheus, and against servers that are not as they should be.</summary>
public sealed class ServerProbeTests
{
    private static readonly DateTime _now = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_Prometheus_says_how_long_it_retains_what_it_has_and_what_it_scrapes()
    {
        using var server = new PrometheusServer("5m");
        server.Load(Up(("api", 1, 40), ("api", 0, 40), ("batch", 1, 40)));
        var found = await Probe(server.Address, null);
        Assert.Equal("Pass Pass Pass Pass Pass Fail", Statuses(found));
        Assert.Equal("400d", found["PrometheusRetention"].Actual);
        Assert.Equal("Prometheus has data of 30d and more", found["PrometheusHistory"].Message);
        Assert.Equal("2 jobs are scraped, 2 of 3 targets are up", found["PrometheusScraping"].Message);
        Assert.Contains("error counters to 0", found["PrometheusScraping"].Guidance, StringComparison.Ordinal);

        // What it retains and what it has are two facts.
        var longer = await Probe(server.Address, null, TimeSpan.FromDays(500));
        Assert.Equal("Pass Fail Pass Fail Pass Fail", Statuses(longer));
        Assert.Equal("Prometheus retains 400d, and 500d are needed", longer["PrometheusRetention"].Message);
        Assert.StartsWith("Prometheus has data since 2025-12-2", longer["PrometheusHistory"].Message, StringComparison.Ordinal);
        Assert.False(longer["PrometheusHistory"].Required);
    }

    [Fact]
    public async Task A_real_Prometheus_that_scrapes_nothing_or_a_dead_job_fails()
    {
        using var server = new PrometheusServer("5m");
        server.Load(Up(("api", 1, 3), ("batch\u001b[2J", 0, 3)));
        var dead = (await Probe(server.Address, null))["PrometheusScraping"];
        Assert.Equal(("Fail", @"No target is up of the job 'batch\u001b[2J'", "1 of 2 up"), (dead.Status, dead.Message, dead.Actual));
        var history = (await Probe(server.Address, null))["PrometheusHistory"];
        Assert.Equal(
            ("Fail", "Prometheus has data since 2026-01-28, 3d, and a window of 30d is not full before 2026-02-27"),
            (history.Status, history.Message)
        );

        server.Load("# TYPE other gauge\nother 1 1769817600\n# EOF\n");
        var later = await Probe(server.Address, null, now: _now.AddDays(60));
        Assert.Equal("Pass Pass Pass Fail Fail Unknown", Statuses(later));
        Assert.Equal("Prometheus scrapes no target: there is no series 'up'", later["PrometheusScraping"].Message);
        Assert.Equal("Prometheus has no data of 'up'", later["PrometheusHistory"].Message);
    }

    // Data from so many days ago on, but for the time from the one number of days ago to the other.
    [Theory]
    [InlineData(30, 0, 0, "Pass", "Prometheus has data of 30d and more")]
    [InlineData(30, 12, 10, "Fail", "Prometheus has data since 2026-01-01, and none from 2026-01-19T00:0")]
    [InlineData(30, 20, 0, "Fail", "Prometheus has data since 2026-01-01, and none since 2026-01-11T00:0")]
    [InlineData(40, 35, 25, "Fail", "Prometheus has older data, none from 2026-01-01 to 2026-01-06, and data since then")]
    [InlineData(3, 0, 0, "Fail", "Prometheus has data since 2026-01-28, 3d, and a window of 30d is not full before 2026-02-27")]
    public async Task History_has_no_gap_and_goes_on_until_now(int first, int stops, int returns, string status, string message)
    {
        using var server = new PrometheusServer("5m");
        var text = new System.Text.StringBuilder("# TYPE up gauge\n");
        for (var time = _now.AddDays(-first); time <= _now; time = time.AddMinutes(5))
        {
            if (stops > 0 && time > _now.AddDays(-stops) && (returns == 0 || time < _now.AddDays(-returns)))
                continue;
            text.Append(
                CultureInfo.InvariantCulture,
                $"up{{job=\"api\",instance=\"0\"}} 1 {new DateTimeOffset(time).ToUnixTimeSeconds()}\n"
            );
        }

        server.Load(text + "# EOF\n");
        var history = (await Probe(server.Address, null))["PrometheusHistory"];
        Assert.Equal(status, history.Status);
        Assert.StartsWith(message, history.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, "Pass", "15s")]
    [InlineData(60, "Pass", "1m")]
    [InlineData(120, "Pass", "2m")]
    [InlineData(300, "Fail", "5m")]
    public async Task Jobs_that_are_scraped_too_seldom_for_the_rules_are_named(int seconds, string status, string actual)
    {
        using var server = new PrometheusServer("5m");
        var text = new System.Text.StringBuilder("# TYPE up gauge\n");
        foreach (var (job, step) in new[] { ("fast", 15), ("slow", seconds) })
        {
            for (var time = _now.AddHours(-3); time <= _now; time = time.AddSeconds(step))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"up{{job=\"{job}\",instance=\"0\"}} 1 {new DateTimeOffset(time).ToUnixTimeSeconds()}\n"
                );
        }

        server.Load(text + "# EOF\n");
        var found = (await Probe(server.Address, null))["PrometheusScrapeInterval"];
        Assert.Equal((status, actual, false), (found.Status, found.Actual, found.Required));
        if (status == "Fail")
            Assert.StartsWith(
                "The job 'slow' is scraped every 5m, and the rules look at windows of 5m",
                found.Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("15d", "Fail", "Prometheus retains 15d, and 30d are needed")]
    [InlineData("30d", "Pass", "Prometheus retains 30d, and 30d are needed")]
    [InlineData("1y or 10GB", "Pass", "Prometheus retains 1y, and 30d are needed; at more than 10GB it drops data earlier")]
    [InlineData("512MiB", "Unknown", "Prometheus keeps 512MiB, however long that lasts, and 30d are needed")]
    [InlineData("for ever", "Unknown", "The server tells a retention that is not a duration: 'for ever'")]
    [InlineData("", "Unknown", "The server does not tell how long it keeps data")]
    public async Task Retention_is_read_as_Prometheus_writes_it(string retention, string status, string message)
    {
        await using var server = Prometheus(r =>
            r.SendAsync(200, $$$"""{"status":"success","data":{"storageRetention":"{{{retention}}}"}}""")
        );
        var found = (await Probe(server.Address, null))["PrometheusRetention"];
        Assert.Equal((status, message, "30d", true), (found.Status, found.Message, found.Target, found.Required));
    }

    [Theory]
    [InlineData("90d", "Pass", "Prometheus retains 90d, and the longest phase is judged on 90d")]
    [InlineData(
        "100d or 1TB",
        "Pass",
        "Prometheus retains 100d, and the longest phase is judged on 90d; at more than 1TB it drops data earlier"
    )]
    [InlineData("15d", "Fail", "Prometheus retains 15d, and the longest phase is judged on 90d")]
    [InlineData("10GB", "Unknown", "Prometheus keeps 10GB, however long that lasts, and the longest phase is judged on 90d")]
    [InlineData("", "Unknown", "The server does not tell how long it keeps data, and the longest phase is judged on 90d")]
    public async Task Retention_is_compared_with_the_longest_phase_and_what_helps_is_named(string retention, string status, string message)
    {
        await using var server = Prometheus(r =>
            r.SendAsync(200, $$$"""{"status":"success","data":{"storageRetention":"{{{retention}}}"}}""")
        );
        var found = (await Probe(server.Address, null))["PrometheusPhaseRetention"];
        Assert.Equal((status, message, "90d", false), (found.Status, found.Message, found.Target, found.Required));
        Assert.Equal(status != "Pass", found.Guidance.Contains("--storage.tsdb.retention.time=100d", StringComparison.Ordinal));
        Assert.Equal(status != "Pass", found.Guidance.Contains("-RecordPath", StringComparison.Ordinal));
    }

    // Flags that nobody has set are zero, and time is then 15 days unless a size was given.
    [Theory]
    [InlineData("0s", "0B", "15d")]
    [InlineData("0s", "10GB", "10GB")]
    [InlineData("120d", "0B", "120d")]
    [InlineData("120d", "10GB", "120d or 10GB")]
    public async Task A_server_that_tells_its_retention_in_flags_alone_is_understood(string time, string size, string text)
    {
        await using var server = new FaultServer(
            (request, reply) =>
                request.Target switch
                {
                    "/api/v1/status/runtimeinfo" => reply.SendAsync(404, "404 page not found", "text/plain"),
                    "/api/v1/status/flags" => reply.SendAsync(
                        200,
                        "{\"status\":\"success\",\"data\":{"
                            + $"\"storage.tsdb.retention.time\":\"{time}\",\"storage.tsdb.retention.size\":\"{size}\"}}}}"
                    ),
                    _ => reply.SendAsync(200, FaultReply.One),
                }
        );
        Assert.Equal(text, (await Probe(server.Address, null))["PrometheusPhaseRetention"].Actual);
    }

    [Fact]
    public async Task A_server_without_ready_and_retention_is_asked_a_query()
    {
        await using var server = Prometheus(
            r => r.SendAsync(404, "404 page not found", "text/plain"),
            r => r.SendAsync(404, "404 page not found", "text/plain")
        );
        var found = await Probe(server.Address, null);
        Assert.Equal(("Pass", "Unknown"), (found["PrometheusReady"].Status, found["PrometheusRetention"].Status));
        Assert.EndsWith("answers queries; it has no /-/ready", found["PrometheusReady"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_to_log_in_is_not_ready()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, "<html>log in</html>", "text/html"));
        var found = await Probe(server.Address, null);
        Assert.Equal("Fail", found["PrometheusReady"].Status);
        Assert.Contains("it is a page of HTML", found["PrometheusReady"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_starts_or_refuses_is_not_ready_and_is_not_asked_again()
    {
        await using var starting = FaultServer.InTurn(r => r.SendAsync(503, "Service Unavailable", "text/plain"));
        Assert.Equal("Fail", (await Probe(starting.Address, null))["PrometheusReady"].Status);

        await using var refusing = FaultServer.InTurn(r => r.SendAsync(401, "no", "text/plain"));
        var found = await Probe(refusing.Address, null);
        Assert.Equal("Fail Unknown Unknown Unknown Unknown Unknown", Statuses(found));
        Assert.Single(refusing.Requests);
        Assert.Equal("Prometheus could not be asked", found["PrometheusScraping"].Message);
    }

    [Theory]
    [InlineData(200, """{"commit":"1","database":"ok","version":"11.2.0"}""", "Pass", "Grafana 11.2.0 at")]
    [InlineData(200, """{"database":"failing"}""", "Fail", "is 'failing'")]
    [InlineData(503, """{"database":"failing"}""", "Fail", "answers 503")]
    [InlineData(200, """{"status":"fine"}""", "Unknown", "does not tell its health as Grafana does")]
    [InlineData(200, "<!doctype html><title>Log in</title>", "Fail", "it is a page of HTML")]
    [InlineData(200, "[]", "Fail", "it is not an object")]
    [InlineData(401, """{"message":"Unauthorized"}""", "Fail", "answers 401: Unauthorized")]
    [InlineData(404, "", "Fail", "answers 404")]
    public async Task Grafana_is_as_well_as_it_says(int status, string body, string expected, string message)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(status, body));
        var found = (await Probe(null, server.Address))["GrafanaHealth"];
        Assert.Equal((expected, true), (found.Status, found.Required));
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Prometheus", found.Message, StringComparison.Ordinal);
        Assert.Equal(expected != "Pass", found.Guidance.Length > 0);
        Assert.Equal(
            ("GET", "/api/health", null),
            (server.Requests[0].Method, server.Requests[0].Target, server.Requests[0].Header("Authorization"))
        );
    }

    [Fact]
    public async Task A_slow_Grafana_fails_in_time_and_a_redirect_to_a_login_is_not_followed()
    {
        await using var slow = new FaultServer((_, r) => r.TrickleAsync(() => { }));
        var late = (await Probe(null, slow.Address, timeout: TimeSpan.FromMilliseconds(300)))["GrafanaHealth"];
        Assert.Equal("Fail", late.Status);
        Assert.Contains("no whole answer within 0.3 s", late.Message, StringComparison.Ordinal);

        await using var login = FaultServer.InTurn(r => r.SendAsync(302, "", null, "Location: https://login.example/?state=secret"));
        var moved = (await Probe(null, login.Address))["GrafanaHealth"];
        Assert.Equal("Fail", moved.Status);
        Assert.DoesNotContain("secret", moved.ToString() + moved.Guidance, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_skipped_and_says_so()
    {
        var found = await Probe(null, null);
        Assert.All(found.Values, p => Assert.Equal("Skipped", p.Status));
        Assert.All(found.Values, p => Assert.StartsWith("Skipped: ", p.Message, StringComparison.Ordinal));
        Assert.All(found.Values, p => Assert.StartsWith("Give ", p.Guidance, StringComparison.Ordinal));
        Assert.False(SloPrerequisite.AreMet(found.Values));
    }

    private static string Statuses(Dictionary<string, SloPrerequisite> found) =>
        string.Join(" ", found.Values.Where(p => p.Area == "Prometheus").Select(p => p.Status));

    // 'up' each hour, for so many days before now.
    private static string Up(params (string Job, int Value, int Days)[] targets) =>
        "# TYPE up gauge\n"
        + string.Concat(
            targets.Select(
                (t, i) =>
                    string.Concat(
                        Enumerable
                            .Range(0, (t.Days * 24) + 1)
                            .Select(h =>
                                string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"up{{job=\"{t.Job}\",instance=\"{i}\"}} {t.Value} "
                                        + $"{new DateTimeOffset(_now.AddDays(-t.Days).AddHours(h)).ToUnixTimeSeconds()}\n"
                                )
                            )
                    )
            )
        )
        + "# EOF\n";

    private static FaultServer Prometheus(Func<FaultReply, Task> info, Func<FaultReply, Task>? ready = null) =>
        new(
            (request, reply) =>
                request.Target switch
                {
                    "/-/ready" => ready is null ? reply.SendAsync(200, "Prometheus Server is Ready.\n", "text/plain") : ready(reply),
                    "/api/v1/status/runtimeinfo" => info(reply),
                    _ => reply.SendAsync(200, FaultReply.One),
                }
        );

    private static Task<Dictionary<string, SloPrerequisite>> Probe(
        Uri? prometheus,
        Uri? grafana,
        TimeSpan? window = null,
        DateTime? now = null,
        TimeSpan? timeout = null
    ) =>
        Task.Run(
            () =>
            {
                var options = new PrometheusOptions { MaxRetries = 0, Timeout = timeout ?? TimeSpan.FromSeconds(30) };
                using var metrics = prometheus is null ? null : new PrometheusConnection(prometheus, options);
                using var boards = grafana is null
                    ? null
                    : new PrometheusConnection(grafana, options with { Product = "Grafana" }, "GrafanaUri");
                var settings = new PrerequisiteSettings
                {
                    Prometheus = metrics,
                    Grafana = boards,
                    Now = now ?? _now,
                    Window = window ?? TimeSpan.FromDays(30),
                };
                return PrerequisiteProbes.Create(settings).Select(p => p.Probe(Token)).ToDictionary(p => p.Name);
            },
            Token
        );
}
