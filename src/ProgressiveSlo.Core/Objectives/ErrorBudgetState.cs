namespace ProgressiveSlo.Objectives;

/// <summary>How an error budget stands.</summary>
public enum ErrorBudgetState
{
    /// <summary>Some of it is left.</summary>
    Ok,

    /// <summary>Nothing is left.</summary>
    Exhausted,

    /// <summary>There were no events, so nothing can be said.</summary>
    NoTraffic,
}
