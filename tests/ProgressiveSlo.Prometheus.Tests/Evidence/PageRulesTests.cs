using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Prometheus.Evidence;
using ProgressiveSlo.Prometheus.Responses;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Evidence;

/// <summary>No alert has fired, and nobody would know: incidents are a number only where a page alert watches.</summary>
public sealed class PageRulesTests
{
    private const string Rules = """
        groups:
        - name: alerts
          rules:
          - record: x:rate5m
            expr: sum(rate(x[5m]))
            labels: { severity: page, service: recorded }
          - alert: Labelled
            expr: vector(1) > 2
            labels: { severity: page, service: labelled }
          - alert: Own
            expr: vector(1) > 2
            labels: { severity: critical, slo_service: own }
          - alert: Sloth
            expr: (max(slo:sli_error:ratio_rate5m{sloth_service="sloth"} > (14.4 * 0.001)) without (sloth_window))
            labels: { sloth_severity: page }
          - alert: Template
            expr: sum by (app) (rate(x{service="template"}[5m])) > 1
            labels: { severity: page, service: "{{ $labels.app }}" }
          - alert: Quiet
            expr: vector(1) > 2
            labels: { severity: warning, service: quiet }
          - alert: Lost
            expr: sum(rate(x{service="lost"}[5m])) > 1
            labels: { severity: page }
        """;

