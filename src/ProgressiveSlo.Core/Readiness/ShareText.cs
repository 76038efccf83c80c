using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>Shares of a record that were added up in doubles, and what they are compared with.</summary>
internal static class ShareText
{
    // Sixty times 0.99 is a little less than 0.99 of 60, and less than that is no interval of any record.
    private const int Places = 9;

    /// <summary>Below 0 where the share is less than what it is compared with, 0 where both are the same, above 0 otherwise.</summary>
    /// <param name="share">The share, a ratio.</param>
    /// <param name="other">What it is compared with.</param>
    public static int Compare(double share, decimal other) => Round(share).CompareTo(other);

    /// <summary>
    /// Both as percent, with two decimals or as many as the other one has: rounded so that a share that is less never looks as if it were
    /// enough, nor one that is too much as if it were allowed.
    /// </summary>
    /// <param name="share">The share, a ratio.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="up">Whether to round up.</param>
    public static (string Actual, string Other) Pair(double share, decimal other, bool up)
    {
        var wanted = NumberText.PercentAtLeast2(other);
        var decimals = wanted.Length - 2 - wanted.IndexOf('.');
        var scale = 100m;
        for (var i = 0; i < decimals; i++)
            scale *= 10m;
        var scaled = Round(share) * scale;
        return (NumberText.Percent((up ? decimal.Ceiling(scaled) : decimal.Floor(scaled)) / scale, decimals), wanted);
    }

    private static decimal Round(double share) => Math.Round((decimal)share, Places, MidpointRounding.AwayFromZero);
}
