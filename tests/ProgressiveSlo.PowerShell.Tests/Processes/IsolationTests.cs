using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>A module that ships YamlDotNet 16 and ours, which ships 18, in one session, whichever comes first.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Ours =
        "New-SloPlan 'Order API' -StartDate 2026-01-05 -Owner 'a: b' | Export-SloPlan p.yaml -Force; (Import-SloPlan "
        + "p.yaml).Owner; New-SloPlan x | Get-SloPhase baseline | ConvertTo-SloManifest | ForEach-Object { "
        + "$_.Split(\"`n\")[1] }";
    private const string OursSays = "a: b\napiVersion: slo.dev/v1\n";
    private const string TheirsSays = "16 { { a, 1 } }\n";

    private static readonly string _theirs = $"Import-Module '{SloProcess.Metadata("OtherYaml")}'; Get-OtherYaml 'a: 1'";

    private readonly string _folder = Directory.CreateTempSubdirectory("slo-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Theirs_first() => Expect($"{_theirs}; {Ours}; Get-OtherYaml 'a: 1'", TheirsSays + OursSays + TheirsSays);

    [Fact]
    public void Ours_first() => Expect($"{Ours}; {_theirs}; {Ours}", OursSays + TheirsSays + OursSays);

    [Fact]
    public void Importing_again_changes_nothing()
    {
        const string Again = "Import-Module $manifest -Force";
        Expect(
            // Import-Module takes a path for a pattern, and the folder's name may hold [ and ].
            $"$manifest = [WildcardPattern]::Escape(((Get-Module ProgressiveSlo).Path -replace 'dll$', 'psd1' "
                + $"-replace '.PowerShell.psd1', '.psd1')); {Ours}; {Again}; {Ours}; Remove-Module ProgressiveSlo; {Again}; {Ours}",
            OursSays + OursSays + OursSays
        );
    }

    [Fact]
    public void Our_version_is_the_one_that_we_ship() =>
        Expect(
            Ours
                + "; [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'YamlDotNet' } | "
                + "ForEach-Object { $_.GetName().Version.Major; "
                + "[Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }",
            OursSays + "18\nProgressiveSlo\n"
        );

    [Fact]
    public void What_the_runtime_has_itself_is_not_loaded_a_second_time()
    {
        File.WriteAllText(
            Path.Combine(_folder, "x.json"),
            """{ "title": "x", "panels": [{ "title": "Errors", "targets": [{ "expr": "sum(rate(http_requests_total{code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m]))" }] }], "schemaVersion": 36 }"""
        );
        Expect(
            "(Get-SloInventory x.json).Name; [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name "
                + "-in 'System.Memory', 'System.Text.Json' } | ForEach-Object { $name = $_.GetName().Name; if "
                + "([IO.Path]::GetDirectoryName($_.Location) -ne [IO.Path]::GetDirectoryName([object].Assembly.Location)) { "
                + "$name } }",
            "Errors\n"
        );
    }

    private void Expect(string script, string output)
    {
        var result = SloProcess.Run(_folder, script);
        Assert.Equal("", result.Error);
        Assert.Equal(output, result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
