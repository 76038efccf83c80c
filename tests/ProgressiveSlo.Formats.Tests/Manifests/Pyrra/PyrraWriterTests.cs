using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Pyrra;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Pyrra;

public sealed class PyrraWriterTests
{
    [Fact]
    public void Ratios_read_back_equal_but_for_the_losses() => DefinitionGen.Of(DefinitionGen.Ratio.Where(IsCountable)).Sample(ReadsBack);

    [Fact]
    public void Grouped_ratios_read_back_equal_but_for_the_losses() =>
        PyrraGen.Own(PyrraGen.GroupedRatio.Where(IsCountable)).Sample(ReadsBack);

    [Fact]
    public void Latencies_read_back_equal_but_for_the_losses() => PyrraGen.Own(PyrraGen.Latency).Sample(ReadsBack);

    [Fact]
    public void Native_latencies_read_back_equal_but_for_the_losses() => PyrraGen.Own(PyrraGen.Native).Sample(ReadsBack);

    [Fact]
    public void Gauges_read_back_equal_but_for_the_losses() => PyrraGen.Own(PyrraGen.Gauge).Sample(ReadsBack);

    [Fact]
    public void Queries_in_the_form_of_selectors_read_back_equal()
    {
        PyrraGen.Own(PyrraGen.QueriesOf(PyrraGen.GroupedRatio.Where(IsCountable))).Sample(ReadsBack);
        PyrraGen.Own(PyrraGen.QueriesOf(PyrraGen.Latency)).Sample(ReadsBack);
        PyrraGen.Own(PyrraGen.QueriesOf(PyrraGen.Native)).Sample(ReadsBack);
    }

    [Fact]
    public void Own_alerts_are_no_loss() =>
        PyrraGen.Own(PyrraGen.Latency).Sample(definition => !Write(definition).Losses.Any(l => l.Field == "alerting"));

    [Fact]
    public void A_phase_reads_back_and_promotion_keeps_the_name_of_the_object()
    {
        foreach (var service in new[] { "api-service", "Bücher Café" })
        {
            var phases = TestPlans.Make(service).Phases.Select(p => p.Definition).ToArray();
            foreach (var phase in phases)
                ReadsBack(phase);
            Assert.Single(
                phases
                    .Select(p => Write(p).Text.Split('\n').First(line => line.StartsWith("  name: ", StringComparison.Ordinal)))
                    .Distinct()
            );
        }
    }

