using ProgressiveSlo.Findings;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Core.Tests.Linting;

/// <summary>
/// Where checks begin to speak, and what they leave alone. Each code's bad and good document is on its page in docs/lint.
/// </summary>
public sealed class DefinitionLintTests
{
    private const string Total = "sum(rate(http_requests_total{job=\"a\"}[{{.window}}]))";

    [Theory]
    [InlineData(0.9306, 14.4, false)]
    [InlineData(0.9305, 14.4, true)]
    [InlineData(0.5, 2, true)]
    [InlineData(0.5, 1.999, false)]
    public void An_alert_is_unreachable_from_one_divided_by_the_budget(double target, double factor, bool found) =>
        Assert.Equal(found, Has("AlertUnreachable", Definition(target: (decimal)target, alerts: Alert(factor: (decimal)factor))));

    [Theory]
    [InlineData("Sloth", 1, FindingSeverity.Warning)]
    [InlineData("Sloth", 12, null)]
    [InlineData("SloDev", 1, null)]
    [InlineData(null, 1, null)]
    public void An_alert_that_a_tool_chose_is_a_warning_while_a_slower_one_can_fire(string? format, int slower, FindingSeverity? atMost)
    {
        var definition = new SloDefinition("n", "s", RatioIndicator.Default, 0.9m, TimeSpan.FromDays(30))
        {
            Alerting = [Alert(), Alert(360, 30, slower)],
            Source = Source(format),
        };
        Assert.All(Of("AlertUnreachable", definition), r => Assert.Equal(atMost, r.MaximumSeverity));
        Assert.Equal(slower == 1 ? 1 : 2, Of("AlertUnreachable", definition).Count());
    }

