namespace ProgressiveSlo.Migration;

/// <summary>What a parallel run says.</summary>
public enum ParallelRunVerdict
{
    /// <summary>There is too little evidence, or it is malformed; never means that both agree.</summary>
    InsufficientEvidence,

    /// <summary>At least one tolerance is exceeded.</summary>
    Disagrees,

    /// <summary>Everything was compared, and every tolerance is kept.</summary>
    Agrees,
}
