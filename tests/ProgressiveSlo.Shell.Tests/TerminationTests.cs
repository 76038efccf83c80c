using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Shell.Tests.Support;
using Xunit;

namespace ProgressiveSlo.Shell.Tests;

/// <summary>SIGTERM ends slo whatever it waits for: an agent that is told to stop does not wait for more than seconds.</summary>
public sealed class TerminationTests
{
    // Five seconds are what a script has to wind down; the rest is for a machine that is busy.

    [Theory]
    [InlineData("'ready'; 1..2000000000 | ForEach-Object { $_ } | Where-Object { $false }")]
    [InlineData("'ready'; (1..50000 | ForEach-Object { \"s$_\" }) * 1000 | New-SloPlan | Get-SloPhase | Out-Null")]
    [InlineData("'ready'; [Console]::In.ReadLine()")]
    [InlineData("try { 'ready'; while ($true) { } } finally { while ($true) { } }")]
    public async Task In_a_long_pipeline_a_read_or_a_finally_block_without_an_end(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs kill.");
        await using var shell = ShellProcess.Start(["-Command", script]);
        Assert.Equal("ready", await shell.ReadLine());
        await EndsAfterSignal(shell);
    }

    // The engine reads all of it before the script begins.
    [Fact]
    public async Task While_more_of_standard_input_may_come()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var shell = ShellProcess.Start(["-Command", "$input | New-SloPlan | Out-Null"]);
        await shell.Input.WriteLineAsync("checkout");
        await shell.Input.FlushAsync(TestContext.Current.CancellationToken);
        Until(() => Maps(shell).Contains("ProgressiveSlo.PowerShell.dll", StringComparison.Ordinal));
        await EndsAfterSignal(shell);
    }

    [Fact]
    public async Task In_the_read_of_a_pipe_that_nobody_writes_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pipes in folders.");
        using var folder = new ScratchFolder();
        using (var made = Process.Start("mkfifo", [folder["pipe"]]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await using var shell = ShellProcess.Start(["-Command", $"'ready'; [IO.File]::ReadAllText('{folder["pipe"]}')"]);
        Assert.Equal("ready", await shell.ReadLine());
        await EndsAfterSignal(shell);
    }

    [Fact]
    public async Task While_the_script_itself_is_read_from_standard_input()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var shell = ShellProcess.Start([]);
        await shell.Input.WriteLineAsync("'half of a script'");
        await shell.Input.FlushAsync(TestContext.Current.CancellationToken);
        Until(() => Maps(shell).Contains("/slo.dll", StringComparison.Ordinal));
        await EndsAfterSignal(shell);
    }

    [Fact]
    public async Task In_a_wait_that_a_server_asks_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs kill.");
        using var server = new BusyServer();
        await using var shell = ShellProcess.Start([
            "-Command",
            $"Get-SloEvidence checkout -PrometheusUri http://127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}",
        ]);
        await server.Answered.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await EndsAfterSignal(shell);
    }

    // The lock is a mutex of the system, named by what the path stands for.
    [Theory]
    [InlineData("Step-SloPlan plan.yaml -Force -Reason x")]
    [InlineData("Complete-SloCriterion plan.yaml -Criterion *trained* -Note x")]
    [InlineData("Set-SloPlan plan.yaml -Owner x")]
    public async Task While_another_process_has_the_file(string call)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var folder = new ScratchFolder();
        var path = folder["plan.yaml"];
        (await ShellProcess.Run("-Command", $"New-SloPlan checkout -StartDate 2026-01-05 | Export-SloPlan '{path}'")).Exited(0);
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var name = "ProgressiveSlo-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToUpperInvariant())));
        using var taken = new SemaphoreSlim(0);
        using var done = new ManualResetEventSlim();
        var holder = new Thread(() =>
        {
            using var mutex = new Mutex(initiallyOwned: true, "Global\\" + name);
            taken.Release();
            done.Wait();
            mutex.ReleaseMutex();
        });
        holder.Start();
        await taken.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // The wait itself ends, and not only the process: a pipeline that is stopped in pwsh has no other end. So finally runs.
            var ended = folder["ended"];
            var script = $"Set-Location '{folder["."]}'; try {{ {call} }} finally {{ [IO.File]::WriteAllText('{ended}', '') }}";
            await using var shell = ShellProcess.Start(["-Command", script]);
            Until(() => Maps(shell).Contains(name, StringComparison.Ordinal));
            await EndsAfterSignal(shell);
            Assert.True(File.Exists(ended), "The process was ended, and not the wait.");
        }
        finally
        {
            done.Set();
            holder.Join();
        }

        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    private static async Task EndsAfterSignal(ShellProcess shell)
    {
        using (Process.Start("/bin/sh", ["-c", $"kill -TERM {shell.Id.ToString(CultureInfo.InvariantCulture)}"])) { }
        (await shell.Finish()).Exited(143);
    }

    private static string Maps(ShellProcess shell) => File.ReadAllText($"/proc/{shell.Id.ToString(CultureInfo.InvariantCulture)}/maps");

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)));

    /// <summary>A server that is always too busy, and asks for an hour of patience.</summary>
    private sealed class BusyServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public BusyServer()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = Serve();
        }

        public int Port { get; }

        public Task Answered => _answered.Task;

        public void Dispose() => _listener.Dispose();

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                    while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                    await client
                        .GetStream()
                        .WriteAsync("HTTP/1.1 429 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                    _answered.TrySetResult();
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException or IOException)
            {
                _answered.TrySetException(e);
            }
        }
    }
}
