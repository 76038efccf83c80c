using System.Text;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Linting;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Import;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Linting;

public sealed class LinterTests
{
    private const string Spec = """
        apiVersion: slo.dev/v1
        kind: ServiceLevelObjective
        metadata:
          name: availability
          labels: {owner: a}
          annotations: {description: d, runbook: r}
        spec:
          service: checkout
          indicator:
            type: query
            query:
              bad: |
                sum(rate(http_requests_total{code=~"5.."}[{{.window}}])
                  + rate(x_total[{{.window}}]))
              total: sum(rate(http_requests_total[{{.window}}]))
          objectives:
          - window: 30d
            target: 0.999
          alerting:
            burnRates:
            - {severity: critical, shortWindow: 5m, longWindow: 1h, burnRate: 14.4}

        """;

    private static readonly string[] _folders = ["sloth", "pyrra", "openslo"];

    private static readonly string[] _invalid = ["sloth/invalid", "openslo/invalid"];

    [Fact]
    public void A_sound_document_has_no_findings() => Assert.Empty(Lint(Spec));

    [Fact]
    public void A_query_that_does_not_parse_is_told_with_the_place_in_expression_and_document()
    {
        var finding = Assert.Single(Lint(Spec.Replace("rate(x_total[{{.window}}]))", "rate(x_total[))", StringComparison.Ordinal)));
        Assert.Equal(
            ("PromQlSyntax", FindingSeverity.Error, 12, "spec.indicator.query.bad"),
            (finding.Code, finding.Severity, finding.Line, finding.Field)
        );
        Assert.EndsWith(", at line 2, column 18 of the expression", finding.Message, StringComparison.Ordinal);
        Assert.Equal(("checkout", "availability"), (finding.Service, finding.Definition));
    }

