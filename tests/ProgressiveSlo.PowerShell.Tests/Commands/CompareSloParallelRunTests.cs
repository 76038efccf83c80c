using ProgressiveSlo.PowerShell.Tests.Support;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>
/// Compare-SloParallelRun of the staged module, on a real Prometheus with two weeks of samples by the minute, manual rules, and the
/// generated
/// rules of plans: one service agrees, two have a planted disagreement.
/// </summary>
public sealed class CompareSloParallelRunTests : IClassFixture<CompareSloParallelRunTests.Server>, IDisposable
{
    private const string Plans = """
        $plans = 'agree', 'selector', 'averaging' | ForEach-Object { New-SloPlan $_ -StartDate 2026-01-05 -Indicator @{ Bad = "http_requests_total{service=`"$_`",code=~`"5..`"}"; Total = "http_requests_total{service=`"$_`"}" } }

        """;

    private const string Items = """
        $fires = [ProgressiveSlo.Migration.Inventory.InventoryAlert]::new('HighErrorRate', 'page')
        $items = @(
            [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'agree'; Name = 'errors'; Query = 'job:shop_errors:ratio_rate5m'; AlertWindows = [ProgressiveSlo.Migration.Inventory.InventoryAlert[]]@($fires) }
            [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'selector'; Name = 'errors'; Query = 'sum(rate(http_requests_total{service="selector",code=~"5..|429"}[5m])) / sum(rate(http_requests_total{service="selector"}[5m]))' }
            [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'averaging'; Name = 'errors'; Query = 'avg(sum by (instance) (rate(http_requests_total{service="averaging",code=~"5.."}[5m])) / sum by (instance) (rate(http_requests_total{service="averaging"}[5m])))' }
        )

        """;

    private readonly Engine _engine = Engine.Create();
    private readonly string _uri;

    public CompareSloParallelRunTests(Server server) => _uri = server.Prometheus.Address.ToString();

