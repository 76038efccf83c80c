using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>Turns the comparisons of one SLI in an alert into windows, threshold, factor and budget.</summary>
internal static class FactReader
{
    public static AlertFact? Read(RuleEntry entry, IReadOnlyList<Comparison> comparisons, SliSource source)
    {
        var windows = comparisons.Where(c => c.Sli.Window is not null).Select(c => c.Sli.Window!.Value).Distinct().OrderByDescending(w => w).ToList();
        var fact = new AlertFact(entry) { Long = windows.Count > 0 ? windows[0] : null, Short = windows.Count > 1 ? windows[windows.Count - 1] : null };
        var ordered = comparisons.OrderByDescending(c => c.Sli.Window ?? TimeSpan.Zero).ToList();
        foreach (var comparison in ordered)
        {
            if (OfNumber(fact, comparison, source) is { } read)
                return read;
        }

        return fact;
    }

    private static AlertFact? OfNumber(AlertFact fact, Comparison comparison, SliSource source)
    {
        var sli = comparison.Sli;
        var number = comparison.Number is null ? null : Chosen(comparison.Number, source);
        if (number is null)
            return null;
        if (sli.Form != SliForm.Ratio)
            return fact with { Threshold = number.Value / sli.Scale * source.Shape.Unit };
        if (sli.Budget is not null)
            return OfBurnRate(fact, sli, number.Value, Chosen(sli.Budget, source));

        // A series named burn rate holds error ratios in some rules and burn rates in others; only the number tells.
        if (source.Shape.IsNameOnly && source.Shape.Key.StartsWith("named|burn", StringComparison.Ordinal) && number.Factor is null && number.Value >= 1)
            return fact with { Factor = number.Value };

        var scale = Math.Abs(sli.Scale);
        if (!sli.IsGood)
            return OfError(fact, number, scale);
        if (number.Complement is { } complement)
            return OfError(fact, complement, scale);
        if (number.Series is not null && number.Factor is null)
            return double.IsNaN(number.Value) ? fact with { Factor = 1, TargetSeries = number.Series } : fact with { Factor = 1, Budget = 1 - number.Value, Threshold = 1 - number.Value };
        return fact with { Threshold = Math.Round(1 - (number.Value / scale), 12) };
    }

    private static AlertFact OfBurnRate(AlertFact fact, SliMeaning sli, double value, NumberMeaning budget)
    {
        var factor = (sli.IsRemaining ? 1 - value : value) / sli.Scale;
        var ratio = budget.Budget ?? (budget.Factor is null || budget.Series is not null && !double.IsNaN(budget.Value) ? budget.Value : double.NaN);
        if (double.IsNaN(ratio))
            return fact with { Factor = factor, TargetSeries = budget.Series };

        // Where the series holds the target and not the budget, the division is by the rest; a budget of one half is none.
        return fact with { Factor = factor, Budget = ratio, Threshold = factor * ratio };
    }

    private static AlertFact OfError(AlertFact fact, NumberMeaning number, double scale)
    {
        if (number.Factor is not { } factor)
            return number.Series is not null && double.IsNaN(number.Value) ? fact with { TargetSeries = number.Series } : fact with { Threshold = number.Value / scale };
        if (number.Budget is not { } budget || double.IsNaN(budget))
            return fact with { Factor = factor, TargetSeries = number.Series };

        // 1440 * 0.001 and 14.4 * 0.1 both stand for percent.
        if (scale is 100 && !number.IsExplicit && factor > 100)
            factor /= 100;
        else
            budget /= scale;
        return fact with { Factor = factor, Budget = budget, Threshold = factor * budget };
    }

    private static NumberMeaning Chosen(NumberMeaning number, SliSource source)
    {
        if (number.Choices.Count == 0)
            return number;
        var best = -1;
        NumberMeaning? chosen = null;
        foreach (var (labels, choice) in number.Choices)
        {
            var same = 0;
            var differs = false;
            foreach (var label in labels)
            {
                var value = source.Labels.TryGetValue(label.Key, out var of) ? of : source.Scope.Concat(source.Shape.Conditions).FirstOrDefault(c => c.Label == label.Key && c.Operator == "=")?.Value;
                same += value == label.Value ? 1 : 0;
                differs |= value is not null && value != label.Value;
            }

            if (!differs && same > best)
                (best, chosen) = (same, choice);
        }

        return chosen is null || best == 0 ? number : new NumberMeaning(chosen.Value) { Factor = chosen.Factor, Budget = chosen.Budget, IsExplicit = true, Complement = chosen.Complement, Series = number.Series };
    }
}
