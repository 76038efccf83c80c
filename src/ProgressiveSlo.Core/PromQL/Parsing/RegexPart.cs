using System;

namespace ProgressiveSlo.PromQL;

/// <summary>What the check remembers of a piece of a regular expression.</summary>
internal readonly struct RegexPart(bool matchesEmpty, int height = 1, int repeats = 1)
{
    /// <summary>Whether the piece matches the empty text.</summary>
    public readonly bool MatchesEmpty = matchesEmpty;

    /// <summary>How deep the piece nests.</summary>
    public readonly int Height = height;

    /// <summary>How often the most repeated thing in it is repeated, by counted repetitions alone.</summary>
    public readonly int Repeats = repeats;

    /// <summary>The piece in one more node.</summary>
    public RegexPart Wrapped(int mostHeight) =>
        Height < mostHeight ? new RegexPart(MatchesEmpty, Height + 1, Repeats) : throw new RegexFailure("it nests too deep");

    /// <summary>Both pieces side by side.</summary>
    public RegexPart Beside(RegexPart other, bool matchesEmpty) =>
        new(matchesEmpty, Math.Max(Height, other.Height), Math.Max(Repeats, other.Repeats));
}
