namespace ProgressiveSlo.PromQL;

/// <summary>A stretch of the text that was parsed.</summary>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index after the last character.</param>
public readonly record struct PromQlSpan(int Start, int End)
{
    /// <summary>Number of characters.</summary>
    public int Length => End - Start;
}
