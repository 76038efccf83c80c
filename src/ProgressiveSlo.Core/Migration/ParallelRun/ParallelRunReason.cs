namespace ProgressiveSlo.Migration;

/// <summary>Why two SLOs differ, why there is no verdict, or what else is worth knowing.</summary>
/// <param name="Code">What it is, for example <c>SelectorDiffers</c>.</param>
/// <param name="Message">What was seen, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop; empty for nothing.</param>
public sealed record ParallelRunReason(string Code, string Message, string Guidance = "")
{
    /// <summary>Whether the evidence is too little or malformed because of it.</summary>
    public bool IsLack { get; init; }

    /// <summary>Whether a tolerance is exceeded.</summary>
    public bool IsDifference { get; init; }

    /// <summary>Code and message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
