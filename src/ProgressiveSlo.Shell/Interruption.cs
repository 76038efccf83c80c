using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Threading;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell;

/// <summary>
/// Stops the running script on Ctrl-C, SIGTERM, a lost terminal or a closed output, so that its finally blocks run, and
/// remembers the exit code that says so.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // Agents and container runtimes kill after 2.5 to 10 seconds. What has not wound down by then never hears of it.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly StandardStreams _streams;
    private PowerShell? _running;

    public Interruption(StandardStreams streams)
    {
        _streams = streams;
        _streams.Output.Closed += OnOutputClosed;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, ExitCodes.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, ExitCodes.Terminated)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnSignal(context, ExitCodes.Terminated)));
    }

    /// <summary>The exit code of the interruption, or null when there was none.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Makes <paramref name="shell"/> the one to stop, until the result is disposed.</summary>
    public IDisposable Watch(PowerShell shell)
    {
        lock (_gate)
        {
            _running = shell;
            if (ExitCode is not null)
                shell.BeginStop(null, null);
        }

        return new Watched(this);
    }

    public void Dispose()
    {
        _streams.Output.Closed -= OnOutputClosed;
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        lock (_gate)
        {
            // Asked twice, or with nothing to wind down: end as the system would.
            if (ExitCode is not null || _running is null)
                return;

            context.Cancel = true;
            Stop(exitCode);

            // After Ctrl-C a person decides how long to wait, and presses it again.
            if (exitCode == ExitCodes.Terminated)
                EndAfter(_patience, exitCode);
        }
    }

    private void OnOutputClosed(IOException? problem)
    {
        if (problem is not null)
            _streams.Error.WriteLine($"slo: Standard output cannot be written: {problem.Message}");

        lock (_gate)
        {
            if (ExitCode is null)
                Stop(problem is null ? ExitCodes.OutputClosed : ExitCodes.Failure);
        }
    }

    private void Stop(int exitCode)
    {
        ExitCode = exitCode;
        // Not Stop(): this may be the very thread that the script runs on.
        _running?.BeginStop(null, null);
    }

    // A read that cannot be cancelled, or a finally block without an end, must not keep the process. The thread outlives this object:
    // closing the session can be what never ends.
    private static void EndAfter(TimeSpan patience, int exitCode)
    {
        var thread = new Thread(() =>
        {
            Thread.Sleep(patience);
            Environment.Exit(exitCode);
        })
        {
            IsBackground = true,
            Name = "End after SIGTERM",
        };
        thread.Start();
    }

    private sealed class Watched(Interruption owner) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
                owner._running = null;
        }
    }
}
