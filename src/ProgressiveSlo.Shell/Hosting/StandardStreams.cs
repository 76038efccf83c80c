using System.Text;
using System.Threading;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>The process's own input and outputs, and what may be done with them.</summary>
internal sealed class StandardStreams
{
    public StandardStreams()
    {
        var escapes = EscapesAreWelcome();
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

/// <summary>
/// One of the process's two text outputs. Every write leaves at once, so that lines of native commands and ours keep
/// their order, and text arrives as UTF-8 without a byte order mark whatever the locale.
/// </summary>
internal sealed class TextChannel
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Stream _stream;
    private readonly Lock _gate = new();
    private bool _closed;

    public TextChannel(Stream stream, bool isTerminal, bool allowsEscapes)
    {
        _stream = stream;
        IsTerminal = isTerminal;
        AllowsEscapes = isTerminal && allowsEscapes;
    }

    /// <summary>Raised once, when nothing more can be written. The argument says why, or is null when the reader just left.</summary>
    public event Action<IOException?>? Closed;

    public bool IsTerminal { get; }

    /// <summary>Whether colours and cursor movements may be written.</summary>
    public bool AllowsEscapes { get; }

    public void WriteLine(string text) => Write(text + Environment.NewLine);

    public void Write(string text)
    {
        if (text.Length == 0)
            return;

        var bytes = Encoding.GetBytes(text);
        IOException? problem;
        lock (_gate)
        {
            if (_closed)
                return;

            try
            {
                _stream.Write(bytes);
                _stream.Flush();
                return;
            }
            catch (IOException exception)
            {
                _closed = true;
                // A reader such as `head` left: nothing went wrong. A full disk is another matter.
                problem = IsClosedPipe(exception) ? null : exception;
            }
        }

        Closed?.Invoke(problem);
    }

    // EPIPE on Unix; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static bool IsClosedPipe(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 109 or 232 : exception.HResult == 32;
}
