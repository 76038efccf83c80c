namespace ProgressiveSlo.Migration;

/// <summary>The state of a step.</summary>
public enum StepState
{
    /// <summary>It is still to be done.</summary>
    Open,

    /// <summary>It is done: verified, attested or forced.</summary>
    Done,
}
