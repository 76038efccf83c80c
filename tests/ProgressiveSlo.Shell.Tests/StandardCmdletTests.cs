using System.Management.Automation;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.PowerShell.Commands;
using ProgressiveSlo.Shell.Commands;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>The cmdlets of PowerShell that slo has beside those of the engine and the module.</summary>
public sealed class StandardCmdletTests
{
    private static readonly string[] _leftOut = ["Add-Type", "Send-MailMessage"];

    // They exist on Windows alone, and slo is the same everywhere.
    private static readonly string[] _windowsOnly =
    [
        "Clear-RecycleBin",
        "ConvertFrom-SddlString",
        "Get-Acl",
        "Get-ComputerInfo",
        "Get-HotFix",
        "Get-Service",
        "New-FileCatalog",
        "New-Service",
        "Remove-Service",
        "Rename-Computer",
        "Restart-Service",
        "Resume-Service",
        "Set-Acl",
        "Set-Service",
        "Set-TimeZone",
        "Start-Service",
        "Stop-Service",
        "Suspend-Service",
        "Test-FileCatalog",
    ];

    [Fact]
    public void The_list_has_every_cmdlet_of_the_three_assemblies_under_its_name()
    {
        Assembly[] assemblies =
        [
            typeof(SelectObjectCommand).Assembly,
            typeof(GetContentCommand).Assembly,
            typeof(GetCredentialCommand).Assembly,
        ];
        var all = assemblies.SelectMany(Names).ToDictionary();
        var expected = all.Keys.Except(_leftOut).Except(_windowsOnly);

        Assert.Equal(3, assemblies.Distinct().Count());
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            StandardCmdlets.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(StandardCmdlets.All, cmdlet => Assert.Same(all[cmdlet.Name], cmdlet.Type));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ b = 1; a = 2 } | Select-Object a | ConvertTo-Json -Compress", "{\"a\":2}")]
    [InlineData("3, 1, 2 | Sort-Object | Select-Object -First 2", "1", "2")]
    [InlineData("'a,b', '1,2' | ConvertFrom-Csv | Format-Table a, b", "a b", "- -", "1 2")]
    [InlineData("('{\"x\":[1,2]}' | ConvertFrom-Json).x | Measure-Object -Sum | ForEach-Object Sum", "3")]
    [InlineData("Set-Location /; (Get-Location).Path; Test-Path /", "/", "True")]
    [InlineData(
        "New-Object System.Version 1, 2 | Out-String -Stream | Select-String '^1' | ForEach-Object { $_.Line.Length -gt 3 }",
        "True"
    )]
    [InlineData("Write-Output a; Write-Host b; 'c' | Tee-Object -Variable v; $v", "a", "b", "c", "c")]
    [InlineData("(ConvertTo-SecureString x -AsPlainText -Force).Length", "1")]
    public async Task The_cmdlets_and_their_aliases_work(string script, params string[] output) =>
        (await ShellProcess.Run("-Command", script)).Exited(0).Wrote(output).WroteNoError();

    [Theory]
    [InlineData("Write-Error 'complaint'; 'and on it goes'", 1)]
    [InlineData("Write-Error 'complaint'; exit 0", 0)]
    [InlineData("Get-Item no-such-complaint; 'and on it goes'", 1)]
    [InlineData("Import-Csv no-such-complaint.csv", 1)]
    public async Task Their_errors_count_as_errors(string script, int exitCode) =>
        (await ShellProcess.Run("-Command", script)).Exited(exitCode).WroteError("complaint");

    [Fact]
    public async Task Their_warnings_go_to_standard_error()
    {
        var result = (await ShellProcess.Run("Write-Warning 'careful'; Write-Verbose 'detail' -Verbose")).Exited(0).Wrote();

        var lines = result.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["WARNING: careful", "VERBOSE: detail"], lines);
    }

    [Fact]
    public async Task Columns_of_wide_characters_are_aligned() =>
        (await ShellProcess.Run("[pscustomobject]@{ N = '支払い'; X = 1 }, [pscustomobject]@{ N = 'abc'; X = 2 } | Format-Table"))
            .Exited(0)
            .Wrote("N      X", "-      -", "支払い 1", "abc    2");

    [Fact]
    public async Task Add_Type_says_why_it_is_not_there() =>
        (await ShellProcess.Run("Add-Type 'class C {}'")).Exited(1).WroteError("slo has no Add-Type");

    [Fact]
    public async Task Importing_the_module_again_by_name_does_nothing_wherever_another_copy_may_lie()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["ProgressiveSlo"]);
        folder.Write("ProgressiveSlo/ProgressiveSlo.psd1", "@{ ModuleVersion = '99.0.0' }");
        const string Script = "Import-Module ProgressiveSlo; Get-Module ProgressiveSlo | ForEach-Object { \"$($_.Version)\" }";
        await using var shell = ShellProcess.Start([Script], new Dictionary<string, string> { ["PSModulePath"] = folder[""] });

        (await shell.Finish()).Exited(0).Wrote(ShellVersion.Text.Split('-')[0]).WroteNoError();
    }

    [Fact]
    public async Task A_second_copy_of_the_module_is_refused_in_one_sentence()
    {
        using var folder = new ScratchFolder();
        var module = Path.Combine(Path.GetDirectoryName(ShellProcess.Assembly)!, "module", "ProgressiveSlo");
        foreach (var file in Directory.GetFiles(module, "*", SearchOption.AllDirectories))
        {
            var target = folder[Path.Combine("ProgressiveSlo", Path.GetRelativePath(module, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var result = (
            await ShellProcess.Run(
                $"try {{ Import-Module '{folder["ProgressiveSlo"]}' }} catch {{ $_.Exception.Message }}; (New-SloPlan a).Service"
            )
        ).Exited(0);

        var version = ShellVersion.Text.Split('-')[0];
        result
            .WroteNoError()
            .Wrote($"ProgressiveSlo {version} is already loaded from '{module}'. Start a new session to import another copy.", "a");
    }

    private static IEnumerable<KeyValuePair<string, Type>> Names(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>(inherit: false)
        where cmdlet is not null
        select KeyValuePair.Create($"{cmdlet.VerbName}-{cmdlet.NounName}", type);
}
