using System;
using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Finds the target behind thresholds of which only the product of factor and budget is written, such as 0.0144. Source of the factors:
/// Google, The Site Reliability Workbook, chapter 5, table 5-6, for 30 days; the same shares of the budget for 28 days; and Pyrra's.
/// </summary>
internal static class TargetFit
{
    private static readonly double[] _targets = [0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99995, 0.99999];

    // By hours of the long window.
    private static readonly (double Hours, double[] Factors)[] _factors =
    [
        (1, [14.4, 13.44, 14]), (6, [6, 5.6]), (24, [3, 2.8, 2]), (72, [1, 0.9333333333]), (96, [1]), (4, [7]), (48, [1.5]), (5 / 60d, [14.4, 13.44]), (2, [7.2]),
    ];

    /// <summary>The facts with factor and budget, where one target fits all that have none.</summary>
    public static void Apply(List<AlertFact> facts)
    {
        var open = facts.Where(f => f.Factor is null && f.Threshold is > 0 and < 1 && f.Long is not null).ToList();
        if (open.Count == 0)
            return;
        foreach (var target in Candidates(facts))
        {
            var fitted = open.Select(f => Fit(f, 1 - target)).ToList();
            if (fitted.Any(f => f is null) || !IsConvincing(facts, open, fitted))
                continue;
            for (var i = 0; i < open.Count; i++)
                facts[facts.IndexOf(open[i])] = open[i] with { Factor = fitted[i], Budget = Math.Round(1 - target, 12), IsFitted = true };
            return;
        }
    }

    private static IEnumerable<double> Candidates(List<AlertFact> facts) =>
        facts.Where(f => f.Budget is not null && f.Factor is not null).Select(f => 1 - f.Budget!.Value).Distinct().Take(1) is var known && known.Any() ? known : _targets;

    private static double? Fit(AlertFact fact, double budget)
    {
        foreach (var (hours, factors) in _factors)
        {
            if (Math.Abs(fact.Long!.Value.TotalHours - hours) > 1e-6)
                continue;
            foreach (var factor in factors)
            {
                if (Math.Abs((factor * budget) - fact.Threshold!.Value) < 0.004 * fact.Threshold.Value)
                    return factor;
            }
        }

        return null;
    }

    // One number fits something by chance; two windows, a second alert or the digits of 14.4 make it a burn rate.
    private static bool IsConvincing(List<AlertFact> facts, List<AlertFact> open, List<double?> fitted)
    {
        if (facts.Count > open.Count)
            return true;
        if (open.Select(f => f.Long).Distinct().Count() > 1 && fitted.Distinct().Count() > 1)
            return true;
        var isDistinct = fitted.Any(f => f is 14.4 or 13.44 or 5.6);
        return isDistinct || (open.Any(f => f.Short is { } brief && brief.Ticks * 12 == f.Long!.Value.Ticks) && fitted[0] is 6 or 7 or 14);
    }
}
