using System.Collections.Generic;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration;

/// <summary>Intervals for which one side has no number: a guard against zero traffic is missing, or points are.</summary>
internal static class GuardReasons
{
    public static IEnumerable<ParallelRunReason> Of(ParallelRunSubject subject, SliGrid manual, SliGrid automated)
    {
        foreach (var (side, other, name, otherName) in new[] { (manual, automated, "manual", "automated"), (automated, manual, "automated", "manual") })
        {
            if (side.Numbers == 0)
                continue;
            var (bare, absent, zero, firstBare, firstAbsent) = (0, 0, 0, -1, -1);
            for (var i = 0; i < side.States.Length; i++)
            {
                if (side.States[i] == SlotState.NaN && other.States[i] != SlotState.NaN && bare++ == 0)
                    firstBare = i;
                if (side.States[i] != SlotState.Absent || other.States[i] != SlotState.Value)
                    continue;
                if (absent++ == 0)
                    firstAbsent = i;
                if (other.Ratios[i] == 0)
                    zero++;
            }

            if (bare > 0)
                yield return new ParallelRunReason("ZeroTrafficGuard", $"The {name} side is NaN in {Texts.Number(bare)} intervals where the {otherName} side is not, the first at {At(firstBare)}: it divides by zero traffic", "Divide by (total > 0), so that there is no sample without traffic; NaN spoils every average and every sum");
            if (absent > 0 && zero == absent)
                yield return new ParallelRunReason("ZeroTrafficGuard", $"The {name} side has no point in {Texts.Number(absent)} intervals where the {otherName} side is 0, the first at {At(firstAbsent)}: without traffic one side has no sample, and the other one a 0", "Decide what no traffic means: a 0 makes an average over time look better than the service is");
            else if (absent > 0)
                yield return new ParallelRunReason("PointsMissing", $"The {name} side has no point in {Texts.Number(absent)} intervals where the {otherName} side has one, the first at {At(firstAbsent)}", "Look for scrapes, series or rule evaluations that are missing there");
        }

        string At(int slot) => UtcTime.Text(subject.From.AddTicks(slot * subject.Step.Ticks));
    }
}
