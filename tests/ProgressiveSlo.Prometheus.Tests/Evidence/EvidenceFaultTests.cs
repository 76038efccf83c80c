using System.Text.RegularExpressions;
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

/// <summary>The collection of evidence from a server with limits and faults.</summary>
public sealed partial class EvidenceFaultTests
{
    private const string Empty = """{"status":"success","data":{"resultType":"matrix","result":[]}}""";

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_too_much_for_the_server_is_asked_in_halves()
    {
        // The server takes queries for three services and four days at most.
        await using var server = new FaultServer((request, reply) => Answer(request, reply, mostServices: 3, mostDays: 4));
        var metrics = Read(server, Request(7, days: 10)).Select(i => i.Evidence).OfType<SloEvidence>().ToArray();
        Assert.Equal(7, metrics.Length);
        Assert.All(metrics, m => Assert.All(m.Days, d => Assert.Equal((90L, 100L), (d.GoodEvents, d.TotalEvents))));
        Assert.Contains(server.Requests, r => r.Parameter("query")?.Contains("service = \"s0\"", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_limit_that_halves_do_not_meet_fails_the_services()
    {
        await using var server = new FaultServer((request, reply) => Answer(request, reply, mostServices: 0, mostDays: 0));
        var failures = Read(server, Request(3, days: 4)).Select(i => i.Failure).OfType<EvidenceFailure>().ToArray();
        Assert.Equal(["s0", "s1", "s2"], failures.Select(f => f.Service).Order());
        Assert.All(failures, f => Assert.Contains("too many samples", f.Error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_right_to_ask_the_whole_is_pointless()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(401, "who are you", "text/plain"));
        var error = Assert.Throws<PrometheusException>(() => Read(server, Request(3000, days: 30)));
        Assert.Equal(PrometheusErrorKind.Unauthorized, error.Kind);

        // Those that were under way end too, and no other one begins.
        await using var willing = FaultServer.InTurn(r => r.SendAsync(200, Empty));
        Read(willing, Request(3000, days: 30));
        Assert.InRange(server.Requests.Count, 1, willing.Requests.Count / 2);
    }

    [Fact]
    public async Task No_API_at_the_address_is_thrown_and_names_the_prefix()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(404, "404 page not found", "text/plain"));
        Assert.Contains(
            "path prefix",
            Assert.Throws<PrometheusException>(() => Read(server, Request(3, days: 30))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Warnings_of_the_server_come_once()
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(200, Empty.Replace("{\"status", "{\"warnings\":[\"store down\"],\"status", StringComparison.Ordinal))
        );
        Assert.Equal(
            "store down",
            Read(server, Request(1, days: 2))
                .Select(i => i.Warning)
                .OfType<string>()
                .Single(w => !w.Contains("no data", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("\"warnings\":[\"no store matched\"],", "no store matched", true)]
    [InlineData("\"warnings\":[\"PromQL warning: a quantile is odd\"],", "PromQL warning: a quantile is odd", false)]
    [InlineData("\"warnings\":[\"PromQL info: the metric might not be a counter\"],", null, false)]
    [InlineData("\"infos\":[\"PromQL info: the metric might not be a counter\"],", null, false)]
    [InlineData("\"isPartial\":true,", "The answer is partial: some storage nodes did not answer", true)]
    [InlineData("\"isPartial\":false,", null, false)]
    public async Task Doubts_of_the_server_travel_with_the_evidence(string member, string? warning, bool isPartial)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, "{" + member + Empty[1..]));
        var evidence = Read(server, Request(2, days: 2)).Select(i => i.Evidence).OfType<SloEvidence>().ToArray();
        Assert.Equal(2, evidence.Length);
        Assert.All(evidence, e => Assert.Equal((warning is null ? "" : warning, isPartial), (string.Join("|", e.Warnings), e.Partial)));
    }

    [Fact]
    public async Task A_doubt_about_one_batch_is_none_about_another()
    {
        await using var server = new FaultServer(
            (request, reply) =>
                reply.SendAsync(
                    200,
                    request.Parameter("query")?.Contains("\"s1\"", StringComparison.Ordinal) == true
                        ? "{\"warnings\":[\"no store matched\"]," + Empty[1..]
                        : Empty
                )
        );
        var evidence = Read(server, Request(2, days: 2) with { MaxServicesPerQuery = 1 })
            .Select(i => i.Evidence)
            .OfType<SloEvidence>()
            .ToDictionary(e => e.Service!);
        Assert.Equal((false, true), (evidence["s0"].Partial, evidence["s1"].Partial));
    }

    [Fact]
    public async Task Servers_are_asked_for_whole_answers()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, Empty));
        Read(server, Request(1, days: 2));
        var queries = server.Requests.Where(r => r.Parameter("query") is not null).ToArray();
        Assert.NotEmpty(queries);
        Assert.All(queries, r => Assert.Equal(("false", "1"), (r.Parameter("partial_response"), r.Parameter("deny_partial_response"))));
    }

