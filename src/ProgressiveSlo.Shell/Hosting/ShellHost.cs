using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>The engine's view of this process.</summary>
internal sealed class ShellHost(ShellHostUserInterface userInterface, Version version) : PSHost
{
    /// <summary>The number a script gave to <c>exit</c>, once it did.</summary>
    public int? RequestedExitCode { get; private set; }

    public override string Name => "slo";

    public override Version Version { get; } = version;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("A script in slo has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("A script in slo has no nested prompts.");

    public override void NotifyBeginApplication() => userInterface.HideProgress();

    public override void NotifyEndApplication()
    {
        // A native command leaves nothing behind that we would have to restore.
    }
}

/// <summary>A screen as far as scripts need one: its size, and a key to press.</summary>
internal sealed class ShellRawUserInterface(StandardStreams streams) : PSHostRawUserInterface
{
    /// <summary>Columns when nobody looks at a terminal. pwsh takes 80, which cuts tables in a build log; COLUMNS overrides it.</summary>
    private const int RedirectedWidth = 120;

    private const int RedirectedHeight = 50;

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw NoScreen();
    }

    public override Size WindowSize
    {
        get =>
            streams.Output.IsTerminal && Console.WindowWidth > 0
                ? new Size(Console.WindowWidth, Math.Max(Console.WindowHeight, 1))
                : new Size(WidthWithoutTerminal(), RedirectedHeight);
        set => throw NoScreen();
    }

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Size MaxWindowSize => WindowSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => streams.InputIsTerminal && Console.KeyAvailable;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!streams.InputIsTerminal)
            throw NoScreen();
        var key = Console.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override int LengthInBufferCells(string source) => source.EnumerateRunes().Sum(Cells);

    public override int LengthInBufferCells(string source, int offset) => LengthInBufferCells(source[offset..]);

    public override int LengthInBufferCells(char source) => LengthInBufferCells(source.ToString());

    // Columns of tables are aligned by this: East Asian wide characters and emoji take two cells, combining marks none.
    private static int Cells(Rune rune) =>
        rune.Value switch
        {
            < 0x300 => 1,
            (>= 0x1100 and <= 0x115F)
            or (>= 0x2E80 and <= 0x303E)
            or (>= 0x3041 and <= 0xA4CF)
            or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F)
            or (>= 0xFF00 and <= 0xFF60)
            or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F)
            or (>= 0x1F680 and <= 0x1F6FF)
            or (>= 0x1F900 and <= 0x1F9FF)
            or (>= 0x20000 and <= 0x3FFFD) => 2,
            _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                ? 0
                : 1,
        };

    private static int WidthWithoutTerminal() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
        && columns is >= 20 and <= 10_000
            ? columns
            : RedirectedWidth;

    private static HostException NoScreen() => new("slo works on text streams and has no screen buffer.");
}
