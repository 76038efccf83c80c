using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Two plans of one service, in two namespaces: none is taken for the other, replaced by it or reported as it.</summary>
public sealed class NamespaceTests : IDisposable
{
    private const string Numbers = "Availability = 0.9965; LatencyP95 = 450";

    private readonly Engine _engine = Engine.Create();

    public NamespaceTests()
    {
        Run(
            """
            New-SloPlan checkout -Namespace production -StartDate 2026-01-05 | Export-SloPlan plans/production.yaml
            New-SloPlan checkout -Namespace staging -StartDate 2026-01-05 | Export-SloPlan plans/staging.yaml
            """
        );
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_folder_of_plans_has_a_file_for_each()
    {
        Run("Import-SloPlan plans | Export-SloPlan other");
        Assert.Equal("staging", Text("(Import-SloPlan other/checkout.staging.yaml).Namespace"));
        Assert.Equal("production", Text("(Import-SloPlan other/checkout.yaml).Namespace"));
        Assert.StartsWith(
            "SloPlan",
            Assert
                .Single(
                    _engine
                        .Run(
                            "Import-SloPlan plans/staging.yaml | Export-SloPlan third/checkout.yaml; "
                                + "Import-SloPlan plans/production.yaml | Export-SloPlan third -Force"
                        )
                        .Errors
                )
                .FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.Equal("staging", Text("(Import-SloPlan third/checkout.yaml).Namespace"));
    }

    // One folder that a Prometheus reads by *.yaml, and whose files a later export knows again.
    [Fact]
    public void A_folder_of_manifests_has_a_file_for_each_and_prunes_the_one_that_is_gone()
    {
        const string Export = " | Get-SloPhase -Current | Export-SloManifest rules -Format PrometheusRule -Prune -WarningAction Ignore";
        Run("Import-SloPlan plans" + Export);
        Assert.Equal(["checkout.staging.yaml", "checkout.yaml"], Files("rules"));
        Assert.Equal(
            "staging/checkout-availability checkout-availability",
            Text("(Import-SloManifest rules | ForEach-Object { $_.Id }) -join ' '")
        );
        Run("Import-SloPlan plans/staging.yaml" + Export);
        Assert.Equal(["checkout.staging.yaml"], Files("rules"));
    }

    [Fact]
    public void Plans_that_measure_the_same_series_are_told_of()
    {
        var result = _engine.Run("Import-SloPlan plans | Get-SloPhase -Current | ConvertTo-SloManifest -Format PrometheusRule");
        Assert.Contains(
            result.Warnings,
            w => w.Contains("'checkout' and 'checkout (staging)' measure the same series", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Evidence_finds_the_plan_of_its_namespace()
    {
        foreach (var name in new[] { "production", "staging" })
            Assert.Equal(
                $"checkout {name}",
                Text(
                    $"@{{ Service = 'checkout'; Namespace = '{name}'; {Numbers} }} | Test-SloPhaseReadiness -Plan (Import-SloPlan plans) "
                        + "| ForEach-Object { \"$($_.Service) $($_.Namespace)\" }"
                )
            );
        Refused(
            $"@{{ Service = 'checkout'; {Numbers} }} | Test-SloPhaseReadiness -Plan (Import-SloPlan plans)",
            "'checkout' has plans in the namespaces production, staging, and the evidence names none"
        );
        Refused(
            $"@{{ Service = 'checkout'; Namespace = 'test'; {Numbers} }} | Test-SloPhaseReadiness -Plan (Import-SloPlan plans)",
            "No plan was given for 'checkout' in the namespace 'test'"
        );
        Refused(
            "Test-SloPhaseReadiness -Plan (@(Import-SloPlan plans) + (Import-SloPlan plans/staging.yaml)) -Evidence "
                + $"@{{ Service = 'checkout'; {Numbers} }}",
            "There are two plans for 'checkout' in the namespace 'staging'"
        );
    }

    [Fact]
    public void A_closed_gate_names_both()
    {
        var error = Assert
            .Single(
                _engine
                    .Run(
                        "@{ Service = 'checkout'; Namespace = 'staging'; Availability = 0.5; LatencyP95 = 1 } | "
                            + "Assert-SloPhaseReadiness -Plan (Import-SloPlan plans)"
                    )
                    .Errors
            )
            .Exception.Message;
        Assert.Contains("- checkout (staging): not ready", error, StringComparison.Ordinal);
        Assert.Contains("- checkout: no evidence was given for its plan", error, StringComparison.Ordinal);
    }

    // Evidence that was refused may have been that of the plan.
    [Fact]
    public void Refused_evidence_is_counted_once()
    {
        var error = Assert.Single(
            _engine
                .Run(
                    "$ErrorActionPreference = 'SilentlyContinue'; try { @{ service = 'checkout'; availability = 5 } | "
                        + "Assert-SloPhaseReadiness -Plan (New-SloPlan checkout) } catch { \"$_\" }"
                )
                .Strings
        );
        Assert.StartsWith("1 of 1 not ready", error, StringComparison.Ordinal);
        Assert.DoesNotContain("no evidence was given", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Markdown", "# Readiness: checkout, baseline", "# Readiness: checkout (staging), baseline")]
    [InlineData("JUnit", "testsuite name=\"checkout, baseline\"", "testsuite name=\"checkout (staging), baseline\"")]
    [InlineData("JUnit", "classname=\"checkout.baseline\"", "classname=\"checkout (staging).baseline\"")]
    [InlineData("AzurePipelines", "checkout, baseline", "SloNotReady;isOutput=true]checkout,staging/checkout")]
    [InlineData("GitHubActions", "checkout, baseline", "checkout (staging), baseline")]
    [InlineData("Json", "\"Namespace\": \"production\"", "\"Namespace\": \"staging\"")]
    public void Reports_tell_them_apart(string format, string production, string staging)
    {
        var text = string.Join("\n", _engine.Run($"{Results("0.5")} | ConvertTo-SloReport -Format {format}").Strings);
        Assert.Contains(production, text, StringComparison.Ordinal);
        Assert.Contains(staging, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Import-SloPlan plans")]
    [InlineData("Import-SloPlan plans | Get-SloPhase -Current")]
    [InlineData(
        "'production', 'staging' | ForEach-Object {{ @{{ Service = 'checkout'; Namespace = $_; GoodEvents = 99; TotalEvents = 100 }} }} "
            + "| Measure-SloErrorBudget -Plan (Import-SloPlan plans)"
    )]
    public void Tables_tell_them_apart(string script)
    {
        var call = string.Format(CultureInfo.InvariantCulture, script, Results("1"));
        Assert.Contains("staging", _engine.Run(call).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_moves_the_plan_of_its_namespace_alone()
    {
        Run(Results("1") + " | Where-Object Namespace -EQ staging | Step-SloPlan plans -Force -Reason x");
        Assert.Equal("baseline improvement", Text("(Import-SloPlan plans).CurrentPhase -join ' '"));
        Refused(
            "Test-SloPhaseReadiness baseline @{ Service = 'checkout'; Availability = 1; LatencyP95 = 1 } | "
                + "Step-SloPlan plans -Force -Reason x",
            "2 of the plan files are of 'checkout'"
        );
        Refused(
            Results("1") + " | Where-Object Namespace -EQ staging | Step-SloPlan plans/production.yaml -Force -Reason x",
            "in the namespace 'staging'"
        );
    }

    [Fact]
    public void A_row_changes_the_plan_that_it_names_and_never_both()
    {
        Refused(
            "[pscustomobject]@{ Service = 'checkout'; Owner = 'shop' } | Set-SloPlan plans",
            "'checkout' has plans in the namespaces production, staging"
        );
        Run("[pscustomobject]@{ Service = 'checkout'; Namespace = 'staging'; Owner = 'shop' } | Set-SloPlan plans");
        Assert.Equal(":shop", Text("(Import-SloPlan plans).Owner -join ':'"));
    }

    [Fact]
    public void A_criterion_is_attested_in_the_file_that_is_named()
    {
        Run("Complete-SloCriterion plans/staging.yaml -Criterion *trained* -Note x");
        Assert.Equal(
            "0 1",
            Text("(Import-SloPlan plans | ForEach-Object { @($_.Phases.SuccessCriteria | Where-Object Completed).Count }) -join ' '")
        );
    }

    // The ids of Sloth have no namespace, and the export says what follows; those of the others have one, or are not ids of series.
    [Theory]
    [InlineData("SloDev", ".yaml", false)]
    [InlineData("OpenSlo", ".yaml", false)]
    [InlineData("Sloth", ".yaml", true)]
    [InlineData("PrometheusRule", ".yaml", false)]
    [InlineData("PrometheusRule -Flavor Sloth", ".yaml", true)]
    [InlineData("PrometheusOperator", ".yaml", false)]
    [InlineData("PrometheusOperator -Flavor Sloth", ".yaml", true)]
    [InlineData("Grafana", ".json", false)]
    public void One_output_of_manifests_holds_both_namespaces(string format, string extension, bool mixes)
    {
        Run("Step-SloPlan plans/staging.yaml -Force -Reason x");
        var result = _engine.Run($"Import-SloPlan plans | Get-SloPhase -Current | Export-SloManifest out -Format {format}");
        Assert.Empty(result.Errors);
        Assert.All(Files("out"), f => Assert.EndsWith(extension, f, StringComparison.Ordinal));
        Assert.Equal(Files("out").Length, 2 * Files("out").Count(f => f.EndsWith(".staging" + extension, StringComparison.Ordinal)));
        Assert.Equal(mixes, result.Warnings.Any(w => w.Contains("in one Prometheus, its series mix", StringComparison.Ordinal)));
    }

    private string[] Files(string folder) =>
        [.. Directory.GetFiles(_engine.PathOf(folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Findings_do_not_take_them_for_one()
    {
        Assert.Empty(_engine.Run("Test-SloPlan plans").Output);
        File.Copy(_engine.PathOf("plans/staging.yaml"), _engine.PathOf("plans/again.yaml"));
        Assert.Equal(2, _engine.Run("Test-SloPlan plans").Output.Count);
    }

    private static string Results(string availability) =>
        "'production', 'staging' | ForEach-Object { "
        + $"@{{ Service = 'checkout'; Namespace = $_; Availability = {availability}; LatencyP95 = 1 }} }} "
        + "| Test-SloPhaseReadiness -Plan (Import-SloPlan plans)";

    private void Refused(string script, string message) =>
        Assert.Contains(message, Assert.Single(_engine.Run(script).Errors).Exception.Message, StringComparison.Ordinal);

    private void Run(string script) => Assert.Empty(_engine.Run(script).Errors);

    private string Text(string script) => Assert.Single(_engine.Run(script).Strings)!;
}
