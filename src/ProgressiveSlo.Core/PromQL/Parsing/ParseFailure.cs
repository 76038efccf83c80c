using System;

namespace ProgressiveSlo.PromQL;

/// <summary>Carries a problem from deep in the parser to its entry; never leaves the parser.</summary>
internal sealed class ParseFailure(int position, string problem, string expected) : Exception(problem)
{
    public int Position { get; } = position;

    public string Expected { get; } = expected;
}
