namespace ProgressiveSlo.PromQL;

/// <summary>Kinds of values in PromQL.</summary>
public enum PromQlValueType
{
    /// <summary>One number without labels.</summary>
    Scalar,

    /// <summary>One sample for each series.</summary>
    InstantVector,

    /// <summary>A range of samples for each series.</summary>
    RangeVector,

    /// <summary>A text.</summary>
    Text,
}
