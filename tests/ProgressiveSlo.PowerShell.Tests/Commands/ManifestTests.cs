using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class ManifestTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_manifest_of_a_phase_reads_back_as_its_definition()
    {
        var result = _engine.Run(
            "$phase = New-SloPlan api -StartDate 2026-01-05 | Get-SloPhase baseline; ($phase | "
                + "ConvertTo-SloManifest | Import-SloManifest).Equals($phase.Definition)"
        );
        Assert.Empty(result.Errors);
        Assert.Equal(true, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void A_phase_of_a_plan_with_a_histogram_has_three_SLOs()
    {
        var result = _engine.Run(
            "New-SloPlan api -LatencyMetric 'http_request_duration_seconds{job=\"api\"}' | "
                + "Get-SloPhase improvement | ForEach-Object Definitions"
        );
        Assert.Empty(result.Errors);
        Assert.Equal(
            ["api-availability-improvement", "api-latency-p95-improvement", "api-latency-p99-improvement"],
            result.Output.Select(o => (string)((dynamic)o.BaseObject).Name)
        );
        Assert.Equal([0.995m, 0.95m, 0.99m], result.Output.Select(o => (decimal)((dynamic)o.BaseObject).Target));
        Assert.Equal(
            "http_request_duration_seconds_bucket{job = \"api\", le =~ \"1(\\\\.0)?\"} / "
                + "http_request_duration_seconds_count{job = \"api\"}",
            ((dynamic)result.Output[1].BaseObject).Indicator.ToString()
        );
    }

    [Fact]
    public void A_loss_is_told_at_each_place_and_one_without_a_place_once()
    {
        const string Spec = """
            version: prometheus/v1
            service: checkout
            slos:
            - name: good
              objective: 99
              extra: 1
              sli: {raw: {error_ratio_query: 'rate(x[{{.window}}])'}}
              alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
            - name: fast
              objective: 99
              extra: 1
              sli: {raw: {error_ratio_query: 'rate(x[{{.window}}])'}}
              alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
            """;
        var placed = _engine.Run("Import-SloManifest -Text $text", ("text", Spec)).Warnings;
        Assert.Equal(2, placed.Count);
        Assert.Contains("slos[0].extra: The key is unknown to Sloth, which ignores it (line 6)", placed[0], StringComparison.Ordinal);
        Assert.Contains("slos[1].extra: The key is unknown to Sloth, which ignores it (line 11)", placed[1], StringComparison.Ordinal);

        const string Labelled =
            "New-SloPlan a, b -StartDate 2026-01-05 | Get-SloPhase baseline | ConvertTo-SloManifest "
            + "-Format PrometheusRule -RuleLabel @{ team = 'x' } | Import-SloManifest";
        Assert.Contains("ruleLabels.team", Assert.Single(_engine.Run(Labelled).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-SloManifest gitops")]
    [InlineData("Import-SloManifest gitops/*.y*ml")]
    [InlineData("Import-SloManifest -LiteralPath gitops")]
    [InlineData("[IO.Directory]::GetFiles(\"$PWD/gitops\") | ForEach-Object { [IO.FileInfo] $_ } | Import-SloManifest")]
    public void What_a_folder_holds_besides_is_passed_over_with_one_warning(string script)
    {
        WriteGitOps();
        var result = _engine.Run(script);
        Assert.Empty(result.Errors);
        Assert.Equal("api-availability-baseline", (string)((dynamic)Assert.Single(result.Output).BaseObject).Name);
        Assert.Equal(
            "Skipped 3 documents in 2 files that are neither SLO manifests nor rule files: "
                + "Deployment (1), Service (1), other YAML (1). -Verbose names each.",
            Assert.Single(result.Warnings)
        );
        var lines = _engine
            .Run(script + " -Verbose 4>&1 3>$null")
            .Output.Select(o => o.ToString())
            .Where(l => l!.Contains("skipped", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, l => l!.EndsWith("app.yaml(4): skipped: v1 Service.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Import-SloManifest gitops/app.yaml")]
    [InlineData("Import-SloManifest -LiteralPath gitops/app.yaml")]
    [InlineData("'gitops/app.yaml' | Import-SloManifest")]
    public void What_is_no_SLO_is_an_error_in_a_file_that_is_named(string script)
    {
        WriteGitOps();
        var result = _engine.Run(script);
        Assert.Equal(2, result.Errors.Count);
        Assert.Empty(result.Warnings);
        Assert.EndsWith(
            "app.yaml(1,13): apiVersion: 'apps/v1', kind Deployment, is neither an SLO manifest nor a "
                + "rule file. Give an SLO manifest or a rule file, or leave this one out.",
            result.Errors[0].Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_misspelt_kind_is_an_error_in_a_folder_too()
    {
        WriteGitOps();
        _engine.Write("gitops/rules.yaml", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRules\n");
        Assert.Contains(
            "Did you mean kind 'PrometheusRule'?",
            Assert.Single(_engine.Run("Import-SloManifest gitops").Errors).Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http_request_duration_seconds_bucket", "Write the histogram alone: http_request_duration_seconds")]
    [InlineData("1x", "not a metric name")]
    public void A_histogram_that_is_none_is_refused(string metric, string words)
    {
        var result = _engine.Run("New-SloPlan api -LatencyMetric $metric", ("metric", metric));
        Assert.Contains(words, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_plan_file_keeps_the_histogram()
    {
        var result = _engine.Run(
            "New-SloPlan api -LatencyMetric 'd_seconds' -NativeHistogram | Export-SloPlan api.yaml; "
                + "(Import-SloPlan api.yaml).LatencyMetric | ForEach-Object { \"$_ $($_.IsNative)\" }"
        );
        Assert.Empty(result.Errors);
        Assert.Equal("d_seconds{service = \"api\"} True", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void An_export_writes_what_changed_and_nothing_else()
    {
        Export("'a', 'b'");
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_engine.PathOf("m/a-availability.yaml"), before);
        File.AppendAllText(_engine.PathOf("m/b-availability.yaml"), "# changed\n");
        Export("'a', 'b'");
        Assert.Equal(before, File.GetLastWriteTimeUtc(_engine.PathOf("m/a-availability.yaml")));
        Assert.DoesNotContain("changed", File.ReadAllText(_engine.PathOf("m/b-availability.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_removes_what_the_plan_no_longer_has_and_nobody_elses_files()
    {
        Export("'a', 'b'");
        _engine.Write("m/mine.yaml", "# by hand\n");
        Export("'a'", "-Prune -WhatIf");
        Assert.True(File.Exists(_engine.PathOf("m/b-availability.yaml")));
        Export("'a'", "-Prune");
        Assert.Equal(["a-availability.yaml", "mine.yaml"], Names("m"));
    }

    [Fact]
    public void Pruning_removes_nothing_when_something_failed_or_nothing_came()
    {
        Export("'a', 'b'");
        _engine.Run(
            "'a' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline | ForEach-Object "
                + "{ $_; 'no phase' } | Export-SloManifest m -Prune 3>$null"
        );
        _engine.Run("@() | Export-SloManifest m -Prune 3>$null");
        Assert.Equal(["a-availability.yaml", "b-availability.yaml"], Names("m"));
    }

    [Fact]
    public void A_file_of_somebody_else_is_replaced_only_with_force()
    {
        Directory.CreateDirectory(_engine.PathOf("m"));
        _engine.Write("m/a-availability.yaml", "# by hand\n");
        Assert.StartsWith(
            "SloManifestFileForeign",
            Assert.Single(_engine.Run(ExportLine("'a'")).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.Equal("# by hand\n", File.ReadAllText(_engine.PathOf("m/a-availability.yaml")));
        Export("'a'", "-Force");
        Assert.StartsWith(
            "# Made by ProgressiveSlo, format SloDev",
            File.ReadAllText(_engine.PathOf("m/a-availability.yaml")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_whole_plan_goes_to_a_folder_for_each_phase()
    {
        Assert.Empty(_engine.Run("New-SloPlan 'Bücher Café' -StartDate 2026-01-05 | Export-SloManifest m").Errors);
        Assert.Equal(["baseline", "excellence", "improvement", "production_ready"], Names("m"));
        Assert.Equal(["bucher-cafe-availability.yaml"], Names("m/baseline"));
    }

    [Fact]
    public void Two_phases_of_a_service_do_not_go_to_one_file()
    {
        var error = Assert.Single(
            _engine.Run("New-SloPlan a -StartDate 2026-01-05 | Get-SloPhase baseline, improvement | Export-SloManifest m").Errors
        );
        Assert.StartsWith("SloManifestInvalidPhase", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Get-SloPhase -Current", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_services_with_one_slug_are_an_error_that_names_both()
    {
        var error = Assert.Single(
            _engine.Run("'a b', 'a-b' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline | Export-SloManifest m").Errors
        );
        Assert.Contains("'a b' and 'a-b'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -Format Nonsense", "SloManifestInvalidFormat")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -RuleLabel @{ '1x' = 'y' }", "SloManifestInvalidRuleLabel")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -ObjectLabel @{ 'a b' = 'y' }", "SloManifestInvalidObjectLabel")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -ObjectLabel @{ release = 'a b' }", "SloManifestInvalidObjectLabel")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -GrafanaUri ftp://grafana.example", "SloManifestInvalidGrafanaUri")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -GrafanaUri grafana", "SloManifestInvalidGrafanaUri")]
    [InlineData("New-SloPlan a | Export-SloManifest m -GrafanaUri https://me:secret@grafana.example", "SloManifestInvalidGrafanaUri")]
    [InlineData("Import-SloManifest ''", "SloManifestInvalidPath")]
    [InlineData("New-SloPlan a | Export-SloManifest 'nodrive:\\x'", "SloManifestInvalidPath")]
    [InlineData("Import-SloManifest nothing.yaml", "SloManifestNotFound")]
    [InlineData("Import-SloManifest -Text 'a: 1' -Format Nonsense", "SloManifestInvalidFormat")]
    [InlineData("Import-SloManifest -Text 'a: 1'", "SloManifestInvalidDocument")]
    public void Bad_calls_are_refused_with_a_stable_id(string script, string id) =>
        Assert.StartsWith(id + ",", Assert.Single(_engine.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void Alerts_link_to_the_dashboards_of_a_Grafana()
    {
        const string Phase = "New-SloPlan checkout -StartDate 2026-01-05 | Get-SloPhase production_ready | ConvertTo-SloManifest ";
        var rules = _engine.Run(Phase + "-Format PrometheusRule -GrafanaUri https://grafana.example/x").Single().ToString();
        using var dashboard = System.Text.Json.JsonDocument.Parse(_engine.Run(Phase + "-Format Grafana").Single().ToString());
        var uid = dashboard.RootElement.GetProperty("uid").GetString();
        Assert.Contains($"dashboard: https://grafana.example/x/d/{uid}\n", rules, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$lines | Import-SloManifest")]
    [InlineData("[IO.File]::WriteAllLines(\"$PWD/slo.yaml\", $lines); [IO.File]::ReadLines(\"$PWD/slo.yaml\") | Import-SloManifest")]
    [InlineData("@('', '# a comment') + $lines | Import-SloManifest")]
    [InlineData("($lines -join \"`n\") | Import-SloManifest")]
    public void Lines_of_the_pipeline_are_one_document(string script)
    {
        const string Lines =
            "$lines = (New-SloPlan a -StartDate 2026-01-05 | Get-SloPhase baseline | ConvertTo-SloManifest) -split \"`n\"; ";
        var run = _engine.Run(Lines + script);
        Assert.Empty(run.Errors);
        Assert.Equal("a-availability-baseline", Assert.Single(run.Output).ToString());
    }

    [Fact]
    public void One_SLO_that_is_refused_leaves_its_neighbours_in_the_file()
    {
        const string Spec = """
            - apiVersion: openslo/v1
              kind: SLO
              metadata: {name: bad}
              spec: &spec
                service: web
                budgetingMethod: Occurrences
                timeWindow: [{duration: 30d, isRolling: true}]
                objectives: [{target: 0.99}]
                indicator:
                  metadata: {name: x}
                  spec:
                    ratioMetric:
                      bad: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(e[5m]))'}}}
                      total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(t[{{.window}}]))'}}}
            - apiVersion: openslo/v1
              kind: SLO
              metadata: {name: good}
              spec:
                service: web
                budgetingMethod: Occurrences
                timeWindow: [{duration: 30d, isRolling: true}]
                objectives: [{target: 0.99}]
                indicator:
                  metadata: {name: x}
                  spec:
                    ratioMetric:
                      counter: true
                      bad: {metricSource: {type: Prometheus, spec: {query: sum(e)}}}
                      total: {metricSource: {type: Prometheus, spec: {query: sum(t)}}}
            """;
        var text = Spec.Replace("&spec", "", StringComparison.Ordinal);
        foreach (
            var script in new[]
            {
                "Import-SloManifest -Text $text | ConvertTo-SloManifest -Format PrometheusRule",
                "$file = Import-SloManifest -Text $text | Export-SloManifest out -Prune -PassThru -Format PrometheusRule; "
                    + "[IO.File]::ReadAllText($file.FullName)",
            }
        )
        {
            var run = _engine.Run(script, ("text", text));
            var error = Assert.Single(run.Errors);
            Assert.StartsWith("SloManifestNotWritable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal("bad", error.TargetObject.ToString());
            var written = Assert.Single(run.Output).ToString();
            Assert.Contains("slo_name: good", written, StringComparison.Ordinal);
            Assert.DoesNotContain("slo_name: bad", written, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Labels_for_objects_are_written_on_them()
    {
        const string Script =
            "New-SloPlan a -StartDate 2026-01-05 | Get-SloPhase baseline | "
            + "ConvertTo-SloManifest -Format {0} -ObjectLabel @{{ release = 'x' }}";
        foreach (var format in new[] { "PrometheusOperator", "VMRule", "Pyrra", "SlothOperator" })
            Assert.Contains(
                "    release: x\n",
                Assert.Single(_engine.Run(string.Format(CultureInfo.InvariantCulture, Script, format)).Output).ToString(),
                StringComparison.Ordinal
            );
        var told = _engine.Run(string.Format(CultureInfo.InvariantCulture, Script, "PrometheusRule")).Warnings;
        Assert.Contains(told, w => w.Contains("objectLabels", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_of_a_folder_are_read_and_a_bad_one_does_not_stop_the_others()
    {
        Export("'a', 'b', 'c'");
        _engine.Write("m/b-availability.yaml", "apiVersion: slo.dev/v1\nkind: ServiceLevelObjective\n");
        var result = _engine.Run("Import-SloManifest m");
        Assert.Equal(["a", "c"], result.Output.Select(o => (string)((dynamic)o.BaseObject).Service));
        Assert.All(result.Errors, e => Assert.Contains("b-availability.yaml(1,1)", e.Exception.Message, StringComparison.Ordinal));
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public void A_folder_without_manifests_is_no_folder_without_mistakes()
    {
        Assert.Empty(_engine.Run("New-SloPlan a -StartDate 2026-01-05 | Export-SloManifest m").Errors);
        Assert.Equal("False", Assert.Single(_engine.Run("Test-SloManifest m -Quiet 3>$null").Output).ToString());
        Assert.Equal("True", Assert.Single(_engine.Run("Test-SloManifest m -Recurse -Quiet").Output).ToString());
        Assert.Contains(
            "Subfolders are read with -Recurse",
            _engine.Run("Import-SloManifest m 3>&1").Output.Single().ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(4, _engine.Run("Import-SloManifest m -Recurse").Output.Count);
    }

    [Fact]
    public void A_spec_without_a_window_takes_the_one_that_is_given()
    {
        const string Spec = """
            version: prometheus/v1
            service: cart
            slos:
            - name: availability
              objective: 99.9
              sli:
                events:
                  error_query: sum(rate(errors_total[{{.window}}]))
                  total_query: sum(rate(requests_total[{{.window}}]))
              alerting:
                name: Cart
                ticket_alert: {disable: true}
            """;
        var result = _engine.Run(
            "Import-SloManifest -Text $spec -Window 28d | ForEach-Object { \"$($_.Window.TotalDays) $($_.Alerting)\" }",
            ("spec", Spec)
        );
        Assert.Empty(result.Errors);
        Assert.Equal("28 page 1h/5m × 13.44 page 6h/30m × 5.6", Assert.Single(result.Output).ToString());
        Assert.Equal(
            "30",
            Assert
                .Single(
                    _engine
                        .Run(
                            "(New-SloPlan a | Get-SloPhase baseline | ConvertTo-SloManifest | "
                                + "Import-SloManifest -Window 28d).Window.TotalDays"
                        )
                        .Output
                )
                .ToString()
        );
        Assert.StartsWith(
            "SloManifestInvalidWindow",
            Assert.Single(_engine.Run("Import-SloManifest -Text $spec -Window soon").Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_window_in_a_name_is_filled_in()
    {
        const string Spec = """
            version: prometheus/v1
            service: cart
            slos:
            - name: availability
              objective: 99.9
              description: Cart
              sli:
                events:
                  error_query: sum(job:errors:rate{{.window}}{job="cart"})
                  total_query: sum(job:requests:rate{{ .window }}{job="cart"})
              alerting: {name: CartErrors}
            """;
        var result = _engine.Run("Import-SloManifest -Text $spec | ConvertTo-SloManifest -Format PrometheusRule", ("spec", Spec));
        Assert.Empty(result.Errors);
        Assert.Contains("sum(job:errors:rate1h{job=\"cart\"})", Assert.Single(result.Output).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_engine.Run("Test-SloManifest $spec").Output, f => (string)((dynamic)f.BaseObject).Code == "PromQlSyntax");
    }

    [Fact]
    public void Objects_of_the_operator_may_follow_each_other()
    {
        var result = _engine.Run(
            "$all = 'a', 'b' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline | ConvertTo-SloManifest -Format "
                + "PrometheusOperator; $all -join \"`n\" | Import-SloManifest | ForEach-Object Service"
        );
        Assert.Empty(result.Errors);
        Assert.Equal(["a", "b"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void The_same_loss_is_told_once()
    {
        var result = _engine.Run(
            "'a', 'b', 'c' | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline | ConvertTo-SloManifest | "
                + "ForEach-Object { $_.Replace('shortWindow: 1h', 'shortWindow: 1d').Replace('longWindow: 1d', 'longWindow: 1h') "
                + "} | Import-SloManifest 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }"
        );
        Assert.Single(result.Output);
    }

    private void Export(string services, string more = "")
    {
        var result = _engine.Run(ExportLine(services, more));
        Assert.Empty(result.Errors);
    }

    private static string ExportLine(string services, string more = "") =>
        $"{services} | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase baseline | Export-SloManifest m {more}";

    private string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(_engine.PathOf(folder)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private void WriteGitOps()
    {
        Directory.CreateDirectory(_engine.PathOf("gitops"));
        _engine.Run("New-SloPlan api -StartDate 2026-01-05 | Get-SloPhase baseline | Export-SloManifest gitops -Format PrometheusOperator");
        _engine.Write("gitops/app.yaml", "apiVersion: apps/v1\nkind: Deployment\n---\napiVersion: v1\nkind: Service\n");
        _engine.Write("gitops/kustomization.yaml", "resources: [app.yaml, api.yaml]\n");
    }
}
