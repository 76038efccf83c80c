using ProgressiveSlo.Objectives;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>The availability that evidence shows, in bad events and error ratios, so that no difference of doubles decides.</summary>
internal static class EvidenceAvailability
{
    /// <summary>Whether availability was measured: as counts with at least one event, or as a ratio that no count of zero events contradicts.</summary>
    public static bool IsKnown(SloMetric evidence) => HasCounts(evidence) || (evidence.Availability is not null && evidence.TotalEvents != 0);

    /// <summary>Whether the measured availability is below a target; exact for counts and for ratios as written.</summary>
    public static bool IsBelow(SloMetric evidence, decimal target)
    {
        // Counts are compared without a division. A ratio is compared as a double with the double nearest to the target:
        // that is the comparison of the shortest digits, because rounding keeps the order.
        return HasCounts(evidence)
            ? BurnRateComparison.IsAbove(evidence.TotalEvents!.Value - evidence.GoodEvents!.Value, evidence.TotalEvents.Value, 1m, target)
            : evidence.Availability!.Value < (double)target;
    }

    /// <summary>The share of bad events, 0 to 1.</summary>
    public static decimal ErrorRatio(SloMetric evidence) => HasCounts(evidence)
        ? (decimal)(evidence.TotalEvents!.Value - evidence.GoodEvents!.Value) / evidence.TotalEvents.Value
        : 1m - NumberText.Exact(evidence.Availability!.Value);

    /// <summary>The availability as a number for output.</summary>
    public static double Value(SloMetric evidence) => HasCounts(evidence)
        ? (double)evidence.GoodEvents!.Value / evidence.TotalEvents!.Value
        : evidence.Availability!.Value;

    private static bool HasCounts(SloMetric evidence) => evidence is { GoodEvents: not null, TotalEvents: > 0 };
}
