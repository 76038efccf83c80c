using System;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>The terminal as the line editor needs it: keys in, text and escape sequences out.</summary>
internal interface ILineTerminal
{
    int Width { get; }

    ConsoleKeyInfo ReadKey();

    void Write(string text);
}
