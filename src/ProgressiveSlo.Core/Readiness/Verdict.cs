namespace ProgressiveSlo.Readiness;

/// <summary>What the gate says.</summary>
public enum Verdict
{
    /// <summary>Every check that decides is met.</summary>
    Ready,

    /// <summary>At least one check that decides is not met.</summary>
    NotReady,

    /// <summary>Something that decides was not measured; never means ready.</summary>
    InsufficientEvidence,
}
