using System;
using ProgressiveSlo.Shell.Hosting;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>For terminals that understand no escape sequences: the terminal's own line editing.</summary>
internal sealed class PlainLineReader(TextChannel output) : ILineReader
{
    public LineInput Read(string prompt)
    {
        output.Write(prompt);
        return Console.ReadLine() is { } line
            ? new LineInput(LineOutcome.Entered, line)
            : new LineInput(LineOutcome.EndOfInput, string.Empty);
    }
}
