using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Folders in which more lies than files: pipes, links that lead nowhere, dashboards that people made.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Import-SloPlan m")]
    [InlineData("Import-SloPlan m/*.yaml")]
    [InlineData("Import-SloManifest m -Recurse")]
    [InlineData("Test-SloManifest m -Recurse")]
    [InlineData("Get-SloInventory m -Recurse")]
    [InlineData("Step-SloPlan m -Force -Reason x")]
    public void A_pipe_in_a_folder_keeps_nobody_waiting(string call)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pipes in folders.");
        Directory.CreateDirectory(_engine.PathOf("m"));
        using (var process = Process.Start("mkfifo", [_engine.PathOf("m/a.yaml")]))
            process.WaitForExit();
        Assert.True(Task.Run(() => _engine.Run(call)).Wait(TimeSpan.FromMinutes(1)), "The call waits for a pipe.");
    }

    [Fact]
    public void Pruning_with_a_lock_file_of_an_editor_and_a_dashboard_of_the_team_leaves_both()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        const string Team = """{"title":"Team","uid":"team","tags":["team"],"links":[{"type":"dashboards","tags":["progressiveslo"]}]}""";
        Assert.Empty(_engine.Run(Export("'a', 'b'")).Errors);
        File.WriteAllText(_engine.PathOf("m/team-overview.json"), Team);
        File.CreateSymbolicLink(_engine.PathOf("m/.#a.json"), "me@host.123:456");

        Assert.Empty(_engine.Run(Export("'a'") + " -Prune").Errors);

        Assert.Equal(
            [".#a.json", "a.json", "team-overview.json"],
            Directory.GetFileSystemEntries(_engine.PathOf("m")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)
        );
        File.WriteAllText(_engine.PathOf("m/b.json"), Team);
        Assert.StartsWith(
            "SloManifestFileForeign",
            Assert.Single(_engine.Run(Export("'b'")).Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.Equal(Team, File.ReadAllText(_engine.PathOf("m/b.json")));
    }

    [Fact]
    public void What_killed_runs_left_is_gone_after_the_next_export_or_step()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There only what is older than a minute is swept.");
        Directory.CreateDirectory(_engine.PathOf("m"));
        foreach (
            var call in new[]
            {
                "New-SloPlan a -StartDate 2026-01-05 | Export-SloPlan m",
                "Step-SloPlan m/a.yaml -Force -Reason x",
                "New-SloPlan a -StartDate 2026-01-05 | Get-SloPhase -Current | Export-SloManifest m",
                "New-SloPlan a | Export-SloReport m/r.md",
            }
        )
        {
            File.WriteAllText(_engine.PathOf("m/.0123456789abcdef0123456789abcdef.slo.tmp"), "half");
            Assert.Empty(_engine.Run(call).Errors);
            Assert.Empty(Directory.EnumerateFiles(_engine.PathOf("m"), ".*"));
        }
    }

    private static string Export(string services) =>
        $"{services} | New-SloPlan -StartDate 2026-01-05 | Get-SloPhase -Current | Export-SloManifest m -Format Grafana";
}
