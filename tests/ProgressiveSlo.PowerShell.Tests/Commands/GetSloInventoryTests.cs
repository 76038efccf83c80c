using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Get-SloInventory of the staged module.</summary>
public sealed class GetSloInventoryTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Engine _engine = Engine.Create();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Items_of_a_file_have_what_scripts_read()
    {
        _engine.Write(
            "a.yaml",
            "groups: [{name: g, rules: [{alert: A, expr: "
                + "'sum(rate(a_total{job=\"b\",code=~\"5..\"}[1h])) / sum(rate(a_total{job=\"b\"}[1h])) > "
                + "14.4 * 0.001'}]}]"
        );
        var result = _engine.Run("Get-SloInventory a.yaml | ForEach-Object { \"$($_.Service) $($_.Target) $($_.Line)\" }");
        Assert.Empty(result.Errors);
        Assert.Equal("b 0.999 1", Assert.Single(result.Strings));
    }

    [Fact]
    public async Task A_file_that_never_ends_does_not_keep_the_pipeline_from_being_stopped()
    {
        if (OperatingSystem.IsWindows())
            return;

        // Nobody writes to the pipe, so opening it waits. The error before it says that the reading has come so far.
        var pipe = _engine.PathOf("pipe.yaml");
        using (var make = Process.Start("mkfifo", pipe))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        _engine.Write("bad.yaml", "expr: [");
        using var shell = _engine.Prepare("'bad.yaml', 'pipe.yaml' | Get-SloInventory");
        using var reached = new ManualResetEventSlim();
        shell.Streams.Error.DataAdded += (_, _) => reached.Set();
        var running = shell.BeginInvoke();
        try
        {
            Assert.True(reached.Wait(Long, TestContext.Current.CancellationToken));
            var stopped = Task.Factory.FromAsync(shell.BeginStop, shell.EndStop, null);
            Assert.Same(stopped, await Task.WhenAny(stopped, Task.Delay(Long, TestContext.Current.CancellationToken)));
            Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        }
        finally
        {
            // Lets the thread go that waits; without a reader there is nothing to let go.
            using var release = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        }
    }
}
