namespace ProgressiveSlo.Migration;

/// <summary>How error ratios became the consumed budget of a time.</summary>
public enum BudgetBasis
{
    /// <summary>Both sides count events: bad events divided by all events, each with its own.</summary>
    Events,

    /// <summary>Only the manual side counts events: they weigh the ratios of both, where both have one.</summary>
    EventsOfManual,

    /// <summary>Only the automated side counts events: they weigh the ratios of both, where both have one.</summary>
    EventsOfAutomated,

    /// <summary>No side counts events: the average over time, where both have a ratio. A quiet hour weighs as much as a busy one.</summary>
    Time,
}