    private static readonly DateTime _end = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] _services = ["labelled", "own", "sloth", "template", "quiet", "lost", "recorded", "seen", "nobody"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_page_alert_rule_makes_no_incidents_a_number_and_without_one_it_is_none()
    {
        using var server = new PrometheusServer("5m");
        server.SetRules(Rules);
        server.Load("ALERTS{alertname=\"Template\",alertstate=\"pending\",severity=\"page\",service=\"seen\"} 1 1769000000\n# EOF\n");
        var (incidents, warnings) = Collect(server.Address);
        Assert.Equal(["labelled", "own", "seen", "sloth"], incidents.Where(i => i.Count == 0).Select(i => i.Service).Order());
        Assert.All(incidents.Where(i => i.Service is "template" or "quiet" or "lost" or "recorded" or "nobody"), i => Assert.Null(i.Count));
        Assert.DoesNotContain(warnings, w => w.Contains("alert rules", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_rules_there_are_no_numbers_but_those_of_alerts_that_were_seen()
    {
        using var server = new PrometheusServer("5m");
        server.Load("ALERTS{alertname=\"A\",alertstate=\"firing\",severity=\"page\",service=\"seen\"} 1 1769000000\n# EOF\n");
        var (incidents, warnings) = Collect(server.Address);
        Assert.Equal(("seen", 1L), incidents.Single(i => i.Count is not null));
        Assert.DoesNotContain(warnings, w => w.Contains("alert rules", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, "404 page not found", "text/plain")]
    [InlineData(405, "", "text/plain")]
    [InlineData(403, "not for you", "text/plain")]
    [InlineData(200, "<html>log in</html>", "text/html")]
    [InlineData(
        200,
        """{"status":"success","data":{"groups":[{"name":"a","rules":[{"type":"alerting","labels":{"severity":"page","service":"labelled"}""",
        "application/json"
    )]
    public async Task Rules_that_cannot_be_read_are_no_proof_and_are_said_once(int status, string body, string type)
    {
        await using var server = new FaultServer(
            (request, reply) =>
                request.Target.StartsWith("/api/v1/rules", StringComparison.Ordinal) ? reply.SendAsync(status, body, type) : Empty(reply)
        );
        var (incidents, warnings) = Collect(server.Address);
        Assert.All(incidents, i => Assert.Null(i.Count));
        Assert.Contains(
            "-IncidentQuery",
            Assert.Single(warnings, w => w.Contains("alert rules cannot be read", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rules_are_asked_for_once_in_a_call_with_GET_and_queries_stay_forms()
    {
        await using var server = new FaultServer(
            (request, reply) =>
                request.Target.StartsWith("/api/v1/rules", StringComparison.Ordinal)
                    ? request.Method == "GET"
                        ? reply.SendAsync(200, """{"status":"success","data":{"groups":[]}}""")
                        : reply.SendAsync(405, "", null)
                    : Empty(reply)
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var evidence = new PrometheusEvidence(connection);
        Assert.NotEmpty(evidence.Read(Request(_services), Token).ToArray());
        Assert.NotEmpty(evidence.Read(Request(["other"]), Token).ToArray());
        Assert.Equal(
            "/api/v1/rules?type=alert",
            Assert.Single(server.Requests, r => r.Target.Contains("rules", StringComparison.Ordinal)).Target
        );
        Assert.All(server.Requests.Where(r => !r.Target.Contains("rules", StringComparison.Ordinal)), r => Assert.Equal("POST", r.Method));
    }

    [Fact]
    public async Task With_a_query_for_incidents_nobody_asks_for_rules()
    {
        await using var server = new FaultServer((_, reply) => Empty(reply));
        var request = Request(_services);
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var metrics = new PrometheusEvidence(connection)
            .Read(request with { Subjects = [.. request.Subjects.Select(s => s with { IncidentQuery = "up == 0" })] }, Token)
            .Select(i => i.Evidence)
            .OfType<SloEvidence>();
        Assert.All(metrics, m => Assert.Equal(0, m.IncidentsLast30d));
        Assert.DoesNotContain(server.Requests, r => r.Target.Contains("rules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_stops_reading_early_may_read_again()
    {
        var asked = new TaskCompletionSource();
        await using var server = new FaultServer(
            async (request, reply) =>
            {
                if (request.Target.StartsWith("/api/v1/rules", StringComparison.Ordinal) && asked.TrySetResult())
                    await Task.Delay(Timeout.Infinite, reply.Stop);
                await (
                    request.Target.StartsWith("/api/v1/rules", StringComparison.Ordinal)
                        ? reply.SendAsync(200, """{"status":"success","data":{"groups":null}}""")
                        : Empty(reply)
                );
            }
        );
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var evidence = new PrometheusEvidence(connection);
        using (var items = evidence.Read(Request(["a"]), Token).GetEnumerator())
        {
            Assert.True(items.MoveNext());
            await asked.Task;
        }

        Assert.Single(evidence.Read(Request(["a"]), Token), i => i.Evidence is not null);
    }

    [Theory]
    [InlineData("m{service=\"a\"} > 1", "a")]
    [InlineData("1 < rate(m{service=\"a\"}[5m])", "a")]
    [InlineData("sum by (service) (m{service=\"a\"}) / on (service) sum by (service) (n)", "a")]
    [InlineData("sum by (job) (m{service=\"a\"})", null)]
    [InlineData("sum without (service) (m{service=\"a\"})", null)]
    [InlineData("sum without (job) (m{service=\"a\"})", "a")]
    [InlineData("sum(m{service=\"a\"})", null)]
    [InlineData("m{service=\"a\"} / ignoring (service) n", null)]
    [InlineData("m{service=\"a\"} / on (job) n", null)]
    [InlineData("m{service=\"a\"} / on (job) group_left () n", "a")]
    [InlineData("n * on (job) group_right () m{service=\"a\"}", "a")]
    [InlineData("n and m{service=\"a\"}", null)]
    [InlineData("m{service=\"a\"} or n", "a")]
    [InlineData("label_replace(m{service=\"a\"}, \"service\", \"b\", \"\", \"\")", null)]
    [InlineData("max_over_time(sum without (x) (m{service=\"a\"})[1h:5m])", "a")]
    [InlineData("m{service=~\"a\"}", null)]
    [InlineData("absent(m{service=\"a\"})", "a")]
    public void A_label_of_a_result_is_known_where_nothing_takes_it_away(string query, string? value) =>
        Assert.Equal(value, ResultLabelValues.Values(PromQlParser.Parse(query), "service").SingleOrDefault());

    [Fact]
    public void A_rule_that_fails_watches_nothing()
    {
        var rules = new PagingAlertRules();
        rules.Add(
            new LoadedRule(
                new System.Collections.Generic.Dictionary<string, string> { ["severity"] = "page", ["service"] = "a" },
                "up",
                IsFailing: true
            )
            {
                IsAlert = true,
            }
        );
        rules.Add(
            new LoadedRule(
                new System.Collections.Generic.Dictionary<string, string> { ["severity"] = "page", ["service"] = "b" },
                "up",
                IsFailing: false
            )
            {
                IsAlert = true,
            }
        );
        Assert.Equal(["b"], rules.Services(Request(["a", "b"])));
    }

    // Our own rules say a namespace that is not the usual one. Rules of others say none, and watch every namespace.
    [Theory]
    [InlineData("staging", 1L, null, 0L, 1L)]
    [InlineData("production", null, 1L, 0L, 1L)]
    [InlineData("eu", null, null, 0L, 1L)]
    [InlineData(null, 1L, 1L, 0L, 1L)]
    public void Alerts_of_another_namespace_are_no_incidents(string? space, long? staging, long? usual, long? own, long? foreign)
    {
        const string Group = """
            groups:
            - name: alerts
              rules:
              - alert: Staging
                expr: vector(1) > 2
                labels: { severity: page, slo_service: staging-only, slo_namespace: staging }
              - alert: Usual
                expr: vector(1) > 2
                labels: { severity: page, slo_service: usual-only }
              - alert: Own
                expr: vector(1) > 2
                labels: { severity: page, service: own }
              - alert: Foreign
                expr: vector(1) > 2
                labels: { severity: page, service: foreign }
            """;
        using var server = new PrometheusServer("5m");
        server.SetRules(Group);
        string[] firing =
        [
            "slo_service=\"staging-only\",slo_namespace=\"staging\"",
            "slo_service=\"usual-only\"",
            "slo_service=\"own\",slo_namespace=\"other\"",
            "service=\"foreign\"",
        ];
        const string Start = "ALERTS{alertname=\"A\",alertstate=\"firing\",severity=\"page\",";
        server.Load(string.Concat(firing.Select(l => Start + l + "} 1 1769000000\n")) + "# EOF\n");
        string[] services = ["staging-only", "usual-only", "own", "foreign"];
        using var connection = new PrometheusConnection(server.Address, new PrometheusOptions());
        var request = new EvidenceRequest(
            [.. services.Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)) { Namespace = space })],
            _end,
            30
        );
        var found = new PrometheusEvidence(connection)
            .Read(request, Token)
            .Select(i => i.Evidence)
            .OfType<SloEvidence>()
            .ToDictionary(e => e.Service!, e => e.IncidentsLast30d);
        long?[] expected = [staging, usual, space is null ? 1 : own, foreign];
        Assert.Equal(expected, services.Select(s => found[s]));
    }

    private static Task Empty(FaultReply reply) =>
        reply.SendAsync(200, """{"status":"success","data":{"resultType":"matrix","result":[]}}""");

    private static EvidenceRequest Request(string[] services) =>
        new([.. services.Select(s => new EvidenceSubject(s, RatioIndicator.ForService(s)))], _end, 30);

    private static ((string Service, long? Count)[] Incidents, string[] Warnings) Collect(Uri address)
    {
        using var connection = new PrometheusConnection(address, new PrometheusOptions { RetryDelay = TimeSpan.FromMilliseconds(1) });
        var items = new PrometheusEvidence(connection).Read(Request(_services), Token).ToArray();
        return (
            [.. items.Select(i => i.Evidence).OfType<SloEvidence>().Select(m => (m.Service!, m.IncidentsLast30d))],
            [.. items.Select(i => i.Warning).OfType<string>()]
        );
    }
}
