namespace ProgressiveSlo.Migration;

/// <summary>What an expression stands for, as far as the recognition of SLIs needs to know.</summary>
internal abstract class Meaning
{
    /// <summary>Something that is no part of an SLI.</summary>
    public static Meaning Other { get; } = new OtherMeaning();

    private sealed class OtherMeaning : Meaning;
}
