using System;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell.Interactive;

internal sealed class ConsoleLineTerminal(TextChannel output) : ILineTerminal
{
    private const int UnknownWidth = 80;

    // A terminal without a size, as build agents have, says 0.
    public int Width => Console.WindowWidth is var width and > 0 ? Math.Max(width, 20) : UnknownWidth;

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void Write(string text) => output.Write(text);
}
