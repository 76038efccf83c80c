using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>What README and docs show in PowerShell can be run in slo.</summary>
public sealed partial class DocumentationTests
{
    // These come with pwsh and install the module there.
    private static readonly string[] _ofPwsh = ["Register-PSResourceRepository", "Install-PSResource"];

    // They need a server, a gallery, or a build of the whole repository.
    private static readonly string[] _needMore = ["prometheus.example", "PSResource", "dotnet build"];

    private static readonly string[] _failing = ["Assert-SloPhaseReadiness", "gate.ps1", "services.csv"];

    private static string Repository { get; } =
        typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<int, string> ReadmeExamples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach ((var index, var code) in Blocks(Path.Combine(Repository, "README.md")).Index())
            {
                if (!_needMore.Any(code.Contains))
                    data.Add(index, code.Split('\n')[0]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ReadmeExamples))]
    public async Task An_example_of_the_README_runs(int index, string firstLine)
    {
        using var folder = new ScratchFolder();
        CopyExamples(folder);
        folder.Write(
            "before.ps1",
            """
            Set-Location $PSScriptRoot
            Import-Csv docs/examples/services.csv | New-SloPlan -StartDate 2026-01-05 -ErrorAction Ignore | Export-SloPlan slo
            Import-SloPlan slo | Get-SloPhase -Current | Export-SloManifest specs -Format Sloth -WarningAction Ignore
            """
        );
        var code = Blocks(Path.Combine(Repository, "README.md"))[index];
        var script = folder.Write("example.ps1", ". $PSScriptRoot/before.ps1\n" + code);

        var result = await ShellProcess.Run("-File", script);

        Assert.True(result.ExitCode == ExitCode(code), $"{firstLine}\n{result.ExitCode}\n{result.Output}\n{result.Error}");
        Assert.DoesNotContain("is not recognized", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_of_README_and_docs_exists()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository, "docs"), "*.md", SearchOption.AllDirectories);
        string[] commands =
        [
            .. pages
                .Append(Path.Combine(Repository, "README.md"))
                .SelectMany(Blocks)
                .SelectMany(Commands)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Except(_ofPwsh),
        ];
        using var folder = new ScratchFolder();
        var script = folder.Write("look.ps1", "$input | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) }");

        Assert.Contains("Import-Csv", commands);
        Assert.Contains("New-SloPlan", commands);
        (await ShellProcess.RunWith(string.Join('\n', commands) + "\n", "-File", script)).Exited(0).Wrote();
    }

    // 1 of those that show a closed gate, or a row that is not a service.
    private static int ExitCode(string code) => _failing.Any(code.Contains) ? ExitCodes.Failure : ExitCodes.Success;

    private static List<string> Blocks(string file) =>
        [.. CodeBlock().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")).Select(match => match.Groups["code"].Value)];

    // Names that are spelled as Verb-Noun: others are programs, or scripts of the example.
    private static IEnumerable<string> Commands(string code) =>
        Parser
            .ParseInput(code, out _, out _)
            .FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true)
            .Select(ast => ((CommandAst)ast).GetCommandName())
            .Where(name => name is not null && VerbNoun().IsMatch(name));

    private static void CopyExamples(ScratchFolder folder)
    {
        var examples = Path.Combine(Repository, "docs", "examples");
        foreach (var file in Directory.GetFiles(examples, "*", SearchOption.AllDirectories))
        {
            var target = folder[Path.Combine("docs", "examples", Path.GetRelativePath(examples, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"^```powershell[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^[A-Za-z]+-[A-Za-z]+$")]
    private static partial Regex VerbNoun();
}
