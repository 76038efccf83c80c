namespace ProgressiveSlo.PromQL;

/// <summary>Why a text is no PromQL, and where.</summary>
/// <param name="Position">Index of the character where the problem is.</param>
/// <param name="Line">Line of that character, from 1.</param>
/// <param name="Column">Column of that character, from 1.</param>
/// <param name="Problem">What is wrong, one sentence without its full stop.</param>
/// <param name="Expected">What to write instead, one sentence without its full stop.</param>
public sealed record PromQlSyntaxError(int Position, int Line, int Column, string Problem, string Expected)
{
    /// <summary>The error on one line: <c>line:column: problem. expected.</c></summary>
    public override string ToString() => $"{new PromQlLocation(Line, Column)}: {Problem}. {Expected}.";
}
