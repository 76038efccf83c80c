namespace ProgressiveSlo.Migration;

/// <summary>What a step of a checklist is done for: there is one step for each of these.</summary>
public enum StepScope
{
    /// <summary>The whole migration.</summary>
    Migration,

    /// <summary>Each pilot.</summary>
    Pilot,

    /// <summary>Each wave.</summary>
    Wave,

    /// <summary>Each service of the waves.</summary>
    Service,
}