    // Events that the hour needs for the factor 14.4: numbers.md.
    [Theory]
    [InlineData(0.99, 6, 7)]
    [InlineData(0.995, 13, 14)]
    [InlineData(0.999, 69, 70)]
    [InlineData(0.9995, 138, 139)]
    public void One_event_fires_an_alert_below_one_divided_by_factor_and_budget(double target, int fewer, int enough)
    {
        var definition = Definition(target: (decimal)target);
        Assert.True(Has("AlertSingleEvent", definition, new LintOptions { EventsPerSecond = fewer / 3600m }));
        Assert.False(Has("AlertSingleEvent", definition, new LintOptions { EventsPerSecond = (enough + 0.01m) / 3600m }));
        Assert.False(Has("AlertSingleEvent", definition));
        Assert.Contains(
            $"it takes {enough}",
            Of("AlertSingleEvent", definition, new LintOptions { EventsPerSecond = fewer / 3600m }).Single().Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_minimum_of_bad_events_keeps_one_event_from_firing() =>
        Assert.False(
            Has(
                "AlertSingleEvent",
                new SloDefinition("n", "s", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
                {
                    Alerting = [Alert()],
                    AlertSettings = new AlertSettings { MinimumBadEvents = 2 },
                },
                new LintOptions { EventsPerSecond = 0.001m }
            )
        );

    [Fact]
    public void The_published_sets_are_sound()
    {
        foreach (var (days, factors) in new[] { (30, new[] { 14.4m, 6m, 3m, 1m }), (28, [13.44m, 5.6m, 2.8m, 0.9333m]) })
        {
            var windows = new[] { (1, 5), (6, 30), (24, 120), (72, 360) };
            var definition = new SloDefinition("n", "s", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(days))
            {
                Alerting = factors
                    .Select(
                        (f, i) => new BurnRateAlert("page", TimeSpan.FromHours(windows[i].Item1), TimeSpan.FromMinutes(windows[i].Item2), f)
                    )
                    .ToArray(),
            };
            Assert.Empty(Codes(definition));
        }
    }

    [Theory]
    [InlineData("AlertAlwaysFires", 60, 5, 0)]
    [InlineData("AlertAlwaysFires", 60, 5, -1)]
    [InlineData("AlertBurnRateLow", 60, 5, 0.89)]
    [InlineData("AlertWindowOrder", 60, 60, 14.4)]
    [InlineData("AlertWindowOrder", 5, 60, 14.4)]
    [InlineData("AlertWindowTooShort", 60, 1, 14.4)]
    [InlineData("AlertWindowTooLong", 60 * 24 * 31, 60, 1)]
    [InlineData("AlertBudgetSpent", 60 * 24 * 3, 360, 10.01)]
    public void Alerts_that_do_not_what_they_say(string code, int longMinutes, int shortMinutes, double factor) =>
        Assert.Equal([code], Codes(Definition(target: 0.999m, alerts: Alert(longMinutes, shortMinutes, (decimal)factor))));

    [Fact]
    public void A_burn_that_uses_the_budget_in_just_the_long_window_is_in_time() =>
        Assert.Empty(Codes(Definition(alerts: Alert(60 * 24 * 3, 360, 10m))));

    [Theory]
    [InlineData(1, "ObjectiveFull")]
    [InlineData(1.5, "ObjectiveOutOfRange")]
    [InlineData(0, "ObjectiveOutOfRange")]
    [InlineData(-7, "ObjectiveOutOfRange")]
    [InlineData(0.00999, "ObjectiveUnit")]
    [InlineData(0.0499, "ObjectiveUnit")]
    [InlineData(0.05, "ObjectiveLow")]
    [InlineData(0.49, "ObjectiveLow")]
    [InlineData(0.5, null)]
    public void Targets_that_cannot_be_meant(double target, string? code) =>
        Assert.Equal(
            code,
            Codes(Definition(target: (decimal)target, alerts: Alert(factor: 1m)))
                .FirstOrDefault(c => c.StartsWith("Objective", StringComparison.Ordinal))
        );

    [Fact]
    public void A_percentage_below_one_names_the_target_that_was_meant() =>
        Assert.Contains("99.9%", Of("ObjectiveUnit", Definition(target: 0.00999m)).Single().Fix, StringComparison.Ordinal);

    [Fact]
    public void Twins_are_found_within_a_format_and_the_first_one_is_left_alone()
    {
        SloDefinition Of(string format, string? phase = null) =>
            new("availability", "s", RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))
            {
                Phase = phase,
                Alerting = [Alert()],
                Source = new SloSource("f.yaml", 3, 1, format),
            };
        Assert.Equal([false, true], Each("SloDuplicate", Of("Sloth"), Of("Sloth")));
        Assert.Equal([false, false], Each("SloDuplicate", Of("Sloth"), Of("PrometheusRule")));
        Assert.Equal([false, false], Each("SloDuplicate", Of("Sloth", "baseline"), Of("Sloth", "improvement")));
    }

    // The series of our own rules have the namespace in their ids, and those of Sloth and Pyrra do not.
    [Fact]
    public void One_service_in_two_namespaces_is_a_twin_where_the_ids_of_its_tool_have_no_namespace()
    {
        SloDefinition Of(string? space, SourceTraits traits, string service = "s") =>
            new("availability", service, RatioIndicator.ForService(space + service), 0.99m, TimeSpan.FromDays(30))
            {
                Namespace = space,
                Alerting = [Alert()],
                Source = new SloSource("f.yaml", 3, 1, "Any") { Traits = traits },
            };
        const SourceTraits Mixes = SourceTraits.IdsLackNamespace;
        Assert.Equal([false, true, false], Each("SloDuplicate", Of("a", Mixes), Of("b", Mixes), Of("b", Mixes, "t")));
        Assert.Equal([false, false], Each("SloDuplicate", Of("a", SourceTraits.None), Of("b", SourceTraits.None)));
        Assert.Equal([false, true], Each("SloDuplicate", Of(null, SourceTraits.None), Of("production", SourceTraits.None)));
        Assert.Equal(
            [false, false, true],
            Each("ServiceSlugCollision", Of("a", SourceTraits.None, "x y"), Of("b", SourceTraits.None, "x-y"), Of("A", 0, "x y"))
        );
    }

    // The default indicator of both chooses by the name alone: what one of them does counts for the other, too.
    [Fact]
    public void One_service_in_two_namespaces_that_measures_the_same_series_is_named()
    {
        SloDefinition Of(string? space, string service = "checkout") =>
            new("a", service, RatioIndicator.ForService("checkout"), 0.99m, TimeSpan.FromDays(30))
            {
                Namespace = space,
                Alerting = [Alert()],
            };
        SloDefinition[] definitions = [Of("production"), Of(null), Of("staging"), Of("staging", "Checkout")];
        Assert.Equal([false, false, true, false], Each("SeriesShared", definitions));
        var message = DefinitionLint.Run(definitions, LintOptions.Default).First(r => r.Code == "SeriesShared").Message;
        Assert.StartsWith("The services 'checkout' and 'checkout (staging)' measure the same series: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_whose_slugs_collide_are_named_once()
    {
        SloDefinition Of(string service, string name) =>
            new(name, service, RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30)) { Alerting = [Alert()] };
        Assert.Equal(
            [false, true, false, false],
            Each("ServiceSlugCollision", Of("Order History", "a"), Of("order-history", "a"), Of("order-history", "b"), Of("orders", "a"))
        );
    }

    [Fact]
    public void Services_that_measure_the_same_series_are_named_once_each_however_it_is_written()
    {
        SloDefinition Of(string service, SloIndicator indicator, string name = "a") =>
            new(name, service, indicator, 0.99m, TimeSpan.FromDays(30)) { Alerting = [Alert()] };
        var all = RatioIndicator.Default;
        var queries = QueryIndicator.FromGood(all.Queries.Good!, all.Queries.Total!);
        SloDefinition[] definitions =
        [
            Of("checkout", all),
            Of("checkout", all, "b"),
            Of("search", queries),
            Of("search", all, "b"),
            Of("Check Out", RatioIndicator.ForService("check")),
            Of("basket", RatioIndicator.ForService("basket")),
            Of("orders", RatioIndicator.ForService("basket")),
        ];
        Assert.Equal([false, false, true, false, false, false, true], Each("SeriesShared", definitions));
        var message = DefinitionLint.Run(definitions, LintOptions.Default).First(r => r.Code == "SeriesShared").Message;
        Assert.StartsWith("The services 'checkout' and 'search' measure the same series: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_service_of_two_namespaces_that_measures_the_same_series_is_named_with_both()
    {
        SloDefinition Of(string? space, SloIndicator indicator, string name = "a") =>
            new(name, "checkout", indicator, 0.99m, TimeSpan.FromDays(30)) { Namespace = space, Alerting = [Alert()] };
        var all = RatioIndicator.ForService("checkout");
        SloDefinition[] definitions =
        [
            Of("production", all),
            Of("staging", all),
            Of("staging", all, "b"),
            Of(null, all),
            Of("test", RatioIndicator.ForService("checkout-test")),
        ];
        Assert.Equal([false, true, false, false, false], Each("SeriesShared", definitions));
        var message = DefinitionLint.Run(definitions, LintOptions.Default).First(r => r.Code == "SeriesShared").Message;
        Assert.StartsWith("The services 'checkout' and 'checkout (staging)' measure the same series: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_conditions_of_one_series_are_the_same_series_whatever_they_compare_it_with()
    {
        SloDefinition Of(string service, string query, string @operator, decimal value) =>
            new("availability", service, new ThresholdIndicator(query, @operator, value), 0.99m, TimeSpan.FromDays(30))
            {
                Alerting = [Alert()],
            };
        Assert.Equal(
            [false, true, true, false, false],
            Each(
                "SeriesShared",
                [
                    Of("checkout", "max(queue)", "<", 100),
                    Of("search", "max( queue )", "<", 100),
                    Of("basket", "max(queue)", ">=", 200),
                    Of("orders", "max(queue{service=\"orders\"})", "<", 100),
                    Of("checkout", "max(queue)", "<", 50),
                ]
            )
        );
    }

    [Fact]
    public void A_target_falls_below_that_of_the_nearest_earlier_phase()
    {
        SloDefinition Of(string phase, decimal target) =>
            new("s-availability-" + phase, "s", RatioIndicator.Default, target, TimeSpan.FromDays(30))
            {
                Phase = phase,
                Alerting = [Alert()],
            };
        var options = new LintOptions { Phases = ["one", "two", "three"] };
        Assert.Equal([true, false], DefinitionsWith("TargetFallsByPhase", options, Of("three", 0.98m), Of("one", 0.99m)));
        Assert.Equal([false, false], DefinitionsWith("TargetFallsByPhase", options, Of("three", 0.99m), Of("one", 0.99m)));
        Assert.Equal([false, false], DefinitionsWith("TargetFallsByPhase", options, Of("other", 0.9m), Of("one", 0.99m)));
    }

    [Theory]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}]))", Total, "")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}])) or vector(0)", Total, "")]
    [InlineData("sum(rate(errors_total[{{.window}}]))", "sum(rate(requests_total[{{.window}}]))", "")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"5..|429\"}[{{.window}}]))", Total, "")]
    [InlineData("sum(rate(http_requests_total{job=\"b\",code=~\"5..\"}[{{.window}}]))", Total, "SelectorMismatch")]
    [InlineData("sum(rate(errors_total{job=\"b\"}[{{.window}}]))", Total, "SelectorMismatch")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",route=\"/x\",code=~\"5..\"}[{{.window}}]))", Total, "SelectorMismatch")]
    [InlineData("sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))", Total, "PartExceedsTotal")]
    [InlineData(Total, "sum( rate (http_requests_total{job='a'}[{{ .window }}]) )", "SelectorIdentical")]
    [InlineData("sum by (job) (rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}]))", Total, "GroupingMismatch")]
    [InlineData("sum(increase(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}]))", Total, "RateMismatch")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"2..\"}[{{.window}}]))", Total, "OutcomeInverted")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"[45]..\"}[{{.window}}]))", Total, "ClientErrorsBad")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=\"5..\"}[{{.window}}]))", Total, "RegexInEquality")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"(5..)?\"}[{{.window}}]))", Total, "RegexMatchesEmpty")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"^5..\"}[{{.window}}]))", Total, "RegexAnchored")]
    [InlineData(
        "sum by (job, user_id) (rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}]))",
        "sum by (user_id, job) (rate(http_requests_total{job=\"a\"}[{{.window}}]))",
        "HighCardinalityGrouping"
    )]
    [InlineData("sum(sum by (user_id) (rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}])))", Total, "")]
    [InlineData("sum(rate(http_requests_total{job=\"a\",code=~\"5..\"}[{{.window}}]) + rate(x_total[1h]))", Total, "WindowMixed")]
    [InlineData("sum(max_over_time(rate(x_errors_total[5m])[{{.window}}:]))", Total, "")]
    [InlineData("sum(http_requests_total{job=\"a\",code=~\"5..\"}) + 0 * sum(rate(up_total[{{.window}}]))", Total, "CounterWithoutRate")]
    [InlineData("sum(rate(up[{{.window}}]))", Total, "RateOverGauge")]
    [InlineData("rate(sum(x_errors_total)[{{.window}}:1m])", Total, "RateOfSum")]
    [InlineData("rate(x_errors_total[{{.window}}])", Total, "QueryNotAggregated")]
    [InlineData("sum(rate(x_errors_total[{{.windo}}]))", Total, "PlaceholderUnknown")]
    [InlineData("sum(rate(x_errors_total[5m]))", Total, "WindowPlaceholderMissing")]
    [InlineData("sum(rate(x_errors_total[{{.window}}])", Total, "PromQlSyntax")]
    public void Queries_of_bad_events(string bad, string total, string code)
    {
        var found = Codes(Definition(QueryIndicator.FromBad(bad, total)));
        if (code == "RateOfSum" || code == "CounterWithoutRate")
            Assert.Contains(code, found);
        else
            Assert.Equal(code.Length == 0 ? [] : [code], found);
    }

    [Theory]
    [InlineData("sum(rate(e_total[{{.window}}])) / sum(rate(r_total[{{.window}}]))", true)]
    [InlineData("1 - (sum(rate(e_total[{{.window}}])) / sum(rate(r_total[{{.window}}])))", true)]
    [InlineData("(sum(rate(e_total[{{.window}}])) / sum(rate(r_total[{{.window}}]))) or vector(0)", true)]
    [InlineData("sum(rate(e_total[{{.window}}])) / (sum(rate(r_total[{{.window}}])) > 0)", false)]
    [InlineData("(sum(rate(e_total[{{.window}}])) / sum(rate(r_total[{{.window}}]))) >= 0", false)]
    [InlineData("sum(rate(e_total[{{.window}}])) / clamp_min(sum(rate(r_total[{{.window}}])), 1)", false)]
    [InlineData("sum(sum_over_time(up[{{.window}}])) / sum(count_over_time(up[{{.window}}]))", false)]
    [InlineData("sum(rate(e_total[{{.window}}])) / 100", false)]
    public void A_ratio_that_divides_by_nothing_at_night(string query, bool found) =>
        Assert.Equal(found, Has("ZeroTrafficNaN", Definition(new RawRatioIndicator(query))));

    [Theory]
    [InlineData("= \"0.25\"", null)]
    [InlineData("= \"0.2\"", "LatencyBucketUnknown")]
    [InlineData("= \"+Inf\"", null)]
    [InlineData("= \"1\"", "LatencyBucketSpelling")]
    [InlineData("= \"1.0\"", null)]
    [InlineData("=~ \"1(\\\\.0)?\"", null)]
    [InlineData("=~ \"2(\\\\.0)?\"", "LatencyBucketUnknown")]
    public void Latency_thresholds(string le, string? code)
    {
        var good = new MetricSelector("x_seconds_bucket", [LabelMatcher.Parse("le " + le, "le")]);
        Assert.Equal(code, Codes(Definition(new RatioIndicator(good, new MetricSelector("x_seconds_count")), 0.95m)).SingleOrDefault());
        Assert.False(
            Has(
                "LatencyBucketUnknown",
                Definition(new RatioIndicator(new MetricSelector("x_bytes_bucket", good.Filters), new MetricSelector("x_bytes_count")))
            )
        );
    }

    [Theory]
    [InlineData("0.2", false)]
    [InlineData("0.25", true)]
    public void Buckets_that_a_server_has_are_those_that_there_are(string le, bool isUnknown)
    {
        var good = new MetricSelector("x_seconds_bucket", [new LabelMatcher("le", "=", le)]);
        var definition = Definition(new RatioIndicator(good, new MetricSelector("x_seconds_count")), 0.95m);
        Assert.Equal(["x_seconds_bucket"], BucketMetrics.Of([definition]));
        decimal[] known = [0.1m, 0.2m, 0.4m];
        var options = LintOptions.Default with { BucketsOf = m => m == "x_seconds_bucket" ? known : null };
        var found = DefinitionLint.Run([definition], options).Where(r => r.Code == "LatencyBucketUnknown").ToArray();
        Assert.Equal(isUnknown, found.Length == 1);
        if (isUnknown)
            Assert.Contains(
                "not one of the buckets that the server has of x_seconds_bucket (0.1, 0.2, 0.4)",
                found[0].Message,
                StringComparison.Ordinal
            );

        // What was given comes first; where a server knows nothing, the defaults are a guess.
        Assert.Equal(
            le != "0.5",
            DefinitionLint.Run([definition], options with { Buckets = [0.5m] }).Any(r => r.Code == "LatencyBucketUnknown")
        );
        Assert.Equal(
            le == "0.2",
            DefinitionLint.Run([definition], options with { BucketsOf = _ => null }).Any(r => r.Code == "LatencyBucketUnknown")
        );
    }

    [Fact]
    public void A_latency_SLO_counts_the_same_requests_on_both_sides()
    {
        SloDefinition Latency(params LabelMatcher[] extra) =>
            Definition(
                new RatioIndicator(
                    new MetricSelector("x_seconds_bucket", [.. extra, new LabelMatcher("le", "=", "0.5")]),
                    new MetricSelector("x_seconds_count")
                ),
                0.95m
            );
        Assert.Empty(Codes(Latency()));
        Assert.Equal(["SelectorMismatch", "OutcomeInverted"], Codes(Latency(new LabelMatcher("status", "=~", "5.."))));
    }

    [Theory]
    [InlineData("on-call", null, "LabelNameInvalid")]
    [InlineData("app.kubernetes.io/name", "Pyrra", null)]
    [InlineData("app.kubernetes.io/name", "Sloth", "LabelNameInvalid")]
    [InlineData("/name", "Pyrra", "LabelNameInvalid")]
    [InlineData("slo_id", null, "LabelReserved")]
    [InlineData("sloth_window", "Sloth", "LabelReserved")]
    [InlineData("severity", null, "LabelReserved")]
    [InlineData("__name__", null, "LabelReserved")]
    [InlineData("team", null, null)]
    public void Labels_of_a_definition(string label, string? format, string? code)
    {
        var definition = new SloDefinition("n", "s", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [Alert()],
            Labels = new Dictionary<string, string> { [label] = "x", ["owner"] = "o" },
            Annotations = new Dictionary<string, string> { ["description"] = "d", ["runbook_url"] = "r" },
            Source = Source(format),
        };
        Assert.Equal(code is null ? [] : [code], Codes(definition));
    }

    [Fact]
    public void Queries_for_another_data_source_are_left_alone() =>
        Assert.Empty(Codes(Definition(QueryIndicator.FromGood("avg:good{*}", "avg:all{*}", "Datadog"))));

    [Fact]
    public void A_chain_of_ten_thousand_sums_is_checked_without_a_stack()
    {
        var bad = string.Join(" + ", Enumerable.Repeat("sum(rate(x_errors_total[{{.window}}]))", 10_000));
        Assert.Empty(Codes(Definition(QueryIndicator.FromBad(bad, Total))));
    }

    // Each check looks at each quotient, and must not walk the whole chain for it.
    [Theory]
    [InlineData(" / ", "")]
    [InlineData(" - ", "")]
    [InlineData(" or ", "")]
    [InlineData(" / (", ")")]
    public void Work_on_a_chain_grows_with_its_length_alone(string before, string after)
    {
        long Allocated(int length)
        {
            var one = "sum(rate(x_errors_total[{{.window}}]))";
            var chain = one + string.Concat(Enumerable.Repeat(before + one, length)) + string.Concat(Enumerable.Repeat(after, length));
            var definition = Definition(QueryIndicator.FromBad(chain, Total));
            var start = GC.GetAllocatedBytesForCurrentThread();
            Codes(definition);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }

        Allocated(10);
        var most = after.Length == 0 ? 4_000 : 60;
        Assert.InRange((double)Allocated(most) / Allocated(most / 4), 1, 8);
    }

    private static SloDefinition Definition(SloIndicator? indicator = null, decimal target = 0.999m, BurnRateAlert? alerts = null) =>
        new("n", "s", indicator ?? RatioIndicator.Default, target, TimeSpan.FromDays(30)) { Alerting = [alerts ?? Alert()] };

    private static BurnRateAlert Alert(int longMinutes = 60, int shortMinutes = 5, decimal factor = 14.4m) =>
        new("critical", TimeSpan.FromMinutes(longMinutes), TimeSpan.FromMinutes(shortMinutes), factor);

    // As the readers of Formats say it of their documents.
    private static SloSource? Source(string? format) =>
        format is null
            ? null
            : new SloSource("f.yaml", 1, 1, format)
            {
                Traits = format switch
                {
                    "Sloth" => SourceTraits.AlertsAreGenerated | SourceTraits.NamesAreFree,
                    "Pyrra" => SourceTraits.AlertsAreGenerated | SourceTraits.LabelsAreKubernetes,
                    "PrometheusRule" => SourceTraits.AlertsAreGenerated | SourceTraits.NamesAreFree,
                    _ => SourceTraits.LabelsAreKubernetes,
                },
            };

    private static string[] Codes(SloDefinition definition) =>
        DefinitionLint.Run([definition], LintOptions.Default).Select(r => r.Code).Distinct().ToArray();

    private static IEnumerable<Finding> Of(string code, SloDefinition definition, LintOptions? options = null) =>
        DefinitionLint.Run([definition], options ?? LintOptions.Default).Where(r => r.Code == code);

    private static bool Has(string code, SloDefinition definition, LintOptions? options = null) => Of(code, definition, options).Any();

    private static bool[] Each(string code, params SloDefinition[] definitions) => DefinitionsWith(code, LintOptions.Default, definitions);

    private static bool[] DefinitionsWith(string code, LintOptions options, params SloDefinition[] definitions)
    {
        // Each on a line of its own, by which its findings are known.
        var placed = definitions
            .Select(
                (d, i) =>
                    new SloDefinition(d.Name, d.Service, d.Indicator, d.Target, d.Window)
                    {
                        Namespace = d.Namespace,
                        Phase = d.Phase,
                        Alerting = d.Alerting,
                        Source = (d.Source ?? new SloSource("", 0, 0, "")) with { Line = i + 1 },
                    }
            )
            .ToArray();
        var found = DefinitionLint.Run(placed, options).Where(f => f.Code == code).Select(f => f.Place.Line).ToArray();
        return placed.Select((_, i) => found.Contains(i + 1)).ToArray();
    }
}
