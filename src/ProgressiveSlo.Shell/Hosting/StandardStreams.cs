using System;
using System.IO;
using System.Text;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>The process's own input and outputs, and what may be done with them.</summary>
internal sealed class StandardStreams
{
    public StandardStreams()
    {
        bool escapes = EscapesAreWelcome();
        Output = new TextChannel(Open(1), !Console.IsOutputRedirected, escapes);
        Error = new TextChannel(Open(2), !Console.IsErrorRedirected, escapes);
        InputIsTerminal = !Console.IsInputRedirected;
    }

    public TextChannel Output { get; }

    public TextChannel Error { get; }

    public bool InputIsTerminal { get; }

    public static StreamReader OpenInput() => new(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static Stream Open(int descriptor) =>
        !OperatingSystem.IsWindows() ? new UnixDescriptorStream(descriptor)
        : descriptor == 1 ? Console.OpenStandardOutput()
        : Console.OpenStandardError();

    // https://no-color.org: any value but the empty one counts.
    private static bool EscapesAreWelcome() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
