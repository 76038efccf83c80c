using System.Collections.Generic;

namespace ProgressiveSlo.Shell.Interactive;

/// <summary>What could stand in place of <paramref name="Length"/> characters from <paramref name="Start"/>.</summary>
internal sealed record LineCompletions(int Start, int Length, IReadOnlyList<string> Candidates);

internal interface ILineCompleter
{
    LineCompletions Complete(string text, int cursor);
}
