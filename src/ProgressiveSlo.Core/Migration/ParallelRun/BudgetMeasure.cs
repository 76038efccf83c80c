using System;

namespace ProgressiveSlo.Migration;

/// <summary>Measures the error budget that both sides have consumed.</summary>
internal static class BudgetMeasure
{
    public static BudgetDifference? Of(SliGrid manual, SliGrid automated, SlotCounts counts, decimal? target)
    {
        if (target is not { } goal || counts.Compared == 0)
            return null;
        var basis = manual.HasTotals
            ? automated.HasTotals ? BudgetBasis.Events : BudgetBasis.EventsOfManual
            : automated.HasTotals ? BudgetBasis.EventsOfAutomated : BudgetBasis.Time;
        var weights = basis switch { BudgetBasis.EventsOfManual => manual.Totals, BudgetBasis.EventsOfAutomated => automated.Totals, _ => null };
        var own = basis == BudgetBasis.Events;
        var left = own ? Ratio(manual, manual.Totals, null) : Ratio(manual, weights, counts.IsCompared);
        var right = own ? Ratio(automated, automated.Totals, null) : Ratio(automated, weights, counts.IsCompared);
        var budget = (double)(1m - goal);
        return new BudgetDifference
        {
            Basis = basis,
            Target = goal,
            ManualErrorRatio = left,
            AutomatedErrorRatio = right,
            Manual = left / budget,
            Automated = right / budget,
            Difference = (right - left) / budget,
            OneSided = OneSided(manual, automated, counts, basis == BudgetBasis.Time) / budget,
        };
    }

    // Σ ratio × weight / Σ weight: with all events as weights it is Σ bad / Σ total.
    private static double Ratio(SliGrid side, double[]? weights, bool[]? only)
    {
        double bad = 0, all = 0;
        for (var i = 0; i < side.States.Length; i++)
        {
            if (side.States[i] != SlotState.Value || only?[i] == false)
                continue;
            var weight = weights is null ? 1 : weights[i];
            bad += side.Ratios[i] * weight;
            all += weight;
        }

        return all > 0 ? bad / all : 0;
    }

    // An interval that one side alone has weighs as much as that side says, or as an interval weighs on average.
    private static double OneSided(SliGrid manual, SliGrid automated, SlotCounts counts, bool byTime)
    {
        double bad = 0, all = 0, weighed = 0;
        for (var i = 0; i < counts.IsCompared.Length; i++)
        {
            if (counts.IsCompared[i])
            {
                all += Weight(i);
                weighed++;
            }
        }

        var mean = byTime || all <= 0 ? 1 : all / weighed;
        for (var i = 0; i < counts.IsCompared.Length; i++)
        {
            if (counts.IsCompared[i])
                continue;
            var side = manual.States[i] == SlotState.Value ? manual : automated.States[i] == SlotState.Value ? automated : null;
            if (side is not null)
                bad += Math.Max(0, side.Ratios[i]) * (side.Totals[i] > 0 && !byTime ? side.Totals[i] : mean);
        }

        return bad / (byTime ? weighed : Math.Max(all, mean));

        double Weight(int i) => byTime ? 1 : Math.Max(manual.Totals[i], automated.Totals[i]);
    }
}
