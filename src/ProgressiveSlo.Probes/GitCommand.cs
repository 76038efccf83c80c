using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Probes;

/// <summary>
/// Asks git for objects and history. Only commands that read objects are for it: they run no filter, hook or text converter of the
/// repository, and touch no file of it. What could still start a program or open a connection is switched off.
/// </summary>
internal sealed class GitCommand(string folder, TimeSpan timeout, CancellationToken token)
{
    private const int MostErrorCharacters = 64 * 1024;

    private static readonly string[] _settings =
    [
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.attributesFile=/dev/null",
        "core.pager=cat",
        "core.quotePath=false",
        "core.sshCommand=false",
        "core.askPass=false",
        "core.commitGraph=false",
        "credential.helper=",
        "diff.external=",
        "protocol.allow=never",
    ];

    // Whoever sets them sends every git to other objects than those of the repository.
    private static readonly string[] _strayVariables =
    [
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_SHALLOW_FILE",
        "GIT_EXTERNAL_DIFF",
        "GIT_DIFF_OPTS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
    ];

    /// <summary>Runs a command to its end, or until it has said more than it may.</summary>
    /// <param name="mostBytes">How much of its output is taken.</param>
    /// <param name="input">Lines for its input; null for none.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <exception cref="SloValidationException">There is no git, or it takes too long.</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public GitOutput Run(int mostBytes, IEnumerable<string>? input, params string[] arguments)
    {
        token.ThrowIfCancellationRequested();
        var file =
            ProgramPath.Find("git", Environment.GetEnvironmentVariable("PATH"))
            ?? throw Refusal("git is not on PATH", "Install Git, or run this where it is installed");
        using var process = new Process { StartInfo = StartOf(file, arguments) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw Refusal("git cannot be started: " + e.Message.TrimEnd('.'), "Check the installation of Git");
        }

        var output = ReadAsync(process, mostBytes);
        var error = ReadErrorAsync(process.StandardError);
        var written = WriteAsync(process.StandardInput, input);
        using var limit = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            Task.WaitAll([output, error, written], either.Token);
            process.WaitForExit();
        }
        catch (OperationCanceledException)
        {
            ProcessRunner.End(process);
            token.ThrowIfCancellationRequested();
            throw Refusal(
                $"git gives no answer within {timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds",
                "Raise -TimeoutSec, or look why the disk is slow"
            );
        }

        return new GitOutput(process.ExitCode, output.Result.Bytes, output.Result.IsCut, error.Result);
    }

    private ProcessStartInfo StartOf(string file, string[] arguments)
    {
        var all = new List<string> { "--no-pager", "--no-replace-objects", "--literal-pathspecs", "-C", folder };
        foreach (var setting in _settings)
            all.AddRange(["-c", setting]);
        all.AddRange(arguments);
        var start = ProcessRunner.StartOf(file, all);
        foreach (var variable in _strayVariables)
            start.Environment.Remove(variable);

        // Grafts give commits other parents than they have, as replaced objects do. A file that is not there has none.
        start.Environment["GIT_GRAFT_FILE"] = Path.Combine(Path.GetPathRoot(file)!, "no", "grafts");
        start.Environment["GIT_ATTR_NOSYSTEM"] = "1";
        return start;
    }

    private static async Task<(byte[] Bytes, bool IsCut)> ReadAsync(Process process, int mostBytes)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        var stream = process.StandardOutput.BaseStream;
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            all.Write(buffer, 0, (int)Math.Min(read, mostBytes - all.Length));
            if (all.Length < mostBytes)
                continue;
            ProcessRunner.End(process);
            return (all.ToArray(), true);
        }

        return (all.ToArray(), false);
    }

    private static async Task<string> ReadErrorAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            if (text.Length < MostErrorCharacters)
                text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static async Task WriteAsync(StreamWriter writer, IEnumerable<string>? lines)
    {
        try
        {
            foreach (var line in lines ?? [])
                await writer.WriteAsync(line + "\n").ConfigureAwait(false);
            writer.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all: its exit code says why.
        }
    }

    private static SloValidationException Refusal(string message, string fix) => new("RepositoryPath", message, fix);
}

/// <summary>What a git command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">Its output.</param>
/// <param name="IsCut">Whether it said more than that, and was ended.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record GitOutput(int ExitCode, byte[] Bytes, bool IsCut, string Error)
{
    /// <summary>The output as text; what is not UTF-8 becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The same as a program's that was run for its text.</summary>
    public ProcessResult Result => new(ProcessOutcome.Ended, ExitCode, Text, Error);
}
