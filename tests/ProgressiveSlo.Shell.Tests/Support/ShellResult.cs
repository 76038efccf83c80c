using Xunit;

namespace ProgressiveSlo.Shell.Tests.Support;

/// <summary>What a finished slo process left behind.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public ShellResult Exited(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Exit code {ExitCode} instead of {exitCode}.\nstdout: {Output}\nstderr: {Error}");
        return this;
    }

    public ShellResult Wrote(params string[] lines)
    {
        Assert.Equal(lines, OutputLines);
        return this;
    }

    public ShellResult WroteNoError()
    {
        Assert.Equal(string.Empty, Error);
        return this;
    }

    public ShellResult WroteError(string part)
    {
        Assert.Contains(part, Error, StringComparison.Ordinal);
        return this;
    }
}
