namespace ProgressiveSlo.Objectives;

/// <summary>Which rules are written for Prometheus.</summary>
public enum RuleFlavor
{
    /// <summary>Ours: the period's ratio from events, no sample without traffic, series that outlive a promotion.</summary>
    Exact,

    /// <summary>What Sloth generates from the same definition, with its known faults.</summary>
    Sloth,
}
