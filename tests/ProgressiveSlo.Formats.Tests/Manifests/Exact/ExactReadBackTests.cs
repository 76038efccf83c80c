using CsCheck;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Formats.Manifests.RuleFiles;
using ProgressiveSlo.Formats.Tests.Manifests.Support;
using ProgressiveSlo.Formats.Tests.Prometheus;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.Exact;

public sealed class ExactReadBackTests
{
    private static readonly Gen<AlertSettings> _settings = Gen.Select(
            DefinitionGen.Texts,
            DefinitionGen.Texts,
            Gen.Int[0, 2],
            Gen.Int[0, 20],
            Gen.Bool
        )
        .Select(
            (labels, annotations, absent, fewest, named) =>
                new AlertSettings
                {
                    Name = named ? "Burns too fast" : null,
                    AbsentName = named ? "NoData" : null,
                    Absent = absent == 0 ? null : absent == 1,
                    MinimumBadEvents = fewest == 0 ? null : fewest,
                    Labels = labels,
                    Annotations = annotations,
                    Severities = named
                        ? [new SeverityAlerts("critical", new Dictionary<string, string> { ["severity"] = "page" }, annotations)]
                        : [],
                }
        );

    [Fact]
    public void Ratios_read_back_equal() => Check(DefinitionGen.Of(DefinitionGen.Ratio));

    [Fact]
    public void Queries_read_back_equal() => Check(DefinitionGen.Of(DefinitionGen.Query));

    [Fact]
    public void Raw_ratios_read_back_equal() => Check(DefinitionGen.Of(DefinitionGen.RawRatio));

    [Fact]
    public void Objects_of_the_operator_read_back_equal() =>
        DefinitionGen
            .Of(DefinitionGen.Ratio)
            .Sample(definition =>
            {
                using var text = new StringWriter();
                var writable = With(definition, AlertSettings.None);
                Assert.Empty(new PrometheusOperatorWriter().Write([writable], ManifestOptions.Default, text));
                ReadsBack(writable, text.ToString());
            });

    [Fact]
    public void Samples_read_back_equal_and_without_losses()
    {
        foreach (var definition in ExactSamples.All.Values)
        {
            var text = ExactSamples.Write(definition, out var losses);
            Assert.Empty(losses);
            Assert.Empty(ReadsBack(definition, text).Losses);
        }
    }

    [Fact]
    public void Other_indicators_read_back_equal()
    {
        var gauge = MetricSelector.Parse("probe_success{job=\"blackbox\"}", "gauge");
        SloIndicator[] indicators =
        [
            new BoolGaugeIndicator(gauge) { Grouping = ["instance"] },
            new NativeLatencyIndicator(MetricSelector.Parse("http_request_duration_seconds", "histogram"), TimeSpan.FromMilliseconds(200)),
            new ThresholdIndicator("sum(queue_length)", "<", 100m),
            RatioIndicator.Default.WithGrouping(["handler"]),
            QueryIndicator.FromBad(
                "sum(rate(a[{{.window}}])) - sum(rate(b[{{.window}}] offset 5m))",
                "sum(rate(a[{{.window}}])) + sum(rate(c[5m]))"
            ),
        ];
        Assert.All(indicators, i => ReadsBack(ExactSamples.Make(i), ExactSamples.Write(ExactSamples.Make(i))));
        Assert.All(
            indicators[..1],
            i => Assert.IsType(i.GetType(), ReadsBack(ExactSamples.Make(i), ExactSamples.Write(ExactSamples.Make(i))).Indicator)
        );
    }

    [Fact]
    public void Names_that_no_label_may_have_read_back()
    {
        var names = new[] { "app.kubernetes.io/name", "a__b", "_", "U__x", "0", "größe", "a b", "__name__" };
        var definition = new SloDefinition("availability", "checkout", RatioIndicator.Default, 0.999m, TimeSpan.FromDays(30))
        {
            Alerting = [ExactSamples.Page],
            Labels = names.ToDictionary(n => n, n => "{{ " + n),
            Annotations = names.ToDictionary(n => n, n => n),
        };
        var text = ExactSamples.Write(definition);
        ReadsBack(definition, text);
        CheckRules([text]);
    }

    [Fact]
    public void A_change_by_hand_is_a_loss_that_names_the_rule()
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var changed = text.Replace("status_code=~\"5..\"}[30m]", "status_code=~\"4..\"}[30m]", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Assert.Equal(
            "slo:sli_error:ratio_rate30m",
            Assert.Single(Assert.Single(ManifestImporter.ReadText(changed).Definitions).Losses).Field
        );
    }

    [Theory]
    [InlineData("  interval: '3m'\n", "  interval: '1m'\n", "groups[1].interval")]
    [InlineData("- name: slo-meta-", "- name: other\n  interval: '3m'\n  rules: []\n- name: slo-meta-", null)]
    public void An_interval_is_a_change_where_no_export_writes_it(string right, string wrong, string? field)
    {
        var text = ExactSamples.Write(ExactSamples.All["ratio"]);
        var changed = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        var losses = Assert.Single(ManifestImporter.ReadText(changed).Definitions).Losses;
        Assert.Equal(field is null ? ["groups[2].interval"] : [field], losses.Select(l => l.Field));
    }