    [Fact]
    public void A_bound_of_whole_seconds_is_written_as_one_number_and_reported()
    {
        var good = new MetricSelector(
            "request_seconds_bucket",
            [new LabelMatcher("le", "=~", "2(\\.0)?"), new LabelMatcher("job", "=", "a")]
        );
        var (text, losses) = Write(
            Minimal(new RatioIndicator(good, new MetricSelector("request_seconds_count", [new LabelMatcher("job", "=", "a")])))
        );
        Assert.Contains("indicator.good", losses.Select(l => l.Field));
        Assert.Contains(
            "metric: request_seconds_bucket{le=\"2\",job=\"a\"}",
            text.Replace("'", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "2",
            Assert.IsType<RatioIndicator>(Assert.Single(ManifestImporter.ReadText(text).Definitions).Indicator).LatencyThreshold
        );
    }

    [Fact]
    public void The_phase_is_no_label_of_rules()
    {
        var (text, _) = Write(TestPlans.Make().Phases[0].Definition);
        Assert.Contains("    phase: baseline\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pyrra.dev/phase", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_alert_windows_are_a_loss_that_names_those_of_Pyrra()
    {
        var definition = TestPlans.Make().Phases[2].Definition;
        var loss = Assert.Single(Write(definition).Losses, l => l.Field == "alerting");
        Assert.Contains("critical 1h4m/5m × 14", loss.Message, StringComparison.Ordinal);
        var set = new AlertWindowSet(
            "mine",
            TimeSpan.FromDays(30),
            [new AlertWindow("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 2)]
        );
        Assert.Contains(
            Write(definition.With(alerting: []), new ManifestOptions { AlertWindows = set }).Losses,
            l => l.Field == "alerting"
        );
    }

    [Fact]
    public void What_Pyrra_has_no_place_for_is_reported()
    {
        var plain = Minimal(RatioIndicator.FromBad(new MetricSelector("errors_total"), new MetricSelector("requests_total")));
        var definition = new SloDefinition(plain.Name, plain.Service, plain.Indicator, plain.Target, plain.Window)
        {
            Namespace = "Team A",
            Phase = "baseline",
            Labels = new Dictionary<string, string>
            {
                ["owner"] = "Jane Doe",
                ["a b"] = "x",
                ["pyrra.dev/x"] = "y",
                ["slo"] = "mine",
            },
            Annotations = new Dictionary<string, string> { ["slo.dev/name"] = "x", ["ok"] = "two\nlines" },
            AlertSettings = new AlertSettings
            {
                MinimumBadEvents = 3,
                Labels = new Dictionary<string, string> { ["a"] = "b" },
                Annotations = new Dictionary<string, string> { ["run book"] = "x" },
                Severities = [new SeverityAlerts("page", new Dictionary<string, string> { ["a"] = "b" })],
            },
        };
        Assert.Equal(
            [
                "alertSettings.annotations.run book",
                "alertSettings.labels",
                "alertSettings.minimumBadEvents",
                "alertSettings.severities.page",
                "annotations.slo.dev/name",
                "labels.a b",
                "labels.owner",
                "labels.pyrra.dev/x",
                "namespace",
                "phase",
            ],
            Write(definition).Losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
        ReadsBack(definition);
    }

    [Fact]
    public void What_Pyrra_cannot_measure_is_refused_with_a_mend()
    {
        SloIndicator[] indicators =
        [
            QueryIndicator.FromBad("sum(rate(a[{{.window}}])) or vector(0)", "sum(rate(b[{{.window}}]))"),
            QueryIndicator.FromBad("sum(rate(a[{{.window}}] offset 5m))", "sum(rate(b[{{.window}}]))"),
            QueryIndicator.FromBad("sum without (x) (rate(a[{{.window}}]))", "sum without (x) (rate(b[{{.window}}]))"),
            QueryIndicator.FromBad("errors", "all", "Datadog"),
            new RawRatioIndicator("avg(avg_over_time(a[{{.window}}]))"),
            new ThresholdIndicator("queue", "<", 3),
            new RatioIndicator(new MetricSelector("good_total"), new MetricSelector("all_total")),
            RatioIndicator.FromBad(new MetricSelector("a", [new LabelMatcher("b", "=~", "(")]), new MetricSelector("a")),
            RatioIndicator.FromBad(new MetricSelector("a"), new MetricSelector("b")).WithGrouping(["a) (b"]),
            new NativeLatencyIndicator(new MetricSelector("a"), TimeSpan.FromTicks(1)),
        ];
        foreach (var indicator in indicators)
        {
            var problem = Assert.Throws<ManifestNotWritableException>(() => Write(Minimal(indicator))).Problem;
            Assert.Equal("indicator", problem.Field);
            Assert.NotEmpty(problem.Fix);
        }
    }

    [Fact]
    public void A_ratio_of_increases_is_the_ratio_of_the_rates()
    {
        foreach (var function in new[] { "rate", "increase" })
        {
            var (text, _) = Write(
                Minimal(QueryIndicator.FromBad($"sum({function}(a{{x=\"1\"}}[{{{{.window}}}}]))", $"sum({function}(a[{{{{.window}}}}]))"))
            );
            Assert.Contains("metric: a{x=\"1\"}", text, StringComparison.Ordinal);
        }

        Assert.Throws<ManifestNotWritableException>(() =>
            Write(Minimal(QueryIndicator.FromBad("sum(increase(a[{{.window}}]))", "sum(rate(b[{{.window}}]))")))
        );
    }

    [Fact]
    public void An_object_that_is_named_like_its_service_keeps_its_name_everywhere()
    {
        var definition = new SloDefinition("orders", "orders", RatioIndicator.Http("x_total"), 0.99m, TimeSpan.FromDays(28));
        Assert.Equal("orders", definition.Id);
        Assert.Contains("  name: orders\n", Write(definition).Text, StringComparison.Ordinal);
        Assert.Equal("orders-errors", new SloDefinition("errors", "orders", definition.Indicator, 0.99m, definition.Window).Id);
    }

    // Good events of another metric have no selector of bad ones.
    private static bool IsCountable(RatioIndicator ratio) => ratio.FindBad() is not null;

    private static SloDefinition Minimal(SloIndicator indicator) => new("requests", "checkout", indicator, 0.99m, TimeSpan.FromDays(28));

    private static void ReadsBack(SloDefinition definition)
    {
        var (text, losses) = Write(definition);
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        var read = Assert.Single(result.Definitions);
        Assert.Empty(read.Losses);
        Assert.Equal(Loss.Remove(definition, losses), Loss.Remove(read, losses));
    }

    private static (string Text, IReadOnlyList<ConversionLoss> Losses) Write(SloDefinition definition, ManifestOptions? options = null)
    {
        using var text = new StringWriter();
        var losses = new PyrraWriter().Write([definition], options ?? ManifestOptions.Default, text);
        return (text.ToString(), losses);
    }
}
