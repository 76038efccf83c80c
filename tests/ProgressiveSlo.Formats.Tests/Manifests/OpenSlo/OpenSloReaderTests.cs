using CsCheck;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Manifests.OpenSlo;

public sealed class OpenSloReaderTests
{
    [Fact]
    public void An_slo_becomes_a_definition()
    {
        var definition = Read(OpenSloTexts.Slo);
        Assert.Equal(
            ("basket-availability", "basket", 0.995m, TimeSpan.FromDays(28)),
            (definition.Name, definition.Service, definition.Target, definition.Window)
        );
        Assert.Equal("Answers to the basket are not errors", definition.Description);
        Assert.Equal("Baskets can be filled", definition.Annotations["displayName"]);
        Assert.Equal("https://runbooks.example.org/basket", definition.Annotations["example.org/runbook"]);
        Assert.Equal("shop", definition.Labels["team"]);
        Assert.Equal(SloIndicator.Prometheus, definition.Indicator.DataSource);
        Assert.Equal(
            "sum(rate(basket_requests_total{code=~\"5..\"}[{{.window}}]))",
            Assert.IsType<QueryIndicator>(definition.Indicator).Bad
        );
        Assert.Empty(definition.Losses);
        Assert.Equal(
            ("OpenSlo", "openslo/v1", "basket-availability"),
            (definition.Source!.Format, definition.Source.ApiVersion, definition.Source.DocumentName)
        );
        Assert.Equal(new SourceLocation("spec.objectives[0].target", 34, 15), definition.Source.LocationOf("target"));
        Assert.Equal(
            new SourceLocation("spec.indicator.spec.ratioMetric.bad.metricSource.spec.query", 23, 22),
            definition.Source.LocationOf("indicator.bad")
        );
    }

    [Fact]
    public void Several_objectives_become_definitions_with_a_number()
    {
        var result = OpenSloTexts.Read(
            OpenSloTexts.Slo.With("- target: 0.995", "- {target: 0.9, displayName: low}", "- targetPercent: 99.9")
        );
        Assert.Equal(["basket-availability-0", "basket-availability-1"], result.Definitions.Select(d => d.Name));
        Assert.Equal([0.9m, 0.999m], result.Definitions.Select(d => d.Target));
        Assert.Equal("spec.objectives[0].displayName", Assert.Single(result.Definitions[0].Losses).Field);
        Assert.Empty(result.Definitions[1].Losses);
    }

