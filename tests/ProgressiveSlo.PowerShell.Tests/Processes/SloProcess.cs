using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace ProgressiveSlo.PowerShell.Tests.Processes;

/// <summary>The Shell as a process of its own, with the staged module as it ships.</summary>
internal static class SloProcess
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    public static string Metadata(string key) =>
        System.IO.Path.GetFullPath(
            typeof(SloProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!
        );

    public static Process Start(string folder, string script)
    {
        var start = new ProcessStartInfo("dotnet", [Metadata("ShellPath"), "-Command", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs a script to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(string folder, string script)
    {
        using var process = Start(folder, script);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        WaitForExit(process);
        return (process.ExitCode, output.Replace("\r\n", "\n", StringComparison.Ordinal), error.GetAwaiter().GetResult());
    }

    public static void WaitForExit(Process process)
    {
        if (process.WaitForExit(_limit))
            return;
        process.Kill();
        throw new TimeoutException("The shell did not end in time.");
    }

    /// <summary>Lets a process stand still, and waits until it does.</summary>
    public static void Stop(Process process)
    {
        Signal(process, OperatingSystem.IsMacOS() ? 17 : 19);
        if (OperatingSystem.IsLinux())
            Until(() => File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1][0] is 'T' or 'Z');
    }

    /// <summary>Lets a process run that stands still.</summary>
    public static void Continue(Process process) => Signal(process, OperatingSystem.IsMacOS() ? 19 : 18);

    private static void Signal(Process process, int signal)
    {
        if (Kill(process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until a condition holds that another process brings about.</summary>
    public static void Until(Func<bool> condition)
    {
        if (!SpinWait.SpinUntil(condition, _limit))
            throw new TimeoutException("What was waited for did not happen.");
    }
}
