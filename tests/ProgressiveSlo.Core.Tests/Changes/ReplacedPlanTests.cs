using ProgressiveSlo.Changes;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Changes;

/// <summary>A branch that removes a plan and begins it anew under another name, however it writes what is measured.</summary>
public sealed class ReplacedPlanTests
{
    private const string Histogram = "http_request_duration_seconds{service=\"api\"}";

    private static readonly DateTime _now = FixedClock.Default.UtcNow;
    private static readonly SloPlan _plan = Plan("api", "http_requests_total{service=\"api\"}", Histogram);

    [Theory]
    [InlineData("http_requests_total{service=~\"api\"}")]
    [InlineData("http_requests_total{service=\"api\", job!=\"zz\"}")]
    [InlineData("http_requests_total{service=~\"ap[i]\"}")]
    [InlineData("http_requests_total{service=~\"api|none\"}")]
    [InlineData("http_requests_total{job=\"api\"}")]
    [InlineData("http_requests_total{pod=~\"edge-.*\"}")]
    [InlineData("http_requests_total")]
    [InlineData("http_requests_created{instance=\"a\"}")]
    [InlineData("grpc_server_handled_total{job=\"api\"}")]
    [InlineData("grpc_server_handled_total{job=~\"api|x\"}")]
    [InlineData("up", "http_request_duration_seconds{pod=~\"edge.*\"}")]
    [InlineData("http_request_duration_seconds_count")]
    public void The_same_series_in_other_words_are_seen(string total, string? latency = null)
    {
        SloFinding? Found(bool isAllowed) =>
            Added(Plan("edge", total, latency), isAllowed, removed: true).Findings.SingleOrDefault(f => f.Code == "PlanReplaced");
        Assert.Equal(FindingSeverity.Error, Found(isAllowed: false)?.Severity);
        Assert.Equal(FindingSeverity.Warning, Found(isAllowed: true)?.Severity);
    }

    [Theory]
    [InlineData("grpc_server_handled_total{job=\"edge\"}")]
    [InlineData("grpc_server_handled_total{job=~\".+\"}")]
    public void What_has_nothing_in_common_is_a_new_plan(string total) =>
        Assert.DoesNotContain(Added(Plan("edge", total), false, removed: true).Findings, f => f.Code == "PlanReplaced");

    [Theory]
    [InlineData("http_requests_total{service=~\"api\"}", true)]
    [InlineData("http_requests_total{service=~\"a.*\"}", true)]
    [InlineData("http_requests_total{job!=\"zz\"}", true)]
    [InlineData("http_requests_total{service=\"edge\"}", false)]
    [InlineData("http_requests_total{service=~\"edge|door\"}", false)]
    [InlineData("http_requests_total{service!=\"api\"}", false)]
    public void A_plan_that_lets_go_of_its_series_is_replaced_as_well(string total, bool isReplaced)
    {
        var kept = Plan("api", "other_requests_total{service=\"api\"}");
        Assert.Equal(isReplaced, Added(Plan("edge", total), false, removed: false, kept).Findings.Any(f => f.Code == "PlanReplaced"));
    }

    [Fact]
    public void A_plan_that_keeps_its_series_is_not_replaced() =>
        Assert.DoesNotContain(
            Added(Plan("edge", "http_requests_total"), false, removed: false, _plan).Findings,
            f => f.Code == "PlanReplaced"
        );

    private static SloPlanChange Added(SloPlan added, bool isAllowed, bool removed, SloPlan? kept = null) =>
        PlanChangeComparison
            .Compare(
                new PlanChangeRequest(
                    new SourceLayout("plans", "manifests"),
                    Side(("plans/api.yaml", _plan)),
                    removed ? Side(("plans/edge.yaml", added)) : Side(("plans/api.yaml", kept!), ("plans/edge.yaml", added)),
                    _now
                )
                {
                    AllowForced = isAllowed,
                }
            )
            .Single(c => c.Kind == PlanChangeKind.Added);

    private static SourceSide Side(params (string Path, SloPlan Plan)[] plans)
    {
        PlanFile[] files =
        [
            .. plans.Select(p => new PlanFile(
                new SourceEntry(p.Path, SourceEntryKind.File, p.Plan.Service + p.Plan.Indicator.ToString()),
                p.Plan,
                []
            )),
        ];
        return new SourceSide([.. files.Select(f => f.Entry)], files);
    }

    private static SloPlan Plan(string service, string total, string? latency = null)
    {
        var all = MetricSelector.Parse(total, "total");
        var good = MetricSelector.Parse(total.TrimEnd('}') + (total.EndsWith('}') ? "," : "{") + "code!~\"5..\"}", "good");
        var spec = SloPlanner.CreateSpec(service, TestProfiles.Default, new RatioIndicator(good, all), SloPlanner.DefaultWindow) with
        {
            Latency = latency is null ? null : LatencyMetric.Parse(latency, false, "latency"),
        };
        return SloPlanner.Plan(spec, _now);
    }
}
