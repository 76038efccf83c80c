using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ProgressiveSlo.Shell.Tests.Support;

/// <summary>A slo process whose three streams are pipes, as in a build step.</summary>
public sealed class ShellProcess : IAsyncDisposable
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Generous: it only bounds a hang, no test waits for it.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    // A program at a terminal asks where the cursor is, and waits for the answer.
    private const string CursorQuestion = "\u001b[6n";
    private const string CursorAnswer = "\u001b[5;1R";

    private readonly Process _process;
    private readonly CancellationTokenSource _timeout = new(_limit);
    private readonly Task<string> _error;

    private ShellProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(_timeout.Token);
    }

    public static string Assembly { get; } =
        PlainPath.Of(
            typeof(ShellProcess)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "ShellAssembly")
                .Value!
        );

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public StreamWriter Input => _process.StandardInput;

    public static ShellProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            StandardErrorEncoding = _utf8,
        };
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("COLUMNS");
        start.Environment.Remove("NO_COLOR");
        foreach ((var name, var value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ShellProcess(Process.Start(start)!);
    }

    public static Task<ShellResult> Run(params string[] arguments) => RunWith(string.Empty, arguments);

    public static async Task<ShellResult> RunWith(string input, params string[] arguments)
    {
        await using var shell = Start(arguments);
        try
        {
            await shell.Input.WriteAsync(input);
            shell.Input.Close();
        }
        catch (IOException)
        {
            // The Shell ended without reading what it was given.
        }

        return await shell.Finish();
    }

    /// <summary>Runs a line of /bin/sh in which $SLO is the Shell's assembly, for redirections that only a shell makes.</summary>
    public static async Task<ShellResult> RunInSh(string line)
    {
        await using var shell = StartInSh(line);
        shell.Input.Close();
        return await shell.Finish();
    }

    public static ShellProcess StartInSh(string line)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", line },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _utf8,
            StandardOutputEncoding = _utf8,
            StandardErrorEncoding = _utf8,
        };
        start.Environment["SLO"] = Assembly;
        start.Environment.Remove("COLUMNS");
        start.Environment.Remove("NO_COLOR");
        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Reads on until <paramref name="text"/> has come, and gives all that came since the last time.</summary>
    public async Task<string> ReadUntil(string text)
    {
        var seen = new StringBuilder();
        while (!EndsWith(seen, text))
        {
            if (!await ReadCharacter(seen))
                throw new EndOfStreamException($"The process ended before it wrote '{text}', but after:\n{seen}");
        }

        return seen.ToString();
    }

    /// <summary>Like <see cref="Finish"/>, of a process that goes on to ask its terminal where the cursor is.</summary>
    public async Task<ShellResult> FinishAtTerminal()
    {
        var seen = new StringBuilder();
        while (await ReadCharacter(seen)) { }

        await _process.WaitForExitAsync(_timeout.Token);
        return new ShellResult(_process.ExitCode, seen.ToString(), await _error);
    }

    private async Task<bool> ReadCharacter(StringBuilder seen)
    {
        var buffer = new char[1];
        if (await _process.StandardOutput.ReadAsync(buffer, _timeout.Token) == 0)
            return false;
        seen.Append(buffer[0]);
        if (EndsWith(seen, CursorQuestion))
        {
            await _process.StandardInput.WriteAsync(CursorAnswer);
            await _process.StandardInput.FlushAsync(_timeout.Token);
        }

        return true;
    }

    private static bool EndsWith(StringBuilder seen, string text) =>
        seen.Length >= text.Length && seen.ToString(seen.Length - text.Length, text.Length) == text;

    /// <summary>Waits for the end of a process whose output nobody reads any more, and gives its standard error.</summary>
    public async Task<string> WaitWithoutOutput(int exitCode)
    {
        await _process.WaitForExitAsync(_timeout.Token);
        var error = await _error;
        new ShellResult(_process.ExitCode, string.Empty, error).Exited(exitCode);
        return error;
    }

    public async Task<ShellResult> Finish()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(_timeout.Token);
        var error = await _error;
        await _process.WaitForExitAsync(_timeout.Token);
        return new ShellResult(_process.ExitCode, output, error);
    }

    public async Task<string?> ReadLine() => await _process.StandardOutput.ReadLineAsync(_timeout.Token);

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _timeout.Dispose();
        return ValueTask.CompletedTask;
    }
}
