using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace ProgressiveSlo.Shell.Hosting;

/// <summary>The terminal as far as the engine asks about it: mostly its width.</summary>
internal sealed class ShellRawUserInterface(StandardStreams streams) : PSHostRawUserInterface
{
    /// <summary>
    /// Columns when nobody looks at a terminal. pwsh takes 80, which cuts tables in a build log; COLUMNS overrides it.
    /// </summary>
    internal const int RedirectedWidth = 120;

    private const int RedirectedHeight = 50;

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get =>
            streams.Output.IsTerminal && Console.WindowWidth > 0
                ? new Size(Console.WindowWidth, Math.Max(Console.WindowHeight, 1))
                : new Size(WidthWithoutTerminal(), RedirectedHeight);
        set => throw Unsupported();
    }

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Size MaxWindowSize => WindowSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition
    {
        get => streams.Output.IsTerminal ? new Coordinates(Console.CursorLeft, Console.CursorTop) : default;
        set
        {
            if (streams.Output.IsTerminal)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => streams.InputIsTerminal && Console.KeyAvailable;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() && streams.Output.IsTerminal ? Console.Title : string.Empty;
        set
        {
            if (streams.Output.AllowsEscapes)
            {
                Console.Title = value;
            }
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!streams.InputIsTerminal)
        {
            throw Unsupported();
        }

        ConsoleKeyInfo key = Console.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, ControlKeyStates.NumLockOn & 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source[offset..]);

    public override int LengthInBufferCells(char source) => CellWidth.Of(source.ToString());

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // Scripts clear the screen by filling the whole buffer with blanks.
        if (streams.Output.IsTerminal && rectangle is { Left: -1, Right: -1 })
        {
            Console.Clear();
        }
    }

    private static int WidthWithoutTerminal() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
        && columns is >= 20 and <= 10_000
            ? columns
            : RedirectedWidth;

    private static NotSupportedException Unsupported() => new("slo works on text streams and has no screen buffer.");
}
