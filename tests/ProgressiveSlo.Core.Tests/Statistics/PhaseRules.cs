using System;
using ProgressiveSlo.Statistics;

namespace ProgressiveSlo.Core.Tests.Statistics;

/// <summary>The rules of a phase that the calibration is about, as plain functions over the record.</summary>
/// <param name="BudgetInTenThousandths">1 − target, as a whole number so that comparisons are exact.</param>
/// <param name="PlannedDays">The record has at least so many days.</param>
/// <param name="StreakDays">N of ConsecutiveDays; 0 where a phase asks for none.</param>
internal sealed record PhaseRules(long BudgetInTenThousandths, int PlannedDays, int StreakDays)
{
    private const int WindowDays = 30;

    public static PhaseRules Of(string phase) =>
        phase switch
        {
            "baseline" => new(100, 30, 0),
            "improvement" => new(50, 60, 30),
            "production_ready" => new(10, 90, 60),
            "excellence" => new(5, 90, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Not a phase of the built-in profile."),
        };

    public double Budget => BudgetInTenThousandths / 10_000.0;

    /// <summary>Σ good / Σ total of the record is at least the target.</summary>
    public bool MeetsAvailability(ArraySegment<DayCount> record)
    {
        long bad = 0,
            total = 0;
        foreach (var day in record)
        {
            bad += day.Bad;
            total += day.Total;
        }

        return IsWithin(bad, total);
    }

    /// <summary>
    /// On each of the last N days the SLO over the 30 days that end there met its target; windows lie whole in the record.
    /// </summary>
    public bool MeetsConsecutiveDays(ArraySegment<DayCount> record)
    {
        if (StreakDays == 0)
            return true;
        if (record.Count < WindowDays + StreakDays - 1)
            return false;
        long bad = 0,
            total = 0;
        var from = record.Count - (WindowDays + StreakDays - 1);
        for (var i = from; i < record.Count; i++)
        {
            bad += record[i].Bad;
            total += record[i].Total;
            if (i - from >= WindowDays)
            {
                bad -= record[i - WindowDays].Bad;
                total -= record[i - WindowDays].Total;
            }

            if (i - from >= WindowDays - 1 && !IsWithin(bad, total))
                return false;
        }

        return true;
    }

    /// <summary>E is at least the strength.</summary>
    public bool IsDemonstrated(ArraySegment<DayCount> record, double strength) =>
        EffectiveSample.Of(record) is { } sample && StrengthOfEvidence.Reaches(sample.Bad, sample.Total, Budget, strength);

    /// <summary>ln E where the other rules are met, otherwise NaN.</summary>
    public double LogStrength(ArraySegment<DayCount> record) =>
        MeetsConsecutiveDays(record) && MeetsAvailability(record) && EffectiveSample.Of(record) is { } sample
            ? StrengthOfEvidence.Log(sample.Bad, sample.Total, Budget)
            : double.NaN;

    private bool IsWithin(long bad, long total) => bad * 10_000 <= BudgetInTenThousandths * total;
}
