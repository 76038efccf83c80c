namespace ProgressiveSlo.Shell.Interactive;

/// <summary>Gets one line from the person at the prompt.</summary>
internal interface ILineReader
{
    LineInput Read(string prompt);
}
