using System.Diagnostics;
using System.Text;

namespace ProgressiveSlo.Testing.Servers;

/// <summary>Programs of Prometheus on PATH. Tests need them: where one is missing they fail and name the package.</summary>
public static class Promtool
{
    /// <summary>The full path of a program.</summary>
    public static string Find(string program, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not on PATH; on Debian the package {package} brings it");

    /// <summary>Lets promtool check rule files; fails with its words when it refuses one.</summary>
    public static void CheckRules(IEnumerable<string> files)
    {
        var (code, output) = Ask(["check", "rules", "--lint=none", .. files]);
        if (code != 0 || !output.Contains("SUCCESS", StringComparison.Ordinal))
            throw new InvalidOperationException("promtool refuses the rules: " + output);
    }

    /// <summary>Runs promtool; the exit code, and what it wrote.</summary>
    public static (int Code, string Output) Ask(IReadOnlyList<string> arguments) => Run(Find("promtool", "prometheus"), arguments);

    /// <summary>Runs a program; the exit code, and what it wrote.</summary>
    public static (int Code, string Output) Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