    [Fact]
    public void Ranges_of_a_team_s_own_read_back_without_a_window_beside_that_of_5m()
    {
        var indicator = QueryIndicator.FromBad(
            "sum(rate(a[{{.window}}])) - sum(rate(b[5m] offset 5m))",
            "sum(rate(a[5m])) + sum(rate(c[{{.window}}]))"
        );
        foreach (var alerts in new BurnRateAlert[][] { [], [new("ticket", TimeSpan.FromDays(3), TimeSpan.FromDays(1), 1m)] })
        {
            var definition = ExactSamples.Make(indicator, alerts: alerts);
            Assert.Empty(ReadsBack(definition, ExactSamples.Write(definition)).Losses);
        }
    }

    [Fact]
    public void Queries_that_are_nothing_but_selectors_read_back_without_losses()
    {
        var queries = QueryIndicator.FromGood(
            "sum(rate(http_requests_total{job=\"web\",code!~\"5..\"}[{{.window}}]))",
            "sum(rate(http_requests_total{job=\"web\"}[{{.window}}]))"
        );
        var definition = ExactSamples.Make(queries);
        Assert.Empty(ReadsBack(definition, ExactSamples.Write(definition)).Losses);
    }

    [Fact]
    public void Latency_of_a_native_histogram_in_groups_reads_back_without_losses()
    {
        var latency = new NativeLatencyIndicator(new MetricSelector("rpc_seconds"), TimeSpan.FromMilliseconds(200))
        {
            Grouping = ["service", "method"],
        };
        var definition = ExactSamples.Make(latency);
        var read = ReadsBack(definition, ExactSamples.Write(definition));
        Assert.Empty(read.Losses);
        Assert.Equal(["service", "method"], Assert.IsType<NativeLatencyIndicator>(read.Indicator).Grouping);
    }

    [Fact]
    public void Rule_labels_are_a_loss_and_not_labels_of_the_definition()
    {
        var definition = ExactSamples.All["ratio"];
        var text = ExactSamples.Write(definition, new ManifestOptions { RuleLabels = new Dictionary<string, string> { ["tenant"] = "a" } });
        Assert.All(WrittenRule.Read(text).Where(r => r.IsRecord), r => Assert.Equal("a", r.Labels["tenant"]));
        Assert.Equal("ruleLabels.tenant", Assert.Single(ReadsBack(definition, text).Losses).Field);
    }

    [Theory]
    [InlineData("record: slo_info", "record: slo_inf", "slo_info")]
    [InlineData("target: '0.999'", "target: '99.9'", "target")]
    [InlineData("window: '30d'", "window: 'month'", "window")]
    [InlineData("record: slo:events_bad:rate5m", "record: bad", "slo:events_bad:rate5m")]
    public void What_makes_no_definition_is_a_problem_with_its_line(string right, string wrong, string named)
    {
        var result = ManifestImporter.ReadText(
            ExactSamples.Write(ExactSamples.All["ratio"]).Replace(right, wrong, StringComparison.Ordinal)
        );
        Assert.Empty(result.Definitions);
        var problem = Assert.Single(result.Problems, p => p.Problem.Code != "RulesHandWritten");
        Assert.Equal(problem, result.Problems[0]);
        Assert.True(problem.Line > 0);
        Assert.Contains(named, problem.Problem.Message, StringComparison.Ordinal);
    }

    private static void Check(Gen<SloDefinition> definitions)
    {
        var texts = new List<string>();
        Gen.Select(definitions, _settings)
            .Sample(
                (plain, settings) =>
                {
                    var definition = With(plain, settings);
                    var text = ExactSamples.Write(definition, out var losses);

                    // What is lost is lost for Prometheus; slo_info keeps the words of it.
                    Assert.All(losses, l => Assert.StartsWith("alertSettings.", l.Field, StringComparison.Ordinal));
                    Assert.Empty(ReadsBack(definition, text).Losses);
                    lock (texts)
                        texts.Add(text);
                },
                iter: 200
            );
        CheckRules(texts);
    }

    private static SloDefinition With(SloDefinition d, AlertSettings settings) =>
        new(d.Name, d.Service, d.Indicator, d.Target, d.Window)
        {
            Namespace = d.Namespace,

            // Alerts that can never fire are refused; see ExactAlertTests.
            Alerting = d.Alerting.Where(a => a.LongWindow <= d.Window && a.ShortWindow < a.LongWindow && a.IsReachable(d.Target)).ToArray(),
            Labels = d.Labels,
            Annotations = d.Annotations,
            AlertSettings = settings,
        };

    private static SloDefinition ReadsBack(SloDefinition definition, string text)
    {
        var result = ManifestImporter.ReadText(text);
        Assert.Empty(result.Problems);
        var read = Assert.Single(result.Definitions);
        Assert.Equal(definition, read);
        return read;
    }

    private static void CheckRules(List<string> texts)
    {
        var folder = Directory.CreateTempSubdirectory("exact-rules-");
        try
        {
            for (var i = 0; i < texts.Count; i++)
                File.WriteAllText(Path.Combine(folder.FullName, $"{i}.yaml"), texts[i]);
            Promtool.CheckRules(Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
