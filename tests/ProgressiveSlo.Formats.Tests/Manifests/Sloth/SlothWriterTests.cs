using CsCheck;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.Sloth;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Sloth;

public sealed class SlothWriterTests
{
    private static readonly TimeSpan ThirtyDays = TimeSpan.FromDays(30);

    [Fact]
    public void Good_events_that_a_query_counts_come_back_as_the_same_indicator()
    {
        var good = QueryIndicator.FromGood(
            "sum(rate(http_requests_total{code!~\"5..\"}[{{.window}}]))",
            "sum(rate(http_requests_total[{{.window}}]))"
        );
        var definition = new SloDefinition("availability", "checkout", good, 0.999m, TimeSpan.FromDays(30));
        using var text = new StringWriter();
        Assert.Empty(new SlothWriter().Write([definition], ManifestOptions.Default, text));
        Assert.Equal(definition, Assert.Single(ManifestImporter.ReadText(text.ToString()).Definitions));
    }

    [Fact]
    public void Ratios_read_back_equal_but_for_what_was_reported() =>
        DefinitionGen
            .Of(DefinitionGen.Ratio)
            .Sample(d =>
            {
                ReadsBack(d);
            });

    [Fact]
    public void Queries_read_back_equal_but_for_what_was_reported() =>
        DefinitionGen
            .Of(DefinitionGen.Query)
            .Sample(d =>
            {
                ReadsBack(d);
            });

    [Fact]
    public void Raw_ratios_read_back_equal_but_for_what_was_reported() =>
        DefinitionGen
            .Of(DefinitionGen.RawRatio)
            .Sample(d =>
            {
                ReadsBack(d);
            });

    [Fact]
    public void Definitions_as_Sloth_has_them_read_back_with_no_loss() =>
        Gen.Select(DefinitionGen.Of(DefinitionGen.Query), DefinitionGen.Texts, DefinitionGen.Texts, Gen.Int[0, 3])
            .Sample(
                (random, labels, own, which) =>
                {
                    var definition = AsSloth(random, labels, own, which);
                    var (losses, read) = WriteAndRead(definition);
                    Assert.Empty(losses);
                    Assert.Equal(definition, read);
                }
            );

    [Fact]
    public void Other_indicators_read_back_equal()
    {
        var gauge = new MetricSelector("up", [new LabelMatcher("job", "=", "{{.window}}x")]);
        SloIndicator[] indicators =
        [
            new BoolGaugeIndicator(gauge) { Grouping = ["cluster"] },
            new ThresholdIndicator("max(queue_length)", "<", 100),
            new NativeLatencyIndicator(new MetricSelector("http_request_duration_seconds"), TimeSpan.FromMilliseconds(200)),
            RatioIndicator.Default.WithGrouping(["handler"]),
        ];
        foreach (var indicator in indicators)
            ReadsBack(new SloDefinition("availability", "checkout", indicator, 0.999m, ThirtyDays));
    }

