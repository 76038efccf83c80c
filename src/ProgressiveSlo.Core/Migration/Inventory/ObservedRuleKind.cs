namespace ProgressiveSlo.Migration;

/// <summary>Where a query was found.</summary>
public enum ObservedRuleKind
{
    /// <summary>A recording rule.</summary>
    Recording,

    /// <summary>An alerting rule.</summary>
    Alert,

    /// <summary>A panel of a dashboard.</summary>
    Panel,
}
