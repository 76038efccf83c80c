using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

public sealed class OpenSloWriterTests
{
    private static readonly MetricSelector Histogram = new("request_duration_seconds", [new LabelMatcher("job", "=", "a\"b\\c")]);

    [Fact]
    public void Ratios_read_back_equal() => DefinitionGen.Of(DefinitionGen.Ratio).Sample(ReadsBack);

    [Fact]
    public void Queries_read_back_equal() => DefinitionGen.Of(DefinitionGen.Query).Sample(ReadsBack);

    [Fact]
    public void Raw_ratios_read_back_equal() => DefinitionGen.Of(DefinitionGen.RawRatio).Sample(ReadsBack);

    [Fact]
    public void Every_other_indicator_reads_back_equal()
    {
        SloIndicator[] indicators =
        [
            new ThresholdIndicator("max(queue_length{queue=\"a b\"})", ">=", 0.000125m),
            new ThresholdIndicator("avg:queue{*}", "<", -3, "Datadog"),
            new NativeLatencyIndicator(Histogram, TimeSpan.FromMilliseconds(250)) { Grouping = ["route", "zone"] },
            new BoolGaugeIndicator(new MetricSelector("up")) { Grouping = ["instance"] },
            RatioIndicator.Default.WithGrouping(["zone"]),
            QueryIndicator.FromBad("{\"a\":\"b\"}", "line one\nline two", "Datadog"),
            QueryIndicator.FromGood("{\"a\": \"b\"}", "{ not json", "Splunk"),
            new RawRatioIndicator("{\"query\":\"x\"}", dataSource: "Splunk"),
        ];
        foreach (var indicator in indicators)
            ReadsBack(new SloDefinition("latency", "checkout", indicator, 0.99m, TimeSpan.FromDays(30)));
    }

    [Fact]
    public void Phases_of_a_plan_read_back_equal()
    {
        foreach (var phase in TestPlans.Make("Bücher Café").Phases.Concat(TestPlans.Make().Phases))
            ReadsBack(phase.Definition);
    }

