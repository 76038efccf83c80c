namespace ProgressiveSlo.Objectives;

/// <summary>Whether counts are above a burn rate. Strictly and exactly: in doubles bad / total &gt; factor · (1 − target) is wrong where both are equal.</summary>
internal static class BurnRateComparison
{
    /// <summary>Whether bad / total is above factor · (1 − target), without a division.</summary>
    /// <param name="bad">Bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events; where there are none, nothing is above.</param>
    /// <param name="factor">Burn rate; 1 is the error budget itself.</param>
    /// <param name="target">Ratio, 0 &lt; target &lt; 1.</param>
    public static bool IsAbove(long bad, long total, decimal factor, decimal target) => bad > factor * (1m - target) * total;
}
