using System.Diagnostics;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

public sealed class InterruptionTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_stops_the_script_and_its_finally_blocks_run(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs kill.");
        using var folder = new ScratchFolder();
        var trace = folder["trace.txt"];
        var script = folder.Write(
            "wait.ps1",
            $$"""
            try { 'ready'; while ($true) { [Threading.Thread]::Sleep(10) } }
            finally { [IO.File]::WriteAllText('{{trace}}', 'tidied') }
            'never'
            """
        );
        await using var shell = ShellProcess.Start(["-File", script]);
        Assert.Equal("ready", await shell.ReadLine());

        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {shell.Id.ToString(CultureInfo.InvariantCulture)}"]);

        (await shell.Finish()).Exited(exitCode).Wrote().WroteNoError();
        Assert.Equal("tidied", await File.ReadAllTextAsync(trace, TestContext.Current.CancellationToken));
    }
}
