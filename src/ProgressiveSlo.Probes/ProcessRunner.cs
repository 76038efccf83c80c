using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Probes;

/// <summary>Runs programs of the system.</summary>
/// <param name="timeout">The most time that one may take.</param>
/// <param name="path">Where to look for programs; null for the PATH of this process.</param>
internal sealed class ProcessRunner(TimeSpan timeout, string? path = null) : IProcessRunner
{
    private const int MostCharacters = 16 * 1024 * 1024;

    // A hook of Git sets them, and every git would then look at its repository instead of the one that is meant.
    private static readonly string[] _strayVariables =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
    ];

    public ProcessResult Run(string program, IReadOnlyList<string> arguments, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (ProgramPath.Find(program, path ?? Environment.GetEnvironmentVariable("PATH")) is not { } file)
            return new ProcessResult(ProcessOutcome.NotFound, 0, "", "");
        using var process = new Process { StartInfo = StartOf(file, arguments) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return new ProcessResult(ProcessOutcome.NotFound, 0, "", e.Message);
        }

        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var error = ReadAsync(process.StandardError);
        using var limit = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            // Both pipes end when the program does; a child that it left behind may hold them for longer.
            Task.WaitAll([output, error], either.Token);
            process.WaitForExit();
            return new ProcessResult(ProcessOutcome.Ended, process.ExitCode, output.Result, error.Result);
        }
        catch (OperationCanceledException)
        {
            End(process);
            token.ThrowIfCancellationRequested();
            return new ProcessResult(ProcessOutcome.TimedOut, 0, "", "");
        }
    }

    /// <summary>How a program is started: without a shell, without anybody who answers, and in no folder of somebody else.</summary>
    /// <param name="file">Full path of the program.</param>
    /// <param name="arguments">The arguments, each as the program is to see it.</param>
    internal static ProcessStartInfo StartOf(string file, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file, ArgumentEncoding.Join(arguments))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,

            // Not the current folder, which may be one that nobody trusts or that is gone.
            WorkingDirectory = Path.GetPathRoot(file),
        };
        foreach (var variable in _strayVariables)
            start.Environment.Remove(variable);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";

        // A repository that is cloned in part would fetch what it lacks, by a program that it names itself.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            // The rest is read, too, so that the program comes to its end.
            if (text.Length < MostCharacters)
                text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    /// <summary>Ends a program, if it still runs.</summary>
    internal static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended by itself.
        }
    }
}

/// <summary>Runs a program of the system and reads what it says.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs a program to its end, without a shell and without anybody to answer its questions.</summary>
    /// <param name="program">Its name, such as <c>git</c>; it is looked for on PATH alone.</param>
    /// <param name="arguments">The arguments, each as the program is to see it.</param>
    /// <param name="token">Ends the program at once.</param>
    /// <exception cref="System.OperationCanceledException">The token ended it.</exception>
    ProcessResult Run(string program, IReadOnlyList<string> arguments, CancellationToken token);
}

/// <summary>What a program left behind.</summary>
/// <param name="Outcome">Whether it ran to its end.</param>
/// <param name="ExitCode">Its exit code; 0 when it did not run to its end.</param>
/// <param name="Output">Its output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProcessResult(ProcessOutcome Outcome, int ExitCode, string Output, string Error)
{
    public bool IsSuccess => Outcome == ProcessOutcome.Ended && ExitCode == 0;

    /// <summary>The first line that it says about a failure, printable and without credentials.</summary>
    public string FirstErrorLine
    {
        get
        {
            // kubectl logs each try before it says in words what is wrong.
            var lines = (Error + "\n" + Output).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            return (lines.FirstOrDefault(l => !IsLog(l)) ?? lines.FirstOrDefault()) is { } line
                ? RemoteAddress.RedactAll(line).TrimEnd('.')
                : "nothing";
        }
    }

    // E1125 12:53:04.580632    8508 memcache.go:265] ...
    private static bool IsLog(string line) =>
        line.Length > 5 && "IWEF".IndexOf(line[0]) >= 0 && line[5] == ' ' && line.Skip(1).Take(4).All(c => c is >= '0' and <= '9');
}

/// <summary>How the run of a program came to its end.</summary>
internal enum ProcessOutcome
{
    /// <summary>By itself.</summary>
    Ended,

    /// <summary>It is not on PATH, or cannot be started.</summary>
    NotFound,

    /// <summary>It took too long, and was ended.</summary>
    TimedOut,
}