    [Fact]
    public void What_is_ignored_or_not_carried_over_stands_at_its_own_line()
    {
        const string Sloth = """
            version: prometheus/v1
            service: checkout
            labels: {owner: a}
            extra: 1
            slos:
            - name: requests
              objective: 99.9
              sli:
                plugin: {id: sloth-common/kubernetes/apiserver/availability, options: {filter: 'job="api"',
                  other: x}}
              plugins:
                chain: [{id: org/own}]
              alerting:
                name: A
                pageAlert: {disable: true}
            """;
        Assert.Equal(
            ["4:1 extra", "10:7 slos[0].sli.plugin.options.other", "11:3 slos[0].plugins", "15:5 slos[0].alerting.pageAlert"],
            Places(Sloth)
        );

        Assert.Equal(
            ["FieldIgnored", "FieldIgnored", "NotCarriedOver", "FieldIgnored"],
            Lint(Sloth).Select(f => f.Code).Where(c => c is "FieldIgnored" or "NotCarriedOver")
        );

        const string Pyrra = """
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata:
              name: checkout
              finalizers: []
            spec:
              target: "99"
              window: 4w
              performanceOverAccuracy: true
              indicator:
                ratio:
                  errors: {metric: 'http_requests_total{code="5xx"}'}
                  total: {metric: http_requests_total}
              alerting:
                name: A
                page: true
            """;
        // Finalizers are of the server, and nobody wrote them for the SLO.
        Assert.Equal(["9:3 spec.performanceOverAccuracy", "16:5 spec.alerting.page"], Places(Pyrra));

        const string Slo = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: checkout}
            spec:
              service: checkout
              indicatorRef: requests
              timeWindow:
              - duration: 1d
                isRolling: false
                calendar:
                  startTime: 2026-01-01 00:00:00
                  timeZone: UTC
              budgetingMethod: Occurrences
              objectives:
              - target: 0.99
                value: 1
            """;
        const string Sli = """
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: requests}
            spec:
              description: Requests
              ratioMetric:
                counter: true
                good: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(good[{{.window}}]))'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(all[{{.window}}]))'}}}
            """;

        // What an import leaves out is said once for a file, with the number of the others; each of them is a loss of the definition.
        const string Both = Slo + "\n---\n" + Sli;
        Assert.Equal(["10:5 spec.timeWindow[0].calendar"], Places(Both));
        Assert.EndsWith(
            "an import leaves out 2 more like it",
            Lint(Both).Single(f => f.Code == "NotCarriedOver").Message,
            StringComparison.Ordinal
        );
        Assert.Superset(
            new HashSet<string>(["spec.timeWindow[0].calendar", "spec.objectives[0].value", "SLI[requests].spec.description"]),
            ManifestImporter.ReadText(Both).Definitions.Single().Losses.Select(l => l.Field).ToHashSet()
        );

        // What another file loses stands where it is referred to.
        var folder = Directory.CreateTempSubdirectory("losses");
        try
        {
            var files = new[] { ("slo.yaml", Slo), ("sli.yaml", Sli) }
                .Select(f => (Path.Combine(folder.FullName, f.Item1), f.Item1, f.Item2))
                .ToArray();
            foreach (var (full, _, text) in files)
                File.WriteAllText(full, text);
            var losses = Assert.Single(ManifestImporter.ReadFiles(files.Select(f => (f.Item1, f.Item2))).Definitions).Losses;
            Assert.Equal(6, losses.Single(l => l.Field == "SLI[requests].spec.description").Line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_rule_that_was_changed_stands_at_its_own_line()
    {
        foreach (var flavor in new[] { RuleFlavor.Exact, RuleFlavor.Sloth })
        {
            using var written = new StringWriter();
            var definition = new SloDefinition(
                "availability",
                "checkout",
                RatioIndicator.Http("requests_total"),
                0.99m,
                TimeSpan.FromDays(30)
            )
            {
                Alerting = [new BurnRateAlert("page", TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m)],
            };
            new ProgressiveSlo.Formats.Manifests.RuleFiles.PrometheusRuleWriter().Write(
                [definition],
                new ManifestOptions { Flavor = flavor },
                written
            );
            var lines = written.ToString().Split('\n');
            var at = Array.FindIndex(lines, l => l.Contains("record: slo:sli_error:ratio_rate30m", StringComparison.Ordinal));
            var end = Array.FindIndex(lines, at, l => l.Contains("[30m]", StringComparison.Ordinal));
            lines[end] = lines[end].Replace("requests_total", "others_total", StringComparison.Ordinal);
            var loss = Assert.Single(Assert.Single(ManifestImporter.ReadText(string.Join('\n', lines)).Definitions).Losses);
            Assert.Equal(("slo:sli_error:ratio_rate30m", at + 1), (loss.Field, loss.Line));
        }
    }

    private static IEnumerable<string> Places(string text) =>
        Lint(text).Where(f => f.Code is "FieldIgnored" or "NotCarriedOver").Select(f => $"{f.Line}:{f.Column} {f.Field}");

    [Fact]
    public void A_period_has_a_window_set_when_the_data_or_the_team_has_one()
    {
        const string Windows = """
            apiVersion: sloth.slok.dev/v1
            kind: AlertWindows
            spec:
              sloPeriod: 7d
              page:
                quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
                slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
              ticket:
                quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}
                slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}

            """;
        var weekly = Spec.Replace("window: 30d", "window: 7d", StringComparison.Ordinal);
        var own = new AlertWindowSet("own", TimeSpan.FromHours(36), []);

        Assert.Empty(PeriodsWithout(Spec.Replace("30d", "28d", StringComparison.Ordinal), null));
        Assert.EndsWith("only for 28d, 30d", Assert.Single(PeriodsWithout(weekly, null)), StringComparison.Ordinal);
        Assert.EndsWith("only for 1d12h, 28d, 30d", Assert.Single(PeriodsWithout(weekly, own)), StringComparison.Ordinal);
        Assert.Empty(PeriodsWithout(weekly, new AlertWindowSet("own", TimeSpan.FromDays(7), [])));
        Assert.Empty(PeriodsWithout(Windows + "---\n" + weekly, null));

        // A set that is not sound is none, and is told.
        var broken = Lint(Windows.Replace("longWindow: 3d", "longWindow: 8d", StringComparison.Ordinal) + "---\n" + weekly);
        Assert.Contains(broken, f => f is { Code: "AlertWindowTooLong", Field: "spec.ticket.slow.longWindow", Line: 10 });
        Assert.Contains(broken, f => f.Code == "PeriodWithoutWindowSet");
    }

    private static IEnumerable<string> PeriodsWithout(string text, AlertWindowSet? own)
    {
        var linter = new Linter(LintOptions.Default);
        if (own is not null)
            linter.Add(own);
        linter.AddText(text);
        return linter.Complete(TestContext.Current.CancellationToken).Where(f => f.Code == "PeriodWithoutWindowSet").Select(f => f.Message);
    }

    [Fact]
    public void Findings_come_in_the_order_of_files_and_lines()
    {
        using var folder = new TempFolder();
        var linter = new Linter(LintOptions.Default);
        var late = Spec.Replace("target: 0.999", "target: 0.9", StringComparison.Ordinal)
            .Replace("owner: a", "other: a", StringComparison.Ordinal);
        foreach (
            var (name, text) in new[]
            {
                ("b.yaml", late),
                ("a.yaml", "kind: 'x"),
                ("c.yaml", late.Replace("service: checkout", "service: search", StringComparison.Ordinal)),
            }
        )
            linter.AddFile(folder.Write(name, text), name);
        linter.AddFile(Path.Combine(folder.Path, "b.yaml"), "again/b.yaml");
        Assert.Equal(
            [
                "b.yaml 5 OwnerMissing",
                "b.yaml 21 AlertUnreachable",
                "a.yaml 1 YamlSyntax",
                "c.yaml 5 OwnerMissing",
                "c.yaml 10 SeriesShared",
                "c.yaml 21 AlertUnreachable",
            ],
            linter.Complete(TestContext.Current.CancellationToken).Select(f => $"{f.Path} {f.Line} {f.Code}")
        );
    }

    [Fact]
    public void What_several_objectives_share_is_told_once()
    {
        var two = Spec.Replace(
                "          - window: 30d\n".Replace("          ", "  ", StringComparison.Ordinal),
                "  - window: 28d\n    target: 0.99\n  - window: 30d\n",
                StringComparison.Ordinal
            )
            .Replace("code=~\"5..\"", "code=\"5..\"", StringComparison.Ordinal);
        Assert.Equal(2, ManifestImporter.ReadText(two).Definitions.Count);
        Assert.Single(Lint(two), f => f.Code == "RegexInEquality");
    }

    [Fact]
    public void Text_from_outside_does_no_harm_in_a_message()
    {
        var findings = Lint(Spec.Replace("{owner: a}", "{owner: a, \"##vso[task.complete]\\u200b\\n\": x}", StringComparison.Ordinal));
        Assert.All(findings, f => Assert.DoesNotContain("##vso[", f.Message + f.Field + f.Guidance, StringComparison.Ordinal));
        Assert.All(findings, f => Assert.DoesNotContain('\n', f.Message + f.Field + f.Guidance));
        Assert.Contains(findings, f => f.Code == "LabelNameInvalid");
    }

    [Theory]
    [InlineData("groups: [{name: a, rules: [{record: 1x, expr: up}]}]", "FeatureNeeded", "groups[0].rules[0].record")]
    [InlineData("groups: [{name: a, rules: [{record: 'x{}', expr: up}]}]", "MetricNameInvalid", "groups[0].rules[0].record")]
    [InlineData("groups: [{name: a, rules: [{record: x, expr: 'up[5m'}]}]", "PromQlSyntax", "groups[0].rules[0].expr")]
    [InlineData(
        "groups: [{name: a, rules: [{record: x, expr: 'rate(x[{{.window}}])'}]}]",
        "TemplateNotRendered",
        "groups[0].rules[0].expr"
    )]
    [InlineData("groups: [{name: a, rules: [{record: x, expr: up, labels: {a-b: c}}]}]", "FeatureNeeded", "groups[0].rules[0].labels")]
    [InlineData(
        "groups: [{name: a, rules: [{record: x, expr: up, labels: {__name__: c}}]}]",
        "LabelNameInvalid",
        "groups[0].rules[0].labels"
    )]
    [InlineData("groups: [{name: a, rules: []}, {name: a, rules: []}]", "RuleGroupDuplicate", "groups[1].name")]
    [InlineData(
        "groups: [{name: a, rules: [{alert: x, expr: up == 0, labels: {a: b, c: d}}, {alert: x, expr: down == 1, labels: {c: d, a: b}}]}]",
        "RuleDuplicate",
        "groups[0].rules[1].alert"
    )]
    [InlineData(
        "{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: {name: x}, "
            + "spec: {groups: [{name: a, rules: [{record: x, expr: 'up['}]}]}}",
        "PromQlSyntax",
        "spec.groups[0].rules[0].expr"
    )]
    public void Rules_are_checked_whoever_made_them(string rules, string code, string field)
    {
        var findings = Lint(rules).Where(f => f.Code != "RulesHandWritten").ToArray();
        Assert.Equal((code, field), Assert.Single(findings.Select(f => (f.Code, f.Field))));
    }

    [Fact]
    public void A_rule_file_of_several_documents_is_an_error_and_an_object_is_not()
    {
        const string File = "groups: [{name: a, rules: [{record: x, expr: up}]}]";
        const string Object =
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: "
            + "x}\nspec: {groups: [{name: a, rules: [{record: x, expr: up}]}]}";
        Assert.Equal(3, Assert.Single(Lint($"{File}\n---\n{File}\n"), f => f.Code == "RuleFileMultipleDocuments").Line);
        Assert.DoesNotContain(Lint($"{Object}\n---\n{Object}\n"), f => f.Code == "RuleFileMultipleDocuments");
    }

    [Fact]
    public void Settings_change_severities()
    {
        var severities = LintSettings.Read(
            "apiVersion: progressiveslo/v1\nkind: LintSettings\nrules:\n  OwnerMissing: Error\n  RunbookMissing: off\n",
            "s.yaml"
        );
        var text = Spec.Replace("{owner: a}", "{x: a}", StringComparison.Ordinal).Replace(", runbook: r", "", StringComparison.Ordinal);
        Assert.Equal(["OwnerMissing Information", "RunbookMissing Information"], Lint(text).Select(f => $"{f.Code} {f.Severity}"));
        Assert.Equal(
            ["OwnerMissing Error"],
            Linter.LintText(text, new LintOptions { Severities = severities }).Select(f => $"{f.Code} {f.Severity}")
        );
    }

    [Theory]
    [InlineData(
        "rules: {OwnerMising: error}",
        "(3,22): rules.OwnerMising: 'OwnerMising' is not a lint code. Did you mean 'OwnerMissing'? Otherwise remove it."
    )]
    [InlineData("rules: {OwnerMissing: fatal}", "'fatal' is not a severity. Write error, warning, information or off.")]
    [InlineData("rules: {OwnerMissing: [error]}", "Expected a severity, found a list")]
    [InlineData("rules: [OwnerMissing]", "Expected a mapping")]
    [InlineData("rule: {}", "Did you mean 'rules'?")]
    public void Settings_with_a_mistake_are_refused_with_the_mend(string line, string words)
    {
        var error = Assert.Throws<SloDocumentException>(() =>
            LintSettings.Read("apiVersion: progressiveslo/v1\nkind: LintSettings\n" + line, "s.yaml")
        );
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixtures_that_are_valid_have_no_error()
    {
        foreach (var folder in _folders)
        {
            foreach (var file in Fixtures.Own.Files(folder, "*.*"))
                Assert.Empty(LintFile(file).Where(f => f.Severity == FindingSeverity.Error).Select(f => f.ToString()));
        }
    }

    [Fact]
    public void Fixtures_that_are_invalid_have_an_error()
    {
        foreach (var folder in _invalid)
        {
            foreach (var file in Fixtures.Own.Files(folder, "*.yaml"))
                Assert.True(LintFile(file).Any(f => f.Severity == FindingSeverity.Error), file);
        }
    }

    [Fact]
    public void A_latency_SLO_over_failed_requests_is_a_warning()
    {
        var file = Fixtures.Own.Path("pyrra/orders.yaml");
        var second = Array.IndexOf(File.ReadAllLines(file), "---") + 1;
        var findings = LintFile(file).Where(f => f.Severity == FindingSeverity.Warning).ToArray();
        Assert.Contains(findings, f => f.Code == "SelectorMismatch" && f.Line > second);
        Assert.All(findings, f => Assert.True(f.Line >= second, f.ToString()));
    }

    [Fact]
    public void Every_damaged_fixture_gives_findings_or_none_and_nothing_worse()
    {
        var random = new Random(20260105);
        var sources = _folders
            .Concat(_invalid)
            .Append("rules")
            .SelectMany(f => Fixtures.Own.Files(f, "*.*"))
            .Select(File.ReadAllText)
            .Append(Spec)
            .ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var text = Damage(new StringBuilder(sources[i % sources.Length]), random);
            foreach (var finding in Linter.LintText(text, new LintOptions { EventsPerSecond = 0.5m }))
            {
                Assert.NotEmpty(finding.Message);
                Assert.NotEmpty(finding.Guidance);
                Assert.True(LintCatalog.Rules.ContainsKey(finding.Code));
            }
        }
    }

    private static string Damage(StringBuilder text, Random random)
    {
        for (var edits = random.Next(1, 4); edits > 0 && text.Length > 2; edits--)
        {
            var at = random.Next(text.Length - 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, "{}[]:'\"#&*!|>%@`,\n-0179.eE~=()\\$ "[random.Next(33)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(32, 127);
                    break;
                default:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 60), text.Length - at)));
                    break;
            }
        }

        return text.ToString();
    }

    private static IReadOnlyList<SloFinding> Lint(string text) => Linter.LintText(text, LintOptions.Default);

    private static IReadOnlyList<SloFinding> LintFile(string file)
    {
        var linter = new Linter(LintOptions.Default);
        linter.AddFile(file, Path.GetFileName(file));
        return linter.Complete(TestContext.Current.CancellationToken);
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("slo-lint-").FullName;

        public string Write(string name, string text)
        {
            var path = System.IO.Path.Combine(Path, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
