using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Makes the verdict.</summary>
internal static class ParallelRunJudge
{
    /// <summary>
    /// Both agree only where nothing is missing and every tolerance is kept. A difference that a day's worth of intervals shows is one, also
    /// where other evidence is missing.
    /// </summary>
    public static ParallelRunVerdict Verdict(ParallelRunResult result, IReadOnlyList<ParallelRunReason> reasons) =>
        reasons.Any(r => r.IsDifference) && HasEnough(result) ? ParallelRunVerdict.Disagrees
        : reasons.Any(r => r.IsLack) ? ParallelRunVerdict.InsufficientEvidence
        : ParallelRunVerdict.Agrees;

    /// <summary>Whether there are enough intervals with a ratio on both sides to tell anything.</summary>
    public static bool HasEnough(ParallelRunResult result) => result.Compared > 0 && result.Compared >= result.Tolerance.Compared * result.Intervals;
}
