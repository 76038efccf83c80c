namespace ProgressiveSlo.Shell.Interactive;

internal enum LineOutcome
{
    Entered,
    Cancelled,
    EndOfInput,
}

/// <summary>What came of asking for a line.</summary>
internal readonly record struct LineInput(LineOutcome Outcome, string Text);
