using System;
using System.IO;
using System.Linq;
using System.Text.Json;
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
        var report = _engine.Run("Test-SloPhaseReadiness -Plan (New-SloPlan 'a_b <b>|x'.Replace('<b>|', 'c')) @{ availability = 0.98; latency_p95 = 3000 } | ConvertTo-SloReport").Strings.Single();
        Assert.Contains("- Verdict: **Not ready**", report, StringComparison.Ordinal);
        Assert.Contains("- Availability 98.00% below target 99.00%", report, StringComparison.Ordinal);
        Assert.Contains("| LatencyP95 | Fail | 3000 ms | 2000 ms |", report, StringComparison.Ordinal);
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
        using var plan = JsonDocument.Parse(_engine.Run("New-SloPlan 'Größe' -StartDate 2026-01-01 | ConvertTo-SloReport -Format Json").Strings.Single()!);
        Assert.Equal("Größe", plan.RootElement.GetProperty("Service").GetString());
        Assert.Equal(0.9995m, plan.RootElement.GetProperty("Phases")[3].GetProperty("Targets").GetProperty("Availability").GetDecimal());
        Assert.Equal(JsonValueKind.Null, plan.RootElement.GetProperty("Phases")[3].GetProperty("EndDate").ValueKind);

        using var result = JsonDocument.Parse(_engine.Run("Test-SloPhaseReadiness improvement @{ availability = 0.9965; latency_p95 = 450 } | ConvertTo-SloReport -Format json").Strings.Single()!);
        Assert.Equal("Ready", result.RootElement.GetProperty("Verdict").GetString());
        Assert.Equal("0.9965", result.RootElement.GetProperty("Checks")[0].GetProperty("Actual").GetRawText());
    }

    [Fact]
    public void One_file_holds_the_reports_of_all_input()
    {
        Assert.Empty(_engine.Run("New-SloPlan a, b | ConvertTo-SloReport -Format Json -OutputPath r.json; New-SloPlan a | ConvertTo-SloReport -Format Json -OutputPath one.json; New-SloPlan a, b | ConvertTo-SloReport -OutputPath r.md").Errors);
        using var both = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("r.json")));
        Assert.Equal(["a", "b"], both.RootElement.EnumerateArray().Select(p => p.GetProperty("Service").GetString()));
        using var one = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("one.json")));
        Assert.Equal("a", one.RootElement.GetProperty("Service").GetString());
        Assert.Equal(2, File.ReadAllLines(_engine.PathOf("r.md")).Count(l => l.StartsWith("# SLO plan", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_report_of_nothing_is_still_JSON()
    {
        Assert.Empty(_engine.Run("@() | ConvertTo-SloReport -Format Json -OutputPath new/r.json").Errors);
        using var none = JsonDocument.Parse(File.ReadAllText(_engine.PathOf("new/r.json")));
        Assert.Equal(0, none.RootElement.GetArrayLength());
    }

    [Fact]
    public void An_old_report_survives_input_that_is_refused()
    {
        _engine.Write("r.md", "old");
        Assert.Equal("SloReportInvalidInput", _engine.Run("1 | ConvertTo-SloReport -OutputPath r.md").ErrorId);
        Assert.Equal("old", File.ReadAllText(_engine.PathOf("r.md")));
    }

    [Fact]
    public void WhatIf_writes_no_report()
    {
        Assert.Empty(_engine.Run("New-SloPlan a | ConvertTo-SloReport -OutputPath r.md -WhatIf").Errors);
        Assert.False(File.Exists(_engine.PathOf("r.md")));
    }

    [Theory]
    [InlineData("New-SloPlan a | ConvertTo-SloReport -Format Pdf", "SloReportInvalidFormat")]
    [InlineData("1 | ConvertTo-SloReport", "SloReportInvalidInput")]
    [InlineData("New-SloPlan a | ConvertTo-SloReport -OutputPath /proc/no/r.md", "SloReportWriteFailed")]
    [InlineData("New-SloPlan a | ConvertTo-SloManifest -Format Nobl9", "SloManifestInvalidFormat")]
    [InlineData("Get-SloPhase baseline | ConvertTo-SloManifest", "SloManifestInvalidInput")]
    public void What_cannot_be_converted_is_named(string script, string id) => Assert.Equal(id, _engine.Run(script).ErrorId);

    [Fact]
    public void A_manifest_is_one_document_per_phase()
    {
        var documents = _engine.Run("New-SloPlan api-service | ConvertTo-SloManifest").Strings;
        Assert.Equal(4, documents.Count);
        Assert.All(documents, d => Assert.StartsWith("---\napiVersion: slo.dev/v1\nkind: ServiceLevelObjective\n", d, StringComparison.Ordinal));
        Assert.Equal(documents[1], _engine.Run("New-SloPlan api-service | Get-SloPhase improvement | ConvertTo-SloManifest -Format SloDev").Strings.Single());
        Assert.Equal(documents[1], _engine.Run("(New-SloPlan api-service).Phases[1].Definition | ConvertTo-SloManifest").Strings.Single());
    }
}
