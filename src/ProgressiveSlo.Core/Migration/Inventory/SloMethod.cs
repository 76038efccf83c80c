namespace ProgressiveSlo.Migration;

/// <summary>How an inventory item measures: the best of what was found for it.</summary>
public enum SloMethod
{
    /// <summary>A query on a dashboard and nothing else: nobody is told.</summary>
    Panel,

    /// <summary>A recorded ratio or quantile without an alert.</summary>
    Recording,

    /// <summary>An alert on a quantile of the duration.</summary>
    QuantileAlert,

    /// <summary>An alert on a ratio with a plain threshold: monitoring without an objective.</summary>
    ThresholdAlert,

    /// <summary>Alerts on the burn rate of an error budget: they imply a target.</summary>
    BurnRateAlert,

    /// <summary>A definition with target and window, or rules that a generator made from one.</summary>
    Definition,
}
