using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Discovery;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Discovery;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Discovery;

/// <summary>The search on servers that have nothing, too much, limits and faults.</summary>
public sealed partial class DiscoveryFaultTests
{
    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_scrapes_only_itself_gets_one_line()
    {
        await using var server = new FaultServer(
            (_, reply) => reply.SendAsync(200, Vector("{\"__name__\":\"prometheus_http_requests_total\"}"))
        );
        var items = Find(server).Where(i => i.Progress is null).ToArray();
        Assert.EndsWith(
            " has no recent sample of a service of a known kind. Scrape your services, give the address of the Prometheus that does, or an "
                + "earlier moment with -At.",
            Assert.Single(items).Warning,
            StringComparison.Ordinal
        );
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(2000)]
    public async Task Thousands_of_services_take_at_most_40_requests(int count)
    {
        await using var server = Serve((request, reply) => Answer(request, reply, count, mostServices: 5000));
        var found = Find(server).Select(i => i.Service).OfType<SloService>().ToArray();
        Assert.Equal(count, found.Select(s => s.Service).Distinct().Count());
        Assert.All(found, s => Assert.Equal((3000L, 2970L), (s.TotalEvents, s.GoodEvents)));
        Assert.InRange(server.Requests.Count, 5, 40);
    }

    [Fact]
    public async Task What_is_too_much_for_the_server_is_asked_in_halves()
    {
        await using var server = Serve((request, reply) => Answer(request, reply, 40, mostServices: 12));
        var found = Find(server).Select(i => i.Service).OfType<SloService>().ToArray();
        Assert.Equal(40, found.Length);
        Assert.All(found, s => Assert.Equal(3000, s.TotalEvents));
    }

    [Fact]
    public async Task A_query_that_is_refused_fails_its_services_and_no_others()
    {
        await using var server = Serve(
            (request, reply) =>
                request.Parameter("query")!.Contains("s0009", StringComparison.Ordinal)
                    ? reply.SendAsync(422, """{"status":"error","errorType":"execution","error":"found duplicate series"}""")
                    : Answer(request, reply, 30, mostServices: 500)
        );
        var items = Find(server, r => r with { ServicesPerQuery = 10 });
        Assert.Equal(10, items.Count(i => i.Failure is not null));
        Assert.Equal(20, items.Count(i => i.Service is not null));
    }