    [Fact]
    public void Names_settings_and_texts_without_a_field_are_carried_in_annotations()
    {
        var definition = new SloDefinition("Größe_der.Antwort", "shop", RatioIndicator.Default, 0.9999m, TimeSpan.FromMinutes(90))
        {
            Namespace = "",
            Labels = new Dictionary<string, string>
            {
                ["service"] = "shop",
                ["phase"] = "baseline",
                ["progressive"] = "true",
                ["empty"] = "",
            },
            Phase = "baseline",
            Annotations = new Dictionary<string, string> { ["displayName"] = "Größe_der.Antwort", ["description"] = "one\n\ntwo 😀\n" },
            AlertSettings = new AlertSettings
            {
                Name = "Shop \"burns\" 😀",
                Absent = true,
                AbsentName = "ShopAbsent",
                MinimumBadEvents = 5,
                Labels = new Dictionary<string, string> { ["team"] = "a: b" },
                Annotations = new Dictionary<string, string> { ["summary"] = "{{ $labels.x }}\n\t\\ü" },
                Severities = [new SeverityAlerts("page", new Dictionary<string, string> { ["pager"] = "yes" })],
            },
            Alerting =
            [
                new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromSeconds(150), 14.4m),
                new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m),
            ],
        };
        ReadsBack(definition);
        ReadsBack(
            new SloDefinition("a", "b", RatioIndicator.Default, 0.9m, TimeSpan.FromDays(7))
            {
                Annotations = new Dictionary<string, string> { ["displayName"] = new('x', 64), ["description"] = "" },
            }
        );
    }

    [Fact]
    public void What_has_no_place_is_reported_and_the_rest_reads_back()
    {
        var definition = new SloDefinition("availability", "shop", RatioIndicator.Default, 0.99m, TimeSpan.FromDays(30))
        {
            Labels = new Dictionary<string, string> { ["pyrra.dev/team"] = "shop", ["tier"] = "1" },
            Annotations = new Dictionary<string, string>
            {
                ["no key"] = "x",
                ["slo.dev/name"] = "y",
                ["description"] = string.Concat(Enumerable.Repeat("😀", 1051)),
            },
            Alerting =
            [
                new BurnRateAlert("page", TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(30), 2),
                new BurnRateAlert("", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 2),
            ],
        };
        var (text, losses) = OpenSloTexts.Write(definition);
        Assert.Equal(
            [
                "alerting[0]",
                "alerting[1]",
                "annotations.description",
                "annotations.no key",
                "annotations.slo.dev/name",
                "labels.pyrra.dev/team",
            ],
            losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
        var back = Assert.Single(OpenSloTexts.Read(text).Definitions);
        Assert.Equal(new Dictionary<string, string> { ["tier"] = "1" }, back.Labels);
        Assert.EndsWith("😀…", Assert.Single(back.Annotations).Value, StringComparison.Ordinal);
        Assert.Equal(1049 * 2, back.Description!.Length - 1);
    }

    [Fact]
    public void Other_tools_see_one_window_of_each_alert()
    {
        var definition = TestPlans.Make().Phases[0].Definition;
        var (text, losses) = OpenSloTexts.Write(definition);
        Assert.Equal("alerting.shortWindow", Assert.Single(losses).Field);
        Assert.Equal(definition.Alerting.Count, text.Split('\n').Count(l => l.Contains("lookbackWindow", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_policy_that_was_changed_reads_as_changed()
    {
        var definition = TestPlans.Make().Phases[0].Definition;
        var text = OpenSloTexts
            .Write(definition)
            .Text.With("op: gt", "op: gte")
            .With("lookbackWindow: ", "lookbackWindow: 12h", "alertAfter: 5m")
            .With("alertWhenBreaching: ", "alertWhenBreaching: true", "alertWhenResolved: true", "alertWhenNoData: true");
        var result = OpenSloTexts.Read(text);
        Assert.Empty(result.Problems);
        var back = Assert.Single(result.Definitions);
        Assert.Equal(TimeSpan.FromHours(12), back.Alerting[0].LongWindow);
        Assert.True(back.AlertSettings.Absent);
        Assert.Equal(
            [
                "spec.alertPolicies[0].spec.alertWhenResolved",
                "spec.alertPolicies[0].spec.conditions[0].spec.condition.alertAfter",
                "spec.alertPolicies[0].spec.conditions[0].spec.condition.op",
            ],
            back.Losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_copy_that_was_renamed_has_the_new_name()
    {
        var text = OpenSloTexts.Write(new SloDefinition("Old_Name", "shop", RatioIndicator.Default, 0.9m, TimeSpan.FromDays(7))).Text;
        Assert.Equal("Old_Name", Assert.Single(OpenSloTexts.Read(text).Definitions).Name);
        var renamed = Assert.Single(OpenSloTexts.Read(text.With("name: old-name", "name: new-name")).Definitions);
        Assert.Equal("new-name", renamed.Name);
        Assert.Contains(renamed.Losses, l => l.Field == "metadata.annotations.slo.dev/name");
    }

    [Fact]
    public void A_window_without_whole_minutes_cannot_be_written()
    {
        var definition = new SloDefinition("a", "b", RatioIndicator.Default, 0.9m, TimeSpan.FromSeconds(90));
        var error = Assert.Throws<ManifestNotWritableException>(() => OpenSloTexts.Write(definition));
        Assert.Equal("window", error.Problem.Field);
    }

    [Fact]
    public void A_promotion_changes_only_what_it_must()
    {
        var phases = TestPlans.Make().Phases;
        var before = OpenSloTexts.Write(phases[0].Definition.With(alerting: [])).Text.Split('\n');
        var after = OpenSloTexts.Write(phases[1].Definition.With(alerting: [])).Text.Split('\n');
        Assert.InRange(after.Except(before).Count(), 1, 5);
    }

    [Fact]
    public void The_document_is_byte_for_byte_the_golden_one()
    {
        var definition = new SloDefinition(
            "Basket_Requests",
            "basket",
            RatioIndicator.Http("basket_requests_total"),
            0.995m,
            TimeSpan.FromDays(28)
        )
        {
            Namespace = "shop",
            Labels = new Dictionary<string, string> { ["team"] = "shop" },
            Annotations = new Dictionary<string, string>
            {
                ["description"] = "Answers to the basket are not errors",
                ["runbook"] = "https://runbooks.example.org/basket",
            },
            AlertSettings = new AlertSettings { Name = "BasketBurns", Absent = true },
            Alerting = [new BurnRateAlert("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m)],
        };
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden", "OpenSlo", "basket.yaml");
        var (text, _) = OpenSloTexts.Write(definition);
        Assert.Equal(File.ReadAllText(golden), text);
        ReadsBack(definition);
    }

    private static void ReadsBack(SloDefinition definition)
    {
        var (text, losses) = OpenSloTexts.Write(definition);
        Assert.All(losses, l => Assert.Equal("alerting.shortWindow", l.Field));
        var result = OpenSloTexts.Read(text);
        Assert.Empty(result.Problems);
        var back = Assert.Single(result.Definitions);
        Assert.DoesNotContain(back.Losses, l => !l.Field.EndsWith(".metricSource.spec", StringComparison.Ordinal));
        Assert.Equal(definition, back);
        Assert.Equal(text, OpenSloTexts.Write(back).Text);
    }
}
