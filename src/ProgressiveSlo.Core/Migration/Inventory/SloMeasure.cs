namespace ProgressiveSlo.Migration;

/// <summary>What an inventory item measures.</summary>
public enum SloMeasure
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>The share of events that fail or succeed.</summary>
    Availability,

    /// <summary>The share of events that are fast enough, or a quantile of their duration.</summary>
    Latency,
}
