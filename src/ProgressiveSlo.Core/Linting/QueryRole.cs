namespace ProgressiveSlo.Linting;

/// <summary>What a query of an indicator counts.</summary>
internal enum QueryRole
{
    Good,
    Bad,
    Total,
    Ratio,
    Threshold,
}