    private static DateTime End { get; } = new(2026, 3, 16, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime Start { get; } = End.AddDays(-14);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_good_one_agrees_and_the_two_planted_disagreements_are_found()
    {
        var result = _engine.Run(
            Plans + Items + "$items | Compare-SloParallelRun -Automated $plans -PrometheusUri $uri -To 2026-03-16",
            ("uri", _uri)
        );
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var runs = result.Output.Select(o => (dynamic)o.BaseObject).ToArray();
        Assert.Equal(["agree Agrees", "selector Disagrees", "averaging Disagrees"], runs.Select(r => $"{r.Service} {r.Verdict}"));
        Assert.All(runs, r => Assert.Equal((20160, Start, End), ((int)r.Intervals, (DateTime)r.From, (DateTime)r.To)));
    }

    [Fact]
    public void One_that_agrees_has_no_difference_its_nights_are_idle_and_its_alerts_have_their_lead_time()
    {
        var run = _engine
            .Run(Plans + Items + "$items[0] | Compare-SloParallelRun -Automated $plans -PrometheusUri $uri -To 2026-03-16", ("uri", _uri))
            .Single();
        Assert.Equal(0, (double)run.Sli.MeanAbsolute, 12);
        Assert.Equal("EventsOfAutomated", (string)run.Budget.Basis.ToString());
        Assert.True(run.Budget.Automated > 0.05);
        Assert.Equal(0, (double)run.Budget.Difference, 12);

        // An hour of each night without traffic; the window of the rate reaches five minutes into it.
        Assert.InRange((int)run.Idle, 14 * 54, 14 * 58);
        Assert.Equal(1, (double)run.Coverage);
        Assert.Equal(TimeSpan.FromMinutes(-3), (TimeSpan)run.Alerts.Matched[0].LeadTime);
        Assert.Equal((1, 0, 0), ((int)run.Alerts.Matched.Count, (int)run.Alerts.OnlyManual.Count, (int)run.Alerts.OnlyAutomated.Count));
        Assert.Contains("ZeroTrafficGuard", Codes(run));
    }

    [Fact]
    public void Another_selector_is_named_with_its_labels_and_what_it_costs()
    {
        var run = _engine
            .Run(Plans + Items + "$items[1] | Compare-SloParallelRun -Automated $plans -PrometheusUri $uri -To 2026-03-16", ("uri", _uri))
            .Single();

        // Of 1,000 requests one fails and ten are limited; the budget is 1 %.
        Assert.Equal(1.1, (double)run.Budget.Manual, 6);
        Assert.Equal(0.1, (double)run.Budget.Automated, 6);
        Assert.Equal(-0.01, (double)run.Sli.Mean, 8);
        string[] codes = Codes(run);
        Assert.Equal(["SliDiffers", "BudgetDiffers", "ConstantOffset", "SelectorDiffers"], codes);
        Assert.Equal(
            "The conditions on http_requests_total differ: code is told apart by =~ \"5..|429\" on "
                + "the manual side, told apart by =~ \"5..\" on the automated side",
            (string)run.Reasons[3].Message
        );
    }

    [Fact]
    public void An_average_of_ratios_over_uneven_traffic_is_named_with_what_it_costs()
    {
        var run = _engine
            .Run(Plans + Items + "$items[2] | Compare-SloParallelRun -Automated $plans -PrometheusUri $uri -To 2026-03-16", ("uri", _uri))
            .Single();

        // Instance a: 1,000 requests, none fails; b: 10, one fails. Averaged 5 %, together 1 of 1,010.
        Assert.Equal(5.0, (double)run.Budget.Manual, 6);
        Assert.Equal(100.0 / 1010, (double)run.Budget.Automated, 6);
        Assert.Contains("AveragedRatios", Codes(run));
        Assert.DoesNotContain("SelectorDiffers", Codes(run));
    }

    [Fact]
    public void A_query_with_several_series_and_an_alert_that_nobody_has_loaded_are_no_evidence()
    {
        var several = _engine.Run(
            Plans
                + "Compare-SloParallelRun 'sum by (code) "
                + "(rate(http_requests_total{service=\"selector\"}[5m]))' $plans[1] -Service selector "
                + "-PrometheusUri $uri -To 2026-03-16",
            ("uri", _uri)
        );
        Assert.Equal("SloParallelRunFailed", several.ErrorId);
        Assert.Contains(
            "The query gives 3 series for 'selector', and it takes one: {code=\"200\"}",
            several.Error.Exception.Message,
            StringComparison.Ordinal
        );

        var run = _engine
            .Run(
                Plans
                    + "Compare-SloParallelRun job:shop_errors:ratio_rate5m $plans[0] -ManualAlert "
                    + "NobodyLoadedThis -PrometheusUri $uri -To 2026-03-16",
                ("uri", _uri)
            )
            .Single();
        Assert.Equal(("InsufficientEvidence", "AlertsUnknown"), ((string)run.Verdict.ToString(), (string)run.Reasons[0].Code));
        Assert.Equal(
            "Agrees",
            (string)
                _engine
                    .Run(
                        Plans
                            + "Compare-SloParallelRun job:shop_errors:ratio_rate5m $plans[0] -ManualAlert "
                            + "NobodyLoadedThis -SkipAlerts -PrometheusUri $uri -To 2026-03-16",
                        ("uri", _uri)
                    )
                    .Single()
                    .Verdict.ToString()
        );
    }

    [Fact]
    public void A_spreadsheet_of_hours_is_compared_with_the_generated_rules()
    {
        var rows = Enumerable
            .Range(0, 14 * 24)
            .Select(h => string.Create(CultureInfo.InvariantCulture, $"selector,{Start.AddHours(h):yyyy-MM-ddTHH:mm:ssZ},60,60000"));
        _engine.Write("counts.csv", "Service,Time,Bad,Total\n" + string.Join('\n', rows));
        var run = _engine
            .Run(Plans + "Compare-SloParallelRun -ManualPath counts.csv -Automated $plans -PrometheusUri $uri", ("uri", _uri))
            .Single();
        Assert.Equal(("Agrees", TimeSpan.FromHours(1), 336), ((string)run.Verdict.ToString(), (TimeSpan)run.Step, (int)run.Compared));
        Assert.Equal(0.1, (double)run.Budget.Automated, 6);
    }

    [Fact]
    public void Two_weeks_without_rules_say_nothing()
    {
        var run = _engine
            .Run(Plans + Items + "$items[0] | Compare-SloParallelRun -Automated $plans -PrometheusUri $uri -To 2026-02-16", ("uri", _uri))
            .Single();
        Assert.Equal(("InsufficientEvidence", 0), ((string)run.Verdict.ToString(), (int)run.Compared));
    }

    private static string[] Codes(dynamic run) => [.. ((IEnumerable<object>)run.Reasons).Select(r => (string)((dynamic)r).Code)];

    /// <summary>One server for all tests of the class.</summary>
    public sealed class Server : IDisposable
    {
        private const string ManualRules = """
            - name: manual
              rules:
              - record: job:shop_errors:ratio_rate5m
                expr: sum(rate(http_requests_total{service="agree",code=~"5.."}[5m])) / sum(rate(http_requests_total{service="agree"}[5m]))
              - alert: HighErrorRate
                expr: job:shop_errors:ratio_rate5m > 0.05
                for: 10m
                labels:
                  severity: page

            """;

        public Server()
        {
            Prometheus.Load(Write);
            using var engine = Engine.Create();
            var generated = engine
                .Run(Plans + "$plans | Get-SloPhase -Current | ConvertTo-SloManifest -Format PrometheusRule")
                .Strings.Select(t => t![(t!.IndexOf("groups:\n", StringComparison.Ordinal) + 8)..] + "\n")
                .ToArray();
            var backfill = new RuleBackfill(Prometheus, Start, TimeSpan.FromMinutes(1));
            backfill.Record([ManualRules], "job:shop_errors:ratio_rate5m");
            backfill.Record(generated, "slo:events_total:rate5m", "slo:events_bad:rate5m");
            Prometheus.SetRules("groups:\n" + ManualRules + string.Concat(generated));
            backfill.Record(generated, "slo:sli_error:ratio_rate5m");
        }

        internal PrometheusServer Prometheus { get; } = new();

        public void Dispose() => Prometheus.Dispose();

        private static void Write(TextWriter writer)
        {
            writer.Write("# TYPE http_requests counter\n");
            Counter(
                writer,
                "service=\"agree\",code=\"200\"",
                m =>
                    Quiet(m) ? 0
                    : Bad(m) ? 80
                    : 999
            );
            Counter(
                writer,
                "service=\"agree\",code=\"500\"",
                m =>
                    Quiet(m) ? 0
                    : Bad(m) ? 20
                    : 1
            );
            Counter(writer, "service=\"selector\",code=\"200\"", _ => 989);
            Counter(writer, "service=\"selector\",code=\"429\"", _ => 10);
            Counter(writer, "service=\"selector\",code=\"500\"", _ => 1);
            Counter(writer, "service=\"averaging\",instance=\"a\",code=\"200\"", _ => 1000);
            Counter(writer, "service=\"averaging\",instance=\"a\",code=\"500\"", _ => 0);
            Counter(writer, "service=\"averaging\",instance=\"b\",code=\"200\"", _ => 9);
            Counter(writer, "service=\"averaging\",instance=\"b\",code=\"500\"", _ => 1);
            Firing(writer, "alertname=\"HighErrorRate\",severity=\"page\"", 10, 45);
            Firing(
                writer,
                "alertname=\"SloErrorBudgetBurn\",severity=\"critical\",slo_id=\"agree-availability\",slo_service=\"agree\"",
                7,
                50
            );
            writer.Write("# EOF\n");

            static bool Quiet(int minute) => minute / 60 % 24 == 3;
            static bool Bad(int minute) => minute is >= (3 * 1440) + 780 and < (3 * 1440) + 820;
        }

        private static void Counter(TextWriter writer, string labels, Func<int, int> each)
        {
            long count = 0;
            for (var minute = -10; minute <= 14 * 1440; minute++)
            {
                count += each(Math.Max(0, minute));
                Sample(writer, "http_requests_total{" + labels + "}", count, minute);
            }
        }

        private static void Firing(TextWriter writer, string labels, int from, int to)
        {
            for (var minute = from; minute < to; minute++)
                Sample(writer, "ALERTS{alertstate=\"firing\"," + labels + "}", 1, (3 * 1440) + 780 + minute);
        }

        private static void Sample(TextWriter writer, string series, long value, int minute) =>
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series} {value} {new DateTimeOffset(Start).ToUnixTimeSeconds() + (minute * 60L)}\n"
                )
            );
    }
}