    [Fact]
    public void Braces_in_a_label_value_are_no_placeholder_for_Sloth()
    {
        var total = new MetricSelector("requests_total", [new LabelMatcher("path", "=", "{{.window}}x")]);
        var bad = new MetricSelector("requests_total", [.. total.Filters, new LabelMatcher("code", "=~", "5..")]);
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.FromBad(bad, total), 0.999m, ThirtyDays);
        var text = SlothFiles.Write(new SlothWriter(), [definition], ManifestOptions.Default);
        Assert.Contains("path = \"\\x7b{.window}}x\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("= \"{{", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_events_are_turned_round_where_that_is_exact_and_subtracted_otherwise()
    {
        var exact = SlothFiles.Write(
            new SlothWriter(),
            [new SloDefinition("a1", "checkout", RatioIndicator.Default, 0.999m, ThirtyDays)],
            ManifestOptions.Default
        );
        Assert.Contains("sum(rate(http_requests_total{status_code =~ \"5..\"}[{{.window}}]))", exact, StringComparison.Ordinal);
        var good = QueryIndicator.FromGood("sum(rate(ok[{{.window}}])) or vector(0)", "sum(rate(all[{{.window}}]))");
        var other = SlothFiles.Write(
            new SlothWriter(),
            [new SloDefinition("a1", "checkout", good, 0.999m, ThirtyDays)],
            ManifestOptions.Default
        );
        Assert.Contains("sum(rate(all[{{.window}}])) - (sum(rate(ok[{{.window}}])) or vector(0))", other, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_from_OpenSlo_keeps_its_events()
    {
        var good = QueryIndicator.FromGood("sum(rate(ok[{{.window}}]))", "sum(rate(all[{{.window}}]))");
        var source = new SloSource("slo.yaml", 1, 1, "OpenSlo") { ApiVersion = "openslo/v1", DocumentName = "requests" };
        ReadsBack(new SloDefinition("requests", "checkout", good, 0.999m, ThirtyDays) { Source = source });
    }

    [Fact]
    public void A_plan_is_written_with_its_losses_named()
    {
        foreach (var phase in TestPlans.Make("Bücher Café").Phases)
        {
            var (losses, _) = ReadsBack(phase.Definition);
            Assert.Equal(
                ["alertSettings.name", "alerting", "namespace", "service"],
                losses.Select(l => l.Field).Where(f => f != "annotations.runbook_url").Distinct().Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void What_Sloth_would_refuse_is_not_written()
    {
        Refused("DataSourceForeign", QueryIndicator.FromBad("a", "b", "Datadog"));
        Refused("WindowPlaceholderMissing", QueryIndicator.FromBad("sum(rate(a[5m]))", "sum(rate(b[{{.window}}]))"));
        Refused("PromQlSyntax", new RawRatioIndicator("sum(rate(a[{{.window}}])"));
        Refused("SelectorIdentical", QueryIndicator.FromBad("sum(rate(a[{{.window}}]))", "sum(rate(a[{{.window}}]))"));
    }

    [Fact]
    public void Two_names_that_become_one_are_refused()
    {
        SloDefinition[] definitions = [Named("a b"), Named("a-b")];
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            SlothFiles.Write(new SlothWriter(), definitions, ManifestOptions.Default)
        );
        Assert.Equal("SloDuplicate", refusal.Problem.Code);
    }

    private static SloDefinition Named(string name) => new(name, "checkout", RatioIndicator.Default, 0.999m, ThirtyDays);

    private static void Refused(string code, SloIndicator indicator)
    {
        var definition = new SloDefinition("availability", "checkout", indicator, 0.999m, ThirtyDays);
        var refusal = Assert.Throws<ManifestNotWritableException>(() =>
            SlothFiles.Write(new SlothWriter(), [definition], ManifestOptions.Default)
        );
        Assert.Equal(code, refusal.Problem.Code);
    }

    private static SloDefinition AsSloth(
        SloDefinition random,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> own,
        int which
    )
    {
        var alerts = AlertWindowSets
            .Find("google-30d")!
            .AlertsFor(ThirtyDays)
            .Where(a => (which & (a.Severity == "page" ? 1 : 2)) != 0)
            .ToArray();
        var service = random.Service.Length > 1 ? random.Service : "ab";
        return new SloDefinition(random.Name, service, random.Indicator, random.Target, ThirtyDays)
        {
            Alerting = alerts,
            Labels = random.Labels,
            Annotations = new Dictionary<string, string> { ["description"] = "First line.\nSecond: line." },
            AlertSettings = new AlertSettings
            {
                Name = "Burning",
                Labels = labels,
                Annotations = own,
                Severities =
                    own.Count == 0
                        ? []
                        : alerts.Select(a => a.Severity).Distinct().Select(s => new SeverityAlerts(s, own, labels)).ToArray(),
            },
        };
    }

    private static (IReadOnlyList<ConversionLoss> Losses, SloDefinition Read) WriteAndRead(SloDefinition definition)
    {
        using var text = new StringWriter();
        var losses = new SlothWriter().Write([definition], ManifestOptions.Default, text);
        var result = ManifestImporter.ReadText(text.ToString());
        Assert.Empty(result.Problems);
        return (losses, Assert.Single(result.Definitions));
    }

    // What was reported as lost is taken from what was read; all else must have come back.
    private static (IReadOnlyList<ConversionLoss> Losses, SloDefinition Read) ReadsBack(SloDefinition definition)
    {
        var (losses, read) = WriteAndRead(definition);
        var lost = losses.Select(l => l.Field).ToHashSet();
        var settings = definition.AlertSettings;
        var expected = new SloDefinition(
            lost.Contains("name") ? read.Name : definition.Name,
            lost.Contains("service") ? read.Service : definition.Service,
            definition.Indicator,
            definition.Target,
            lost.Contains("window") ? read.Window : definition.Window
        )
        {
            Namespace = lost.Contains("namespace") ? read.Namespace : definition.Namespace,
            Phase = definition.Phase,
            Alerting = lost.Contains("alerting") ? read.Alerting : definition.Alerting,
            AlertSettings = new AlertSettings
            {
                Name = lost.Contains("alertSettings.name") ? read.AlertSettings.Name : settings.Name,
                Labels = settings.Labels,
                Annotations = settings.Annotations,
                Severities = settings.Severities,
            },
            Labels = definition.Labels,
            Annotations = definition.Annotations.Where(a => !lost.Contains("annotations." + a.Key)).ToDictionary(a => a.Key, a => a.Value),
        };
        Assert.Equal(expected.ShortName, read.ShortName);
        Assert.Equal(expected, lost.Contains("service") ? Renamed(read, expected.Name) : read);
        return (losses, read);
    }

    private static SloDefinition Renamed(SloDefinition read, string name) =>
        new(name, read.Service, read.Indicator, read.Target, read.Window)
        {
            Namespace = read.Namespace,
            Phase = read.Phase,
            Alerting = read.Alerting,
            AlertSettings = read.AlertSettings,
            Labels = read.Labels,
            Annotations = read.Annotations,
        };
}
