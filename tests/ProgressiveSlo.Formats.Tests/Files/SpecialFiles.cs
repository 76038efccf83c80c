using System.Diagnostics;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Files;

/// <summary>What lies in folders beside files.</summary>
internal static class SpecialFiles
{
    public static void SkipOnWindows() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there, and there are no pipes.");

    /// <summary>Makes a pipe that nobody writes to: reading it never ends.</summary>
    public static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
