using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>The connection against a server that does everything wrong.</summary>
public sealed class TransportTests
{
    private const string Secret = "hunter2-geheim";
    private static readonly DateTime _time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly QuickTime _clock = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PrometheusOptions Options =>
        new()
        {
            Timeout = TimeSpan.FromMinutes(5),
            Authorization = () => "Bearer " + Secret,
            Headers = [new("X-Scope-OrgID", "tenant-secret-1")],
            Warning = _warnings.Enqueue,
        };

    [Fact]
    public async Task A_query_is_posted_as_a_form_with_headers_and_credentials()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        var answer = await AskAsync(server, query: "up{a=\"b+c & d\"}");
        Assert.Equal(("service=api", 1.0), (answer.All.Single().Labels, answer.All.Single().Samples.Single().Value));
        var request = server.Requests.Single();
        Assert.Equal(("POST", "/api/v1/query"), (request.Method, request.Target));
        Assert.Equal("application/x-www-form-urlencoded", request.Header("Content-Type")!.Split(';')[0]);
        Assert.Equal("up{a=\"b+c & d\"}", request.Parameter("query"));
        Assert.Equal("1767225600", request.Parameter("time"));
        Assert.Equal("Bearer " + Secret, request.Header("Authorization"));
        Assert.Equal("tenant-secret-1", request.Header("X-Scope-OrgID"));
        Assert.Contains("gzip", request.Header("Accept-Encoding"));
    }

    [Theory]
    [InlineData("prometheus", "/prometheus/api/v1/query")]
    [InlineData("prometheus/", "/prometheus/api/v1/query")]
    [InlineData("a/b/api/v1/", "/a/b/api/v1/query")]
    [InlineData("thanos?dedup=false&partial_response=true", "/thanos/api/v1/query?dedup=false&partial_response=true")]
    public async Task Path_prefix_and_query_of_the_address_are_kept(string address, string target)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        await AskAsync(server, address);
        Assert.Equal(target, server.Requests.Single().Target);
    }

    [Fact]
    public async Task Where_POST_is_not_allowed_GET_is_used_from_then_on()
    {
        await using var server = new FaultServer((q, r) => q.Method == "POST" ? r.SendAsync(405, "no") : r.SendAsync(200, FaultReply.One));
        using var connection = new PrometheusConnection(server.Address, Options, _clock);
        await AskAsync(connection, "up{a=\"ä\"}");
        await AskAsync(connection, "up");
        Assert.Equal(["POST", "GET", "GET"], server.Requests.Select(q => q.Method));
        Assert.Equal("up{a=\"ä\"}", server.Requests[1].Parameter("query"));
    }

    [Fact]
    public async Task Twice_503_and_then_well_is_an_answer_after_two_waits()
    {
        await using var server = FaultServer.InTurn(
            r => r.SendAsync(503, ""),
            r => r.SendAsync(503, ""),
            r => r.SendAsync(200, FaultReply.One)
        );
        Assert.Single((await AskAsync(server)).All);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(2, _clock.Waits.Count);
        Assert.All(_clock.Waits, w => Assert.InRange(w, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
    }

    // Each wait is from half of its length up to all of it, and the next one is twice as long: they never overlap.
    [Fact]
    public async Task Waits_double_with_each_try_and_are_varied_at_random()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(503, ""));
        var first = new HashSet<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var clock = new QuickTime();
            using var connection = new PrometheusConnection(server.Address, Options, clock);
            await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
            Assert.Equal(4, clock.Waits.Count);
            for (var wait = 0; wait < 4; wait++)
                Assert.InRange(clock.Waits[wait].TotalMilliseconds, 250 * (1 << wait), 500 * (1 << wait));
            first.Add(clock.Waits[0]);
        }

        Assert.NotEqual(1, first.Count);
    }

    [Fact]
    public async Task A_wait_is_never_longer_than_the_longest_one()
    {
        var options = Options with { MaxRetries = 60, RetryDelay = TimeSpan.FromMinutes(30), MaxRetryDelay = TimeSpan.FromSeconds(3) };
        var waits = new QuickTime();
        var policy = new RetryPolicy(options, waits, () => 0.5, (_, _) => { });
        var failure = new PrometheusException(PrometheusErrorKind.Unreachable, "away", "wait");
        var error = await Assert.ThrowsAsync<PrometheusException>(() =>
            policy.ExecuteAsync<int>(_ => throw new TransientException(failure), Token)
        );
        Assert.Same(failure, error);
        Assert.Equal(60, waits.Waits.Count);
        Assert.All(waits.Waits, w => Assert.Equal(TimeSpan.FromSeconds(2.25), w));
    }

    [Fact]
    public async Task A_wait_ends_when_the_request_is_cancelled()
    {
        var options = Options with { RetryDelay = TimeSpan.FromHours(1), MaxRetryDelay = TimeSpan.FromHours(1) };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var failure = new PrometheusException(PrometheusErrorKind.Unreachable, "away", "wait");
        var tries = 0;
        var asking = new RetryPolicy(options, _clock, () => 0, (_, _) => { }).ExecuteAsync<int>(
            _ =>
            {
                tries++;
                throw new TransientException(failure);
            },
            cancel.Token
        );
        Assert.False(asking.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("3600", 30)]
    [InlineData("Sat, 31 Jan 2026 00:00:09 GMT", 9)]
    [InlineData("Fri, 30 Jan 2026 00:00:00 GMT", 0)]
    public async Task Retry_After_in_seconds_or_as_a_date_is_waited_for_up_to_the_cap(string header, int seconds)
    {
        await using var server = FaultServer.InTurn(
            r => r.SendAsync(429, "slow", "text/plain", "Retry-After: " + header),
            r => r.SendAsync(200, FaultReply.One)
        );
        Assert.Single((await AskAsync(server)).All);
        Assert.Equal(seconds == 0 ? [] : [TimeSpan.FromSeconds(seconds)], _clock.Waits.Where(w => w > TimeSpan.Zero));
    }

    [Theory]
    [InlineData(429, PrometheusErrorKind.RateLimited)]
    [InlineData(500, PrometheusErrorKind.ServerError)]
    [InlineData(502, PrometheusErrorKind.ServerError)]
    [InlineData(504, PrometheusErrorKind.ServerError)]
    public async Task After_the_last_try_the_status_is_the_error(int status, PrometheusErrorKind kind)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(status, "<html>busy</html>", "text/html"));
        var error = await FailAsync(server);
        Assert.Equal((kind, status), (error.Kind, error.StatusCode));
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, PrometheusErrorKind.BadRequest)]
    [InlineData(401, PrometheusErrorKind.Unauthorized)]
    [InlineData(403, PrometheusErrorKind.Unauthorized)]
    [InlineData(404, PrometheusErrorKind.BadRequest)]
    [InlineData(422, PrometheusErrorKind.BadRequest)]
    public async Task Other_refusals_are_final_and_carry_the_servers_own_words(int status, PrometheusErrorKind kind)
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(status, """{"status":"error","errorType":"bad_data","error":"1:5: parse error: \u001b[31m no"}""")
        );
        var error = await FailAsync(server);
        Assert.Equal((kind, "bad_data"), (error.Kind, error.ErrorType));
        Assert.Contains("(bad_data): 1:5: parse error: \\u001b[31m no", error.Message, StringComparison.Ordinal);
        Assert.Contains(server.Address.ToString().TrimEnd('/'), error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_query_that_the_server_gives_up_is_a_timeout_and_not_repeated()
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(503, """{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}""")
        );
        Assert.Equal(PrometheusErrorKind.Timeout, (await FailAsync(server)).Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_reset_in_the_body_is_tried_again_and_what_came_before_is_forgotten()
    {
        var long1 = Answer(1000);
        await using var server = FaultServer.InTurn(r => r.ResetAsync(long1), r => r.SendAsync(200, long1));
        Assert.Equal(1000, (await AskAsync(server)).All.Count);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_reset_each_time_is_unreachable()
    {
        await using var server = FaultServer.InTurn(r => r.ResetAsync(Answer(100)));
        Assert.Equal(PrometheusErrorKind.Unreachable, (await FailAsync(server)).Kind);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task JSON_that_ends_too_early_is_tried_again_and_then_malformed()
    {
        await using var once = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One[..60]), r => r.SendAsync(200, FaultReply.One));
        Assert.Single((await AskAsync(once)).All);
        await using var always = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One[..60]));
        var error = await FailAsync(always);
        Assert.Equal(PrometheusErrorKind.Malformed, error.Kind);
        Assert.Contains("ends too early", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_HTML_is_named_as_such_with_its_beginning()
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(
                200,
                "<html>\u001b]0;x\u0007<title>Sign in</title> ##vso[task.complete] " + new string('x', 500) + "</html>",
                "text/html"
            )
        );
        var error = await FailAsync(server);
        Assert.Equal(PrometheusErrorKind.Malformed, error.Kind);
        Assert.Contains("a page of HTML", error.Message, StringComparison.Ordinal);
        Assert.Contains("'text/html'", error.Message, StringComparison.Ordinal);
        Assert.Contains("<html>\\u001b]0;x\\u0007<title>Sign in</title>", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 200, 600);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Gzip_and_chunks_are_read()
    {
        await using var server = FaultServer.InTurn(r => r.GzipAsync(Answer(3000)), r => r.ChunkedAsync(Answer(300), 7));
        using var connection = new PrometheusConnection(server.Address, Options, _clock);
        Assert.Equal(3000, (await AskAsync(connection, "a")).All.Count);
        Assert.Equal(300, (await AskAsync(connection, "b")).All.Count);
    }

    [Theory]
    [InlineData(200, "gzip")]
    [InlineData(200, "deflate")]
    [InlineData(400, "gzip")]
    public async Task A_compressed_body_that_is_none_is_malformed_and_not_a_crash(int status, string encoding)
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(status, FaultReply.One, FaultReply.Json, "Content-Encoding: " + encoding)
        );
        var error = await FailAsync(server);
        Assert.Equal(status == 200 ? PrometheusErrorKind.Malformed : PrometheusErrorKind.BadRequest, error.Kind);
    }

    [Fact]
    public async Task A_wait_that_the_server_asks_for_is_said_once()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(429, "slow", "text/plain", "Retry-After: 31536000"));
        using var connection = new PrometheusConnection(server.Address, Options, _clock);
        await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "a"));
        await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "b"));
        var warning = Assert.Single(_warnings);
        Assert.Contains("answers 429 and asks to wait: trying again in 30 s", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_nobody_notices_is_not_said()
    {
        await using var server = FaultServer.InTurn(
            r => r.SendAsync(503, "", "text/plain", "Retry-After: 1"),
            r => r.SendAsync(503, ""),
            r => r.SendAsync(200, FaultReply.One)
        );
        await AskAsync(server);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_also_when_it_is_packed_small()
    {
        var options = Options with { MaxResponseBytes = 10_000 };
        await using var plain = FaultServer.InTurn(r => r.SendAsync(200, Answer(1000)));
        await using var packed = FaultServer.InTurn(r => r.GzipAsync(new string(' ', 5_000_000)));
        foreach (var server in new[] { plain, packed })
        {
            using var connection = new PrometheusConnection(server.Address, options, _clock);
            var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
            Assert.Equal(PrometheusErrorKind.TooLarge, error.Kind);
            Assert.Contains("10000 bytes", error.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task A_redirect_on_the_host_is_followed_with_the_form_and_the_credentials()
    {
        await using var server = new FaultServer(
            (q, r) =>
                q.Target.StartsWith("/new/", StringComparison.Ordinal)
                    ? r.SendAsync(200, FaultReply.One)
                    : r.SendAsync(307, "", null, "Location: /new/api/v1/query")
        );
        Assert.Single((await AskAsync(server)).All);
        Assert.Equal(["/api/v1/query", "/new/api/v1/query"], server.Requests.Select(q => q.Target));
        Assert.All(
            server.Requests,
            q => Assert.Equal(("POST", "up", "Bearer " + Secret), (q.Method, q.Parameter("query"), q.Header("Authorization")))
        );
    }

    [Fact]
    public async Task A_redirect_that_changes_the_method_takes_the_form_into_the_address()
    {
        await using var server = new FaultServer(
            (q, r) => q.Method == "GET" ? r.SendAsync(200, FaultReply.One) : r.SendAsync(303, "", null, "Location: /other?x=1")
        );
        Assert.Single((await AskAsync(server)).All);
        Assert.Equal("/other?x=1&query=up&time=1767225600&partial_response=false&deny_partial_response=1", server.Requests[1].Target);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_refused_and_nothing_is_sent_there()
    {
        await using var other = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(302, "", null, $"Location: {other.Address}login?state=top-secret-state")
        );
        var error = await FailAsync(server);
        Assert.Equal(PrometheusErrorKind.Redirect, error.Kind);
        Assert.Contains($"'127.0.0.1:{server.Address.Port}'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'http://127.0.0.1:{other.Address.Port}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret-state", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(308, "", null, "Location: /again"));
        Assert.Equal(PrometheusErrorKind.Redirect, (await FailAsync(server)).Kind);
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task No_server_at_all_is_unreachable_and_says_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/?token={Secret}");
        listener.Stop();
        using var connection = new PrometheusConnection(address, Options, _clock);
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
        Assert.Equal(PrometheusErrorKind.Unreachable, error.Kind);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        AssertNoSecret(error);
        Assert.Equal(4, _clock.Waits.Count);
    }

    [Fact]
    public async Task A_slow_answer_ends_with_the_timeout_and_is_not_repeated()
    {
        await using var server = new FaultServer((_, r) => r.TrickleAsync(() => { }));
        using var connection = new PrometheusConnection(server.Address, Options, new QuickTime { AllEnd = true });
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
        Assert.Equal(PrometheusErrorKind.Timeout, error.Kind);
        Assert.Contains("300 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait_before_another_try()
    {
        var answered = new TaskCompletionSource();
        await using var server = new FaultServer(
            async (_, r) =>
            {
                await r.SendAsync(429, "", null, "Retry-After: 25");
                answered.TrySetResult();
            }
        );
        using var connection = new PrometheusConnection(server.Address, Options, TimeProvider.System);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asking = new PrometheusApi(connection).QueryAsync("up", _time, () => new SeriesList(), cancel.Token);
        await answered.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task No_more_than_four_requests_are_under_way_at_once()
    {
        var now = 0;
        var most = 0;
        var full = new TaskCompletionSource();
        await using var server = new FaultServer(
            async (_, r) =>
            {
                var count = Interlocked.Increment(ref now);
                InterlockedMax(ref most, count);
                if (count == 4)
                    full.TrySetResult();
                await full.Task;
                Interlocked.Decrement(ref now);
                await r.SendAsync(200, FaultReply.One);
            }
        );
        using var connection = new PrometheusConnection(server.Address, Options, _clock);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => AskAsync(connection, "up")));
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task Warnings_and_infos_are_passed_on_without_secrets()
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(
                200,
                $$$"""{"warnings":["store \u001b[1m down {{{Secret}}}"],"infos":["metric might not be a counter"],"status":"success","data":{"resultType":"vector","result":[]}}"""
            )
        );
        await AskAsync(server);
        Assert.Equal(["store \\u001b[1m down ***", "metric might not be a counter"], _warnings);
    }

    [Fact]
    public async Task A_server_that_repeats_the_request_gives_no_secret_away()
    {
        using var password = new SecureString();
        foreach (var c in "p4ss:wörd")
            password.AppendChar(c);
        await using var server = new FaultServer(
            (q, r) =>
                r.SendAsync(
                    400,
                    $$"""{"status":"error","errorType":"bad {{q.Header("Authorization")}}","error":"sent {{q.Header("Authorization")}} for {{q.Header("X-Scope-OrgID")}}, that is p4ss:wörd"}"""
                )
        );
        using var connection = new PrometheusConnection(
            new Uri(server.Address, "?key=query-secret"),
            Options with
            {
                Authorization = PrometheusAuthorization.Basic("me", password),
            },
            _clock
        );
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
        Assert.Equal(
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:p4ss:wörd")),
            server.Requests.Single().Header("Authorization")
        );
        Assert.Contains("sent ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bWU6", error.ToString(), StringComparison.Ordinal);

        // PowerShell shows the properties of an error too.
        Assert.Equal("bad ***", error.ErrorType);
        AssertNoSecret(error);
    }

    [Fact]
    public void A_name_in_the_address_is_refused_and_not_printed()
    {
        var error = Assert.Throws<SloValidationException>(() =>
            new PrometheusConnection(new Uri($"http://me:{Secret}@localhost:9090/"), Options)
        );
        Assert.Contains("PrometheusUri", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://localhost/")]
    [InlineData("file:///etc/passwd")]
    public void Addresses_that_are_none_of_the_web_are_refused(string address) =>
        Assert.Contains(
            "http://",
            Assert.Throws<SloValidationException>(() => new PrometheusConnection(new Uri(address), Options)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_header_with_a_line_break_is_refused_without_its_value()
    {
        var error = Assert.Throws<SloValidationException>(() =>
            new PrometheusConnection(new Uri("http://localhost"), Options with { Headers = [new("X-A", Secret + "\r\nHost: evil")] })
        );
        Assert.Contains("X-A", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }

    private static string Answer(int series) =>
        """{"status":"success","data":{"resultType":"vector","result":["""
        + string.Join(
            ",",
            Enumerable
                .Range(0, series)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $$$"""{"metric":{"service":"s{{{i}}}"},"value":[1767225600.123,"{{{i}}}.5"]}"""
                    )
                )
        )
        + "]}}";

    private static void AssertNoSecret(PrometheusException error)
    {
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tenant-secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("query-secret", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.Empty(error.Data);
    }

    private static Task<SeriesList> AskAsync(PrometheusConnection connection, string query) =>
        new PrometheusApi(connection).QueryAsync(query, _time, () => new SeriesList(), Token);

    private async Task<SeriesList> AskAsync(FaultServer server, string address = "", string query = "up")
    {
        using var connection = new PrometheusConnection(new Uri(server.Address, address), Options, _clock);
        return await AskAsync(connection, query);
    }

    private async Task<PrometheusException> FailAsync(FaultServer server)
    {
        using var connection = new PrometheusConnection(new Uri(server.Address, "?key=query-secret"), Options, _clock);
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection, "up"));
        AssertNoSecret(error);
        return error;
    }
}