    [Fact]
    public async Task Whoever_stops_reading_stops_the_queries()
    {
        await using var server = new FaultServer((request, reply) => Answer(request, reply, 1000, 1000));
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var first = new PrometheusEvidence(connection).Read(Request(3000, days: 30), Token).First(i => i.Evidence is not null);
        var count = server.Requests.Count;
        Assert.NotNull(first.Evidence);
        Assert.InRange(count, 1, 60);
        Assert.Equal(count, server.Requests.Count);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("a) or vector(1) #")]
    [InlineData("")]
    public void A_label_that_is_none_is_refused(string label)
    {
        using var connection = new PrometheusConnection(new Uri("http://localhost"), new PrometheusOptions());
        var request = new EvidenceRequest([new EvidenceSubject("a", RatioIndicator.Default)], _end, 1) { AlertLabels = [label] };
        Assert.Throws<SloValidationException>(() => new PrometheusEvidence(connection).Read(request, Token));
    }

    [Fact]
    public void Names_of_services_are_values_in_queries_and_never_syntax()
    {
        var names = new[] { "a.b+c", "x\"} or up #", "back\\slash", "line\nbreak", "p|q" };
        var scope = new SelectorScope("service", names);
        var text = scope.Restrict(MetricSelector.Parse("m{a=\"b\"}", "m")).ToString();
        var tree = Assert.IsType<ProgressiveSlo.PromQL.VectorSelector>(ProgressiveSlo.PromQL.PromQlParser.Parse(text));
        var pattern = tree.Conditions.Single(c => c.Matcher.Label == "service").Matcher.Value;
        Assert.All(names, n => Assert.Matches("^(?:" + pattern + ")$", n));
        Assert.DoesNotMatch("^(?:" + pattern + ")$", "axb+c");
        Assert.DoesNotMatch("^(?:" + pattern + ")$", "p");
    }

    [Fact]
    public void Batches_keep_the_limits_of_services_points_and_names()
    {
        var request = Request(1000, days: 90);
        Assert.All(EvidenceBatch.Create(request), b => Assert.InRange(b.Values.Count, 1, 100));
        Assert.All(EvidenceBatch.Create(request with { MaxPointsPerQuery = 900 }), b => Assert.InRange(b.Values.Count, 1, 10));
        Assert.All(
            EvidenceBatch.Create(request with { MaxMatcherLength = 40 }),
            b => Assert.InRange(string.Join("|", b.Values).Length, 1, 40)
        );
        Assert.Equal(1000, EvidenceBatch.Create(request).Sum(b => b.Members.Count));
    }

    private static EvidenceRequest Request(int services, int days) =>
        new(
            [
                .. Enumerable
                    .Range(0, services)
                    .Select(i => "s" + i.ToString(CultureInfo.InvariantCulture))
                    .Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s))),
            ],
            _end,
            days
        );

    private static EvidenceItem[] Read(FaultServer server, EvidenceRequest request)
    {
        using var connection = new PrometheusConnection(
            server.Address,
            new PrometheusOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }
        );
        return new PrometheusEvidence(connection).Read(request, Token).ToArray();
    }

    // Every service has 100 events a day, 10 of them bad.
    private static Task Answer(FaultRequest request, FaultReply reply, int mostServices, int mostDays)
    {
        if (request.Parameter("query") is not { } query)
            return reply.SendAsync(200, """{"status":"success","data":{"groups":[]}}""");
        if (query.Contains("ALERTS", StringComparison.Ordinal))
            return reply.SendAsync(200, Empty);
        var services = ServiceMatcher().Match(query).Groups[1].Value.Split('|');
        var (start, end) = (
            long.Parse(request.Parameter("start")!, CultureInfo.InvariantCulture),
            long.Parse(request.Parameter("end")!, CultureInfo.InvariantCulture)
        );
        var days = ((end - start) / 86400) + 1;
        if (services.Length > mostServices || days > mostDays)
            return reply.SendAsync(
                422,
                """{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory in query execution"}"""
            );
        if (query.Contains("status_code = \"\"", StringComparison.Ordinal))
            return reply.SendAsync(200, Empty);
        var value =
            query.Contains("count_over_time", StringComparison.Ordinal) ? "288"
            : query.Contains("5..", StringComparison.Ordinal) ? "90"
            : "100";
        var points = string.Join(
            ",",
            Enumerable.Range(0, (int)days).Select(d => string.Create(CultureInfo.InvariantCulture, $"[{start + (d * 86400)},\"{value}\"]"))
        );
        var series = services.Select(s => $$$"""{"metric":{"service":"{{{s}}}"},"values":[{{{points}}}]}""");
        return reply.SendAsync(200, """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(",", series) + "]}}");
    }

    [GeneratedRegex("service =~? \"([^\"]*)\"")]
    private static partial Regex ServiceMatcher();
}