    [Theory]
    [InlineData(401, PrometheusErrorKind.Unauthorized)]
    [InlineData(404, PrometheusErrorKind.BadRequest)]
    public async Task A_server_that_cannot_be_asked_ends_the_search(int status, PrometheusErrorKind kind)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(status, "no", "text/plain"));
        Assert.Equal(kind, Assert.Throws<PrometheusException>(() => Find(server)).Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_fault_in_the_middle_ends_the_search_with_its_own_error()
    {
        var count = 0;
        await using var server = Serve(
            (request, reply) =>
                Interlocked.Increment(ref count) > 3 ? reply.SendAsync(401, "expired", "text/plain") : Answer(request, reply, 600, 5000)
        );
        Assert.Equal(PrometheusErrorKind.Unauthorized, Assert.Throws<PrometheusException>(() => Find(server)).Kind);
    }

    [Fact]
    public async Task Whoever_stops_reading_stops_the_queries()
    {
        await using var server = Serve((request, reply) => Answer(request, reply, 2000, 5000));
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        Assert.NotNull(new PrometheusDiscovery(connection).Read(Request(), Token).First(i => i.Service is not null));
        var requests = server.Requests.Count;
        Assert.InRange(requests, 5, 20);
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Values_that_no_service_can_be_named_after_are_counted_and_left_out()
    {
        await using var server = Serve(
            (request, reply) =>
                reply.SendAsync(
                    200,
                    request.Parameter("query")!.StartsWith("count by (__name__) (", StringComparison.Ordinal)
                        ? Vector("{\"__name__\":\"http_requests_total\"}")
                        : Vector("{\"__name__\":\"http_requests_total\",\"job\":\"a\\nb\",\"code\":\"200\"}")
                )
        );
        var items = Find(server);
        Assert.Contains(items, i => i.Warning?.StartsWith("A value of a label has", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(items, i => i.Service is not null);
        Assert.DoesNotContain(items, i => i.Note?.Contains('\n', StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("15d", true)]
    [InlineData("90d", false)]
    [InlineData("10GB", null)]
    public async Task A_server_that_forgets_before_a_phase_is_over_is_told_once_with_what_helps(string retention, bool? isShort)
    {
        await using var server = Serve((request, reply) => Answer(request, reply, 5, mostServices: 50), retention);
        var items = Find(server);
        Assert.Equal(5, items.Count(i => i.Service is not null));
        const string Advice =
            "Start Prometheus with --storage.tsdb.retention.time=100d or more, or keep the days in a file: Get-SloEvidence -Plan ... "
            + "-RecordPath slo/evidence, daily.";
        var (warnings, notes) = (items.Select(i => i.Warning).OfType<string>(), items.Select(i => i.Note).OfType<string>());
        Assert.Equal(
            isShort == true ? 1 : 0,
            warnings.Count(w =>
                w.EndsWith(
                    $" retains {retention}, and the longest phase of the profile 'default' is judged on 90 days. {Advice}",
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Equal(isShort is null ? 1 : 0, notes.Count(w => w.EndsWith(Advice, StringComparison.Ordinal)));
    }

    // Queries are answered, and how long the server keeps its data is told or not.
    private static FaultServer Serve(Func<FaultRequest, FaultReply, Task> answer, string? retention = null) =>
        new(
            (request, reply) =>
                !request.Target.StartsWith("/api/v1/status/", StringComparison.Ordinal) ? answer(request, reply)
                : retention is null ? reply.SendAsync(404, "404 page not found", "text/plain")
                : reply.SendAsync(200, $$$"""{"status":"success","data":{"storageRetention":"{{{retention}}}"}}""")
        );

    private static List<DiscoveryItem> Find(FaultServer server, Func<DiscoveryRequest, DiscoveryRequest>? change = null)
    {
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions { MaxRetries = 0 });
        return new PrometheusDiscovery(connection).Read(change?.Invoke(Request()) ?? Request(), Token).ToList();
    }

    private static DiscoveryRequest Request() => DiscoveryTests.Request(_end, 30);

    // A fleet of http services by job, of which each has 100 requests a day, one of them bad.
    private static Task Answer(FaultRequest request, FaultReply reply, int count, int mostServices)
    {
        var query = request.Parameter("query")!;
        var names = Enumerable.Range(0, count).Select(i => "s" + i.ToString("D4", CultureInfo.InvariantCulture)).ToArray();
        if (query.StartsWith("count by (__name__) (", StringComparison.Ordinal))
            return reply.SendAsync(
                200,
                Vector("{\"__name__\":\"http_requests_total\"}", "{\"__name__\":\"http_request_duration_seconds_bucket\"}")
            );
        if (query.StartsWith("count by (__name__,", StringComparison.Ordinal))
            return reply.SendAsync(
                200,
                Vector([.. names.Select(n => $"{{\"__name__\":\"http_requests_total\",\"job\":\"{n}\",\"code\":\"200\"}}")])
            );
        var asked = Jobs().Match(query) is { Success: true } match ? match.Groups[1].Value.Split('|') : names;
        if (asked.Length > mostServices)
            return reply.SendAsync(
                422,
                """{"status":"error","errorType":"execution","error":"query processing would load too many samples"}"""
            );
        var events = query.Contains("code", StringComparison.Ordinal) ? 1 : 100;
        if (!request.Target.Contains("query_range", StringComparison.Ordinal))
            return reply.SendAsync(200, Vector());
        var start = double.Parse(request.Parameter("start")!, CultureInfo.InvariantCulture);
        var days = (int)Math.Round((double.Parse(request.Parameter("end")!, CultureInfo.InvariantCulture) - start) / 86400) + 1;
        var values = string.Join(
            ',',
            Enumerable.Range(0, days).Select(d => string.Create(CultureInfo.InvariantCulture, $"[{start + (86400 * d)},\"{events}\"]"))
        );
        var prefix = Prefix().Match(query).Groups[1].Value;
        var series = string.Join(
            ',',
            asked.Select(n => $"{{\"metric\":{{\"slo_key\":\"{prefix}{n}\",\"job\":\"{n}\"}},\"values\":[{values}]}}")
        );
        return reply.SendAsync(200, """{"status":"success","data":{"resultType":"matrix","result":[""" + series + "]}}");
    }

    private static string Vector(params string[] metrics) =>
        """{"status":"success","data":{"resultType":"vector","result":["""
        + string.Join(',', metrics.Select(m => $"{{\"metric\":{m},\"value\":[1769817600,\"1\"]}}"))
        + "]}}";

    [GeneratedRegex("job =~? \"([^\"]+)\"")]
    private static partial Regex Jobs();

    [GeneratedRegex("\"([0-9]+/)\\$1\"")]
    private static partial Regex Prefix();
}
