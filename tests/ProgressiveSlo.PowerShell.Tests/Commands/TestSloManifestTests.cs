using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class TestSloManifestTests : IDisposable
{
    private const string Phase = "New-SloPlan checkout -StartDate 2026-01-05 | Get-SloPhase production_ready";

    private const string Unreachable = """
        apiVersion: slo.dev/v1
        kind: ServiceLevelObjective
        metadata:
          name: availability
          labels: {owner: a}
          annotations: {description: d, runbook: r}
        spec:
          service: checkout
          indicator: {type: ratio, ratio: {good: {metric: x_total, filters: ['code !~ "5.."']}, total: {metric: x_total}}}
          objectives:
          - window: 30d
            target: 0.9
          alerting:
            burnRates:
            - {severity: critical, shortWindow: 5m, longWindow: 1h, burnRate: 14.4}

        """;

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("New-SloPlan checkout -StartDate 2026-01-05")]
    [InlineData(Phase)]
    [InlineData(Phase + " | ForEach-Object Definition")]
    public void What_a_plan_makes_has_no_findings(string script)
    {
        Assert.Empty(Run($"{script} | Test-SloManifest"));
        Assert.Equal(true, _engine.Run($"{script} | Test-SloManifest -Quiet").Single());
        Assert.Empty(Run($"Test-SloManifest ({script})"));
    }

    [Fact]
    public void A_team_s_own_window_set_counts()
    {
        _engine.Write(
            "weekly.yaml",
            Unreachable.Replace("30d", "7d", StringComparison.Ordinal).Replace("0.9\n", "0.999\n", StringComparison.Ordinal)
        );
        _engine.Write(
            "week.yaml",
            """
            apiVersion: sloth.slok.dev/v1
            kind: AlertWindows
            spec:
              sloPeriod: 7d
              page: {quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}, slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}}
              ticket: {quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}, slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}}
            """
        );
        Assert.Contains(Run("Test-SloManifest weekly.yaml"), f => f.Code == "PeriodWithoutWindowSet");
        Assert.DoesNotContain(Run("Test-SloManifest weekly.yaml -AlertWindowSet week.yaml"), f => f.Code == "PeriodWithoutWindowSet");
        Assert.DoesNotContain(Run("Test-SloManifest weekly.yaml, week.yaml"), f => f.Code == "PeriodWithoutWindowSet");

        var refused = Assert.Single(_engine.Run("Test-SloManifest weekly.yaml -AlertWindowSet nothing").Errors);
        Assert.StartsWith("SloManifestInvalidAlertWindowSet", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-SloManifest bad.yaml")]
    [InlineData("Test-SloManifest -Path b*.yaml")]
    [InlineData("Test-SloManifest -LiteralPath bad.yaml")]
    [InlineData("Test-SloManifest .")]
    [InlineData("'bad.yaml' | Test-SloManifest")]
    [InlineData("'bad.yaml', './bad.yaml' | Test-SloManifest")]
    [InlineData("[IO.FileInfo] $file | Test-SloManifest")]
    [InlineData("[pscustomobject]@{ FullName = $file } | Test-SloManifest")]
    public void A_finding_has_its_place(string script)
    {
        var file = _engine.Write("bad.yaml", Unreachable);
        var finding = Assert.Single(Run(script, ("file", file)));
        Assert.Equal("AlertUnreachable", finding.Code);
        Assert.Equal("Error", finding.Severity);
        Assert.EndsWith("bad.yaml", finding.Path, StringComparison.Ordinal);
        Assert.Equal((15, 7, "spec.alerting.burnRates[0]"), (finding.Line, finding.Column, finding.Field));
        Assert.Contains("can never fire", finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Guidance);
    }

    [Fact]
    public void A_manifest_itself_may_be_piped() =>
        Assert.Equal("AlertUnreachable", Assert.Single(Run("$text | Test-SloManifest", ("text", Unreachable))).Code);

    [Fact]
    public void Quiet_says_whether_there_is_an_error()
    {
        _engine.Write("bad.yaml", Unreachable);
        Assert.Equal(false, _engine.Run("Test-SloManifest bad.yaml -Quiet").Single());
        Assert.Equal(true, _engine.Run(Phase + " | Test-SloManifest -EventsPerSecond 0.001 -Quiet").Single());
    }

    [Fact]
    public void Quiet_is_false_for_a_path_that_is_not_there()
    {
        var result = _engine.Run("Test-SloManifest nope.yaml -Quiet");
        Assert.Equal("SloManifestNotFound", result.ErrorId);
        Assert.Equal(false, result.Single());
    }

    [Fact]
    public void What_a_folder_holds_besides_is_passed_over_and_nothing_but_that_is_no_pass()
    {
        System.IO.Directory.CreateDirectory(_engine.PathOf("gitops"));
        _engine.Write("gitops/app.yaml", "apiVersion: apps/v1\nkind: Deployment\n");
        var nothing = _engine.Run("Test-SloManifest gitops -Quiet");
        Assert.Equal(false, nothing.Single());
        Assert.Contains("Skipped 1 document in 1 file", Assert.Single(nothing.Warnings), StringComparison.Ordinal);

        _engine.Write("gitops/bad.yaml", Unreachable);
        foreach (
            var script in new[]
            {
                "Test-SloManifest gitops",
                "Test-SloManifest gitops/*",
                "[IO.FileInfo[]] [IO.Directory]::GetFiles(\"$PWD/gitops\") | Test-SloManifest",
            }
        )
            Assert.Equal(["AlertUnreachable"], Run(script).Select(f => f.Code));
        Assert.Equal(["ApiVersionUnknown"], Run("Test-SloManifest gitops/app.yaml").Select(f => f.Code));
        Assert.Equal(
            true,
            _engine
                .Run(Phase + " | Export-SloManifest gitops; [IO.File]::Delete(\"$PWD/gitops/bad.yaml\"); Test-SloManifest gitops -Quiet")
                .Single()
        );
    }

    [Fact]
    public void Settings_change_severities_and_switch_codes_off()
    {
        _engine.Write("bad.yaml", Unreachable);
        _engine.Write("lint.settings", "apiVersion: progressiveslo/v1\nkind: LintSettings\nrules: { AlertUnreachable: information }\n");
        Assert.Equal("Information", Assert.Single(Run("Test-SloManifest bad.yaml -Settings lint.settings")).Severity);
        _engine.Write("lint.settings", "apiVersion: progressiveslo/v1\nkind: LintSettings\nrules: { AlertUnreachable: off }\n");
        Assert.Empty(Run("Test-SloManifest bad.yaml -Settings lint.settings"));
    }

    [Fact]
    public void Settings_that_are_not_sound_end_the_call()
    {
        _engine.Write("lint.settings", "apiVersion: progressiveslo/v1\nkind: LintSettings\nrules: { AlertUnreachabel: error }\n");
        var result = _engine.Run("Test-SloManifest . -Settings lint.settings");
        Assert.Equal("SloLintSettingsInvalid", result.ErrorId);
        Assert.Contains("lint.settings(3,", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'AlertUnreachable'?", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("SloLintSettingsInvalid", _engine.Run("Test-SloManifest . -Settings nope.yaml").ErrorId);
    }

    [Fact]
    public void Traffic_tells_which_alerts_one_event_fires()
    {
        var finding = Assert.Single(Run(Phase + " | Test-SloManifest -EventsPerSecond 0.0166"));
        Assert.Equal(
            ("AlertSingleEvent", "alerting[0]", 0, "", "checkout"),
            (finding.Code, finding.Field, finding.Line, finding.Path, finding.Service)
        );
    }

    [Fact]
    public void Buckets_tell_which_thresholds_are_none()
    {
        const string Latency =
            "New-SloPlan checkout -StartDate 2026-01-05 -LatencyMetric "
            + "http_request_duration_seconds | Get-SloPhase excellence | Test-SloManifest";
        Assert.Equal(["LatencyBucketUnknown"], Run(Latency).Select(f => f.Code).Distinct());
        Assert.Empty(Run(Latency + " -Bucket 0.2, 0.5"));
    }

    [Fact]
    public void An_object_of_another_kind_is_an_error_and_the_others_go_on()
    {
        var result = _engine.Run($"42, ({Phase}) | Test-SloManifest -Quiet");
        Assert.Equal("SloManifestInvalidInput", result.ErrorId);
        Assert.Equal(false, result.Single());
    }

    [Theory]
    [InlineData("", "Information", true)]
    [InlineData("-PrometheusVersion 3.10", "", true)]
    [InlineData("-PrometheusVersion v3.14.0", "", true)]
    [InlineData("-PrometheusVersion 2.42.0+ds", "Error", false)]
    public void The_version_of_the_server_decides_what_a_query_needs(string parameter, string severity, bool isQuiet)
    {
        _engine.Write("rules.yaml", "groups: [{name: a, rules: [{record: 'a:b', expr: 'histogram_avg({\"http.x\"})'}]}]\n");
        var found = Run("Test-SloManifest rules.yaml " + parameter).Where(f => f.Code == "FeatureNeeded").ToArray();
        Assert.Equal(severity.Length == 0 ? [] : [severity, severity], found.Select(f => f.Severity));
        Assert.Equal(isQuiet, _engine.Run($"Test-SloManifest rules.yaml {parameter} -Quiet").Single());
    }

    [Theory]
    [InlineData("three")]
    [InlineData("3.x")]
    public void What_is_no_version_is_refused(string version)
    {
        var result = _engine.Run($"Test-SloManifest rules.yaml -PrometheusVersion {version}");
        Assert.Contains(
            $"'{version}' is not a version of Prometheus. Write it as 2.42 or 3.14.",
            result.Errors.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_finding_shows_severity_code_place_and_and_message()
    {
        _engine.Write("bad.yaml", Unreachable);
        var text = _engine.Run("Test-SloManifest bad.yaml").Text;
        Assert.Contains("Error", text, StringComparison.Ordinal);
        Assert.Contains("bad.yaml(15)", text, StringComparison.Ordinal);
        Assert.Contains("AlertUnreachable", text, StringComparison.Ordinal);
    }

    private Finding[] Run(string script, params (string Name, object? Value)[] variables)
    {
        var result = _engine.Run(script, variables);
        Assert.Empty(result.Errors);
        return result.Output.Select(o => Finding.Of(o.BaseObject)).ToArray();
    }

    // The module's own types are not known here: they are loaded with the module.
    private sealed record Finding(
        string Code,
        string Severity,
        string Message,
        string Path,
        int Line,
        int Column,
        string Field,
        string Guidance,
        string? Service
    )
    {
        public static Finding Of(dynamic f)
        {
            Assert.Equal("SloFinding", ((object)f).GetType().Name);
            return new Finding(f.Code, f.Severity.ToString(), f.Message, f.Path, f.Line, f.Column, f.Field, f.Guidance, f.Service);
        }
    }
}
