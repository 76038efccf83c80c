namespace ProgressiveSlo.Migration;

/// <summary>What kind of number an SLI is.</summary>
internal enum SliForm
{
    /// <summary>A share of events or of time.</summary>
    Ratio,

    /// <summary>A quantile of the duration.</summary>
    Quantile,

    /// <summary>The average duration.</summary>
    Average,
}
