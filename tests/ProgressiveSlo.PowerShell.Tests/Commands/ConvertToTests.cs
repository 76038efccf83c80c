using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

public sealed class ConvertToTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_plan_report_is_the_golden_one()
    {
        var report = _engine.Run("New-SloPlan api-service -StartDate 2026-01-05 | ConvertTo-SloReport").Strings.Single();
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "plan.md")), report + "\n");
    }

    [Fact]
    public void A_readiness_report_has_verdict_issues_and_checks()
    {
        var report = _engine
            .Run(
                "Test-SloPhaseReadiness -Plan (New-SloPlan 'a_b <b>|x'.Replace('<b>|', 'c')) @{ "
                    + "availability = 0.98; latency_p95 = 3000 } | ConvertTo-SloReport"
            )
            .Strings.Single();
        Assert.Contains("- Verdict: **Not ready**", report, StringComparison.Ordinal);
        Assert.Contains("- Availability 98.00% below target 99.00%", report, StringComparison.Ordinal);
        Assert.Contains("| LatencyP95 | Fail | 3000 ms | 2000 ms |", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Markdown")]
    [InlineData("Json")]
    [InlineData("JUnit")]
    [InlineData("AzurePipelines")]
    [InlineData("GitHubActions")]
    public void Doubts_of_the_evidence_are_in_reports_of_every_format(string format)
    {
        const string Script =
            "$start = [datetime]::UtcNow.Date.AddDays(-30); $days = 0..29 | ForEach-Object { @{ date = $start.AddDays($_); "
            + "good_events = 99999; total_events = 100000 } }; $plan = New-SloPlan a -StartDate $start; "
            + "$with = @{ days = $days; warnings = @('store seven is away', 'a limit was reached.') }; $bare = @{ availability = 0.999; "
            + "latency_p95 = 1; warnings = @('store seven is away', 'a limit was reached.') }; "
            + "(Test-SloPhaseReadiness -Plan $plan -Evidence ($with + @{ partial = {0} })), "
            + "(Test-SloPhaseReadiness -Plan $plan -Evidence $bare) | ForEach-Object { $_ | ConvertTo-SloReport -Format {1} }";
        Assert.All(
            Reports("$false"),
            r => Assert.Contains("The evidence is in doubt: store seven is away; a limit", r, StringComparison.Ordinal)
        );
        Assert.Contains("it says: store seven is away; a limit was reached", Reports("$true")[0], StringComparison.Ordinal);

        string[] Reports(string partial)
        {
            var result = _engine.Run(
                Script.Replace("{0}", partial, StringComparison.Ordinal).Replace("{1}", format, StringComparison.Ordinal)
            );
            Assert.Empty(result.Errors);
            Assert.Equal(2, result.Output.Count);
            return [.. result.Strings.Select(s => s!)];
        }
    }

    [Fact]
    public void Text_from_outside_stays_text_in_Markdown()
    {
        var report = _engine.Run("New-SloPlan a -Owner '<script>x</script> [l](http://e.x) | *b*' | ConvertTo-SloReport").Strings.Single()!;
        Assert.Contains(@"- Owner: \<script\>x\</script\> \[l\](http\://e.x) \| \*b\*", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_properties_of_the_objects()
    {
        using var plan = JsonDocument.Parse(
            _engine.Run("New-SloPlan 'Größe' -StartDate 2026-01-01 | ConvertTo-SloReport -Format Json").Strings.Single()!
        );
        Assert.Equal("Größe", plan.RootElement.GetProperty("Service").GetString());
        Assert.Equal(0.9995m, plan.RootElement.GetProperty("Phases")[3].GetProperty("Targets").GetProperty("Availability").GetDecimal());
        Assert.Equal(JsonValueKind.Null, plan.RootElement.GetProperty("Phases")[3].GetProperty("EndDate").ValueKind);

        using var result = JsonDocument.Parse(
            _engine
                .Run("Test-SloPhaseReadiness improvement @{ availability = 0.9965; latency_p95 = 450 } | ConvertTo-SloReport -Format json")
                .Strings.Single()!
        );
        Assert.Equal("Ready", result.RootElement.GetProperty("Verdict").GetString());
        Assert.Equal("0.9965", result.RootElement.GetProperty("Checks")[0].GetProperty("Actual").GetRawText());
    }

    [Fact]
    public void One_file_holds_the_reports_of_all_input()
    {
        Assert.Empty(
            _engine
                .Run(
                    "New-SloPlan a, b | Export-SloReport r.json; New-SloPlan a | Export-SloReport one.json; New-SloPlan a, b | "
                        + "Export-SloReport r.md"
                )
                .Errors
        );
        using var both = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("r.json")));
        Assert.Equal(["a", "b"], both.RootElement.EnumerateArray().Select(p => p.GetProperty("Service").GetString()));
        using var one = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("one.json")));
        Assert.Equal("a", one.RootElement.GetProperty("Service").GetString());
        Assert.Equal(2, File.ReadAllLines(_engine.PathOf("r.md")).Count(l => l.StartsWith("# SLO plan", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_report_of_nothing_is_still_JSON()
    {
        Assert.Empty(_engine.Run("@() | Export-SloReport new/r.json").Errors);
        using var none = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("new/r.json")));
        Assert.Equal(0, none.RootElement.GetArrayLength());
    }

    [Fact]
    public void An_old_report_survives_input_that_is_refused()
    {
        _engine.Write("r.md", "old");
        Assert.Equal("SloReportInvalidInput", _engine.Run("1 | Export-SloReport r.md -Force").ErrorId);
        Assert.Equal("old", File.ReadAllText(_engine.PathOf("r.md")));
    }

    [Fact]
    public void WhatIf_writes_no_report()
    {
        Assert.Empty(_engine.Run("New-SloPlan a | Export-SloReport r.md -WhatIf").Errors);
        Assert.False(File.Exists(_engine.PathOf("r.md")));
    }

    [Theory]
    [InlineData("New-SloPlan a | ConvertTo-SloReport -Format Pdf", "SloReportInvalidFormat")]
    [InlineData("1 | ConvertTo-SloReport", "SloReportInvalidInput")]
    [InlineData("New-SloPlan a | ConvertTo-SloReport -Format JUnit", "SloReportInvalidInput")]
    [InlineData("New-SloPlan a | ConvertTo-SloReport -Format AzurePipelines", "SloReportInvalidInput")]
    [InlineData("New-SloPlan a | Export-SloReport r.md -Format GitHubActions", "SloReportInvalidInput")]
    [InlineData("New-SloPlan a | Export-SloReport /proc/no/r.md", "SloReportWriteFailed")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -Format Nobl9", "SloManifestInvalidFormat")]
    [InlineData("Get-SloPhase baseline | ConvertTo-SloManifest", "SloManifestInvalidInput")]
    public void What_cannot_be_converted_is_named(string script, string id) => Assert.Equal(id, _engine.Run(script).ErrorId);

    [Fact]
    public void A_refusal_names_the_formats_that_there_are() =>
        Assert.Equal(
            "InputObject: There is no JUnit report of a value of type SloPlan. Give one of Html, Json, Markdown.",
            _engine.Run("New-SloPlan a | ConvertTo-SloReport -Format JUnit").Error.ToString()
        );

    [Fact]
    public void JUnit_is_one_document_of_all_results_also_without_a_file()
    {
        const string Results =
            "@{ service = 'a'; availability = 0.98; latency_p95 = 450 }, @{ service = 'b'; availability = 0.9965; "
            + "latency_p95 = 450 } | Test-SloPhaseReadiness improvement | ";
        var root = XDocument.Parse(_engine.Run(Results + "ConvertTo-SloReport -Format JUnit").Strings.Single()!).Root!;
        Assert.Equal(["a, improvement", "b, improvement"], root.Elements().Select(e => e.Attribute("name")!.Value));
        Assert.Equal(["1", "0"], root.Elements().Select(e => e.Attribute("failures")!.Value));

        Assert.Empty(_engine.Run(Results + "Export-SloReport r.xml").Output);
        Assert.Equal(2, XDocument.Load(_engine.PathOf("r.xml")).Root!.Elements().Count());
        Assert.Empty(_engine.Run("@() | ConvertTo-SloReport -Format JUnit").Output);
        _engine.Run("@() | Export-SloReport none.xml");
        Assert.Empty(XDocument.Load(_engine.PathOf("none.xml")).Root!.Elements());
    }

    [Fact]
    public void Commands_go_to_the_output_and_the_summary_to_the_file()
    {
        const string Report =
            "@{ service = 'a'; availability = 0.98; latency_p95 = 450 } | "
            + "Test-SloPhaseReadiness improvement | Export-SloReport -Format AzurePipelines";
        var alone = _engine.Run(Report).Strings.Single()!;
        Assert.Equal(alone, _engine.Run(Report.Replace("Export-", "ConvertTo-", StringComparison.Ordinal)).Strings.Single());
        Assert.Contains("\n##vso[task.setvariable variable=SloReady;isOutput=true]false\n", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("uploadsummary", alone, StringComparison.Ordinal);

        var both = _engine.Run(Report + " -LiteralPath 'new/a ]%.md'").Strings;
        Assert.Equal([alone, "##vso[task.uploadsummary]" + _engine.PathOf("new/a ]%AZP25.md")], both);
        Assert.StartsWith("# Readiness: a, improvement\n", File.ReadAllText(_engine.PathOf("new/a ]%.md")), StringComparison.Ordinal);

        Assert.Equal([alone], _engine.Run(Report + " -Path w.md -WhatIf").Strings);
        Assert.False(File.Exists(_engine.PathOf("w.md")));
        Assert.Empty(_engine.Run("@() | Export-SloReport w.md -Format AzurePipelines").Output);
        Assert.False(File.Exists(_engine.PathOf("w.md")));
    }

    [Theory]
    [InlineData("Markdown", "# SLO findings\n")]
    [InlineData("Json", "{\n  \"Code\": \"ObjectiveUnit\",\n  \"Severity\": \"Error\",")]
    [InlineData("AzurePipelines", "##vso[task.logissue type=error;sourcepath=bad.yaml;linenumber=")]
    [InlineData("GitHubActions", "::error file=bad.yaml,line=")]
    public void Findings_have_reports(string format, string start)
    {
        _engine.Run(
            "New-SloPlan checkout -Owner shop -StartDate 2026-01-05 | Get-SloPhase improvement | Export-SloManifest slo; "
                + "$spec = New-SloPlan checkout -Owner shop -StartDate 2026-01-05 | Get-SloPhase improvement | "
                + "ConvertTo-SloManifest"
        );
        _engine.Write("bad.yaml", _engine.Run("$spec.Replace('target: 0.995', 'target: 99.5')").Strings.Single()!);
        var report = _engine
            .Run($"Test-SloManifest bad.yaml | Where-Object Code -eq ObjectiveUnit | ConvertTo-SloReport -Format {format}")
            .Strings.Single();
        Assert.StartsWith(start, report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_printed_in_a_step_holds_no_command()
    {
        foreach (var format in new[] { "Html", "Json", "Markdown" })
        {
            var report = _engine
                .Run($"New-SloPlan a -Owner '##vso[task.complete result=Failed]###[add-mask]' | ConvertTo-SloReport -Format {format}")
                .Strings.Single()!;
            Assert.DoesNotContain("##vso[", report, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("##[", report, StringComparison.Ordinal);
            if (format == "Json")
                Assert.Equal(
                    "##vso[task.complete result=Failed]###[add-mask]",
                    JsonDocument.Parse(report).RootElement.GetProperty("Owner").GetString()
                );
        }
    }

    [Fact]
    public void A_manifest_is_one_document_per_phase()
    {
        var documents = _engine.Run("New-SloPlan api-service | ConvertTo-SloManifest").Strings;
        Assert.Equal(4, documents.Count);
        Assert.All(
            documents,
            d => Assert.StartsWith("---\napiVersion: slo.dev/v1\nkind: ServiceLevelObjective\n", d, StringComparison.Ordinal)
        );
        Assert.Equal(
            documents[1],
            _engine.Run("New-SloPlan api-service | Get-SloPhase improvement | ConvertTo-SloManifest -Format SloDev").Strings.Single()
        );
        Assert.Equal(documents[1], _engine.Run("(New-SloPlan api-service).Phases[1].Definition | ConvertTo-SloManifest").Strings.Single());
    }
}