    [Fact]
    public void What_a_definition_cannot_hold_is_said()
    {
        var text = OpenSloTexts
            .Slo.With("team: shop", "team: [shop, web]")
            .With("counter: true", "counter: false")
            .With("- duration: 4w", "- duration: 1Q")
            .With("isRolling: true", "calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}")
            .With("budgetingMethod", "budgetingMethod: Timeslices")
            .With("- target: 0.995", "- {target: 0.995, timeSliceTarget: 0.95, timeSliceWindow: 5m}");
        var definition = Read(text);
        Assert.Equal("shop,web", definition.Labels["team"]);
        Assert.Equal(TimeSpan.FromDays(90), definition.Window);
        Assert.Equal(
            [
                "metadata.labels.team",
                "spec.budgetingMethod",
                "spec.indicator.spec.ratioMetric.counter",
                "spec.objectives[0].timeSliceTarget",
                "spec.objectives[0].timeSliceWindow",
                "spec.timeWindow[0]",
                "spec.timeWindow[0].calendar",
            ],
            definition.Losses.Select(l => l.Field).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_condition_of_one_window_is_told_and_not_turned_into_an_alert_of_two()
    {
        var definition = Read(
            OpenSloTexts.Slo + "  alertPolicies:\n    - alertPolicyRef: basket-fast-burn\n" + OpenSloTexts.Break + OpenSloTexts.Policy
        );
        Assert.Empty(definition.Alerting);
        var loss = Assert.Single(definition.Losses);
        Assert.Equal("spec.alertPolicies[0]", loss.Field);
        Assert.Contains("page, burn rate gt 14.4 over 1h for 2m", loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_ratio_is_compared_with_is_lost_and_no_problem()
    {
        var inline = OpenSloTexts.Slo.With("- target: 0.995", "- {target: 0.995, op: lte, value: 1}");
        var at = OpenSloTexts.Slo.IndexOf("    metadata:", StringComparison.Ordinal);
        var end = OpenSloTexts.Slo.IndexOf("  timeWindow:", StringComparison.Ordinal);
        var referenced = inline
            .Replace(OpenSloTexts.Slo[at..end], "", StringComparison.Ordinal)
            .With("indicator:", "indicatorRef: basket-requests");
        var sli =
            "apiVersion: openslo/v1\nkind: SLI\n"
            + string.Join('\n', OpenSloTexts.Slo[at..end].Split('\n').Select(l => l.Length > 4 ? l[4..] : l));
        foreach (
            var text in new[]
            {
                inline,
                referenced + OpenSloTexts.Break + sli,
                OpenSloTexts.Alpha.With("target: 0.995", "target: 0.995", "op: lte", "value: 1"),
            }
        )
        {
            var definition = Read(text);
            Assert.Equal(Read(OpenSloTexts.Slo).Indicator, definition.Indicator);
            Assert.Equal(["spec.objectives[0].op", "spec.objectives[0].value"], definition.Losses.Select(l => l.Field));
        }
    }

    [Fact]
    public void What_alert_objects_say_of_themselves_is_lost()
    {
        var policy = OpenSloTexts
            .Policy.Replace("name: basket-fast-burn\n", "name: basket-fast-burn\n  displayName: Fast burn\n", StringComparison.Ordinal)
            .Replace("name: basket-fast\n", "name: basket-fast\n        labels: {team: shop}\n", StringComparison.Ordinal)
            .Replace("severity: page\n", "severity: page\n        description: Burns fast\n", StringComparison.Ordinal)
            .With("alertWhenBreaching", "description: Wakes someone", "alertWhenBreaching: true");
        var parts = new[] { "metadata", "spec.conditions[0].metadata", "spec.conditions[0].spec.description", "spec.description" };
        var reference = OpenSloTexts.Slo + "  alertPolicies:\n    - alertPolicyRef: basket-fast-burn\n" + OpenSloTexts.Break + policy;
        Assert.Equal(parts.Select(p => "AlertPolicy[basket-fast-burn]." + p).Append("spec.alertPolicies[0]"), LossFields(reference));

        var lines = policy
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select((l, i) => (i == 0 ? "    - " : "      ") + l + "\n");
        Assert.Equal(
            parts.Select(p => "spec.alertPolicies[0]." + p).Prepend("spec.alertPolicies[0]"),
            LossFields(OpenSloTexts.Slo + "  alertPolicies:\n" + string.Concat(lines))
        );

        const string Condition =
            "apiVersion: openslo/v1\nkind: AlertCondition\nmetadata: {name: burns, annotations: {a: b}}\nspec: "
            + "{description: x, severity: page, condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h}}\n";
        const string Target =
            "apiVersion: openslo/v1\nkind: AlertNotificationTarget\nmetadata: {name: who}\nspec: {description: x, target: page}\n";
        const string Policy =
            "apiVersion: openslo/v1\nkind: AlertPolicy\nmetadata: {name: p}\nspec: {alertWhenBreaching: true, "
            + "conditions: [{conditionRef: burns}], notificationTargets: [{targetRef: who}]}\n";
        var all =
            OpenSloTexts.Slo
            + "  alertPolicies:\n    - alertPolicyRef: p\n"
            + OpenSloTexts.Break
            + Policy
            + OpenSloTexts.Break
            + Condition
            + OpenSloTexts.Break
            + Target;
        Assert.Equal(
            [
                "AlertCondition[burns].metadata",
                "AlertCondition[burns].spec.description",
                "AlertNotificationTarget[who].spec.description",
                "spec.alertPolicies[0]",
            ],
            LossFields(all)
        );
    }

    private static IEnumerable<string> LossFields(string text) => Read(text).Losses.Select(l => l.Field).Order(StringComparer.Ordinal);

    [Fact]
    public void References_are_answered_by_other_documents_and_files()
    {
        var slo = OpenSloTexts.Slo.With("indicator:", "indicatorRef: queue-length");
        slo = slo[..slo.IndexOf("    metadata:", StringComparison.Ordinal)] + slo[slo.IndexOf("  timeWindow:", StringComparison.Ordinal)..];
        slo = slo.With("- target: 0.995", "- {target: 0.995, op: lte, value: 20}");
        var expected = new ThresholdIndicator("max(queue_length)", "<=", 20);
        Assert.Equal(expected, Read(slo + OpenSloTexts.Break + OpenSloTexts.Sli).Indicator);
        Assert.Equal(expected, Read(OpenSloTexts.Sli + OpenSloTexts.Break + slo).Indicator);

        var folder = Directory.CreateTempSubdirectory("openslo");
        try
        {
            var files = new[] { ("slo.yaml", slo), ("sli.yaml", OpenSloTexts.Sli) }
                .Select(f => (Path.Combine(folder.FullName, f.Item1), f.Item1, f.Item2))
                .ToArray();
            foreach (var (full, _, text) in files)
                File.WriteAllText(full, text);
            var result = ManifestImporter.ReadFiles(files.Select(f => (f.Item1, f.Item2)));
            Assert.Empty(result.Problems);
            Assert.Equal(expected, Assert.Single(result.Definitions).Indicator);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var open = Assert.Single(OpenSloTexts.Read(slo).Problems);
        Assert.Equal(("IndicatorReferenceOpen", "spec.indicatorRef"), (open.Problem.Code, open.Problem.Field));
        var unknown = Assert.Single(
            OpenSloTexts.Read(slo + OpenSloTexts.Break + OpenSloTexts.Sli.With("name: queue-length", "name: queue-lenght")).Problems
        );
        Assert.Equal(("ReferenceUnknown", "spec.indicatorRef"), (unknown.Problem.Code, unknown.Problem.Field));
        Assert.Contains("queue-lenght", unknown.Problem.Fix, StringComparison.Ordinal);
        var broken = OpenSloTexts.Read(slo + OpenSloTexts.Break + OpenSloTexts.Sli.With("query: max", "querry: max")).Problems;
        Assert.Contains(broken, p => p.Problem.Code == "ReferenceBroken");
    }

    [Fact]
    public void Each_objective_of_a_composite_slo_has_its_own_indicator()
    {
        var slo =
            OpenSloTexts.Slo[..OpenSloTexts.Slo.IndexOf("  indicator:", StringComparison.Ordinal)]
            + OpenSloTexts.Slo[OpenSloTexts.Slo.IndexOf("  timeWindow:", StringComparison.Ordinal)..];
        slo = slo.With(
            "- target: 0.995",
            "- {target: 0.99, indicatorRef: queue-length, op: lt, value: 5, compositeWeight: 2}",
            "- {target: 0.9, indicatorRef: queue-length, op: gt, value: 1}"
        );
        var result = OpenSloTexts.Read(slo + OpenSloTexts.Break + OpenSloTexts.Sli);
        Assert.Empty(result.Problems);
        Assert.Equal(["max(queue_length) < 5", "max(queue_length) > 1"], result.Definitions.Select(d => d.Indicator.ToString()));
        Assert.Contains(result.Definitions[0].Losses, l => l.Field == "spec.objectives[0].compositeWeight");
        Assert.Contains(result.Definitions[1].Losses, l => l.Field == "spec.objectives");
        var none = OpenSloTexts.Read(slo.Replace("indicatorRef: queue-length, ", "", StringComparison.Ordinal));
        Assert.Contains(none.Problems, p => p.Problem.Field == "spec.indicator");
    }

    [Fact]
    public void Another_data_source_never_counts_as_promql()
    {
        var definition = Read(OpenSloTexts.Slo.With("type: prometheus", "type: Datadog"));
        Assert.Equal("Datadog", definition.Indicator.DataSource);
        Assert.Null(definition.Indicator.Queries);
        definition = Read(OpenSloTexts.Slo.With("type: prometheus", "metricSourceRef: shop"));
        Assert.Null(definition.Indicator.Queries);
        var source =
            "apiVersion: openslo/v1\nkind: DataSource\nmetadata: {name: shop}\nspec: {type: Prometheus, connectionDetails: {url: x}}\n";
        definition = Read(OpenSloTexts.Slo.With("type: prometheus", "metricSourceRef: shop") + OpenSloTexts.Break + source);
        Assert.NotNull(definition.Indicator.Queries);
    }

    [Fact]
    public void A_source_without_a_query_keeps_its_spec_and_says_so()
    {
        var definition = Read(
            OpenSloTexts.Slo.With("type: prometheus", "type: AppDynamics").With("query: ", "applicationName: shop", "paths: [a, 'b|c']")
        );
        Assert.Equal("""{"applicationName":"shop","paths":["a","b|c"]}""", Assert.IsType<QueryIndicator>(definition.Indicator).Total);
        Assert.Equal(2, definition.Losses.Count(l => l.Field.EndsWith(".metricSource.spec", StringComparison.Ordinal)));
        var text = OpenSloTexts.Write(definition).Text;
        Assert.Contains("applicationName: shop", text, StringComparison.Ordinal);
        Assert.Equal(definition, Read(text));
    }

    [Fact]
    public void An_alpha_slo_becomes_a_definition()
    {
        var definition = Read(OpenSloTexts.Alpha);
        Assert.Equal("basket-availability", definition.Name);
        Assert.Equal("openslo/v1alpha", definition.Source!.ApiVersion);
        Assert.Equal(TimeSpan.FromDays(28), definition.Window);
        Assert.Empty(definition.Losses);

        // The same as the other spelling: good events are the bad ones swapped.
        Assert.Equal(Read(OpenSloTexts.Slo).Indicator, definition.Indicator);
    }

    [Fact]
    public void An_alpha_threshold_becomes_a_definition()
    {
        const string Text = """
            apiVersion: openslo/v1alpha
            kind: SLO
            metadata: {name: queue, displayName: Queue}
            spec:
              service: mail
              indicator: {thresholdMetric: {source: prometheus, queryType: promql, query: max(queue_length)}}
              timeWindows: [{count: 1, unit: Month, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{op: lt, value: 2e1, target: 0.9}]
            """;
        var definition = Read(Text);
        Assert.Equal(new ThresholdIndicator("max(queue_length)", "<", 20), definition.Indicator);
        Assert.Equal("Queue", definition.Annotations["displayName"]);
        Assert.Equal("spec.timeWindows[0]", Assert.Single(definition.Losses).Field);
    }

    [Fact]
    public void Lists_and_json_are_read()
    {
        const string Json = """[{"apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {}}, """;
        var slo =
            """{"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"b"},"spec":{"service":"a","indicator":{"metadata":{"name":"c"},"spec":{"ratioMetric":{"rawType":"success","raw":{"metricSource":{"type":"Prometheus","spec":{"query":"avg(up)"}}}}}},"timeWindow":[{"duration":"30d","isRolling":true}],"budgetingMethod":"Occurrences","objectives":[{"target":0.99}]}}]""";
        Assert.Equal(new RawRatioIndicator("avg(up)", isSuccess: true), Read(Json + slo).Indicator);
    }

    [Fact]
    public void Slos_of_the_fixtures_become_definitions()
    {
        foreach (var file in Fixtures.Own.Files("openslo", "*.yaml").Append(Fixtures.Own.Path("sloth/search-openslo.yml")))
        {
            var text = File.ReadAllText(file);
            var slos = text.Split('\n').Count(line => line.TrimStart(' ', '-').TrimEnd() == "kind: SLO");
            var result = OpenSloTexts.Read(text);
            Assert.Equal(slos, result.Definitions.Count + result.Problems.Count(p => p.Problem.Code == "IndicatorReferenceOpen"));
        }
    }

    [Fact]
    public void Settings_of_alerts_that_cannot_be_read_are_told()
    {
        var definition = Read(OpenSloTexts.Slo.With("example.org/runbook", "slo.dev/alert-settings: '{\"nam\":1}'"));
        Assert.Equal(AlertSettings.None, definition.AlertSettings);
        Assert.Equal("metadata.annotations.slo.dev/alert-settings", Assert.Single(definition.Losses).Field);
    }

    [Theory]
    [InlineData("service: \"a\\ud83d\"")]
    [InlineData("service: a\ud83d")]
    public void Half_of_a_character_is_an_error(string line)
    {
        var problem = Assert.Single(OpenSloTexts.Read(OpenSloTexts.Slo.With("service: basket", line)).Problems);
        Assert.Equal(12, problem.Line);
    }

    [Fact]
    public void Changed_characters_and_lines_give_an_error_or_a_definition()
    {
        string[] texts =
        [
            OpenSloTexts.Slo
                + "  alertPolicies: [{alertPolicyRef: basket-fast-burn}]\n"
                + OpenSloTexts.Break
                + OpenSloTexts.Policy
                + OpenSloTexts.Break
                + OpenSloTexts.Sli,
            OpenSloTexts.Alpha,
        ];
        const string Marks = "\0\t -:{}[]'\"#&*!|>%@,~x0\u00e9\ud83d";
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 3], Gen.Int[0, Marks.Length - 1]).List[1, 4])
            .Sample(
                (which, edits) =>
                {
                    var text = texts[which];
                    foreach (var (place, kind, mark) in edits)
                        text = Edit(text, place % text.Length, kind, Marks[mark]);
                    var result = OpenSloTexts.Read(text);
                    foreach (var definition in result.Definitions)
                        OpenSloTexts.Write(definition);
                },
                iter: 3000
            );
    }

    private static string Edit(string text, int at, int kind, char mark)
    {
        var line = text.LastIndexOf('\n', at) + 1;
        var next = text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;
        return kind switch
        {
            0 => text[..at] + mark + text[(at + 1)..],
            1 => text[..at] + mark + text[at..],
            2 => text[..line] + text[next..] + " ",
            _ => text[..line] + text[line..next] + text[line..],
        };
    }

    private static SloDefinition Read(string text)
    {
        var result = OpenSloTexts.Read(text);
        Assert.Empty(result.Problems);
        return Assert.Single(result.Definitions);
    }
}
