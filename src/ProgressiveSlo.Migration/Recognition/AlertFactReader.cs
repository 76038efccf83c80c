namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Turns the comparisons of one SLI in an alert into windows, threshold, factor and budget.</summary>
internal static class AlertFactReader
{
    public static AlertFact? Read(RuleEntry entry, IReadOnlyList<SliComparison> comparisons, SliSource source)
    {
        var windows = comparisons
            .Where(c => c.Sli.Window is not null)
            .Select(c => c.Sli.Window!.Value)
            .Distinct()
            .OrderByDescending(w => w)
            .ToList();
        var fact = new AlertFact(entry)
        {
            Long = windows.Count > 0 ? windows[0] : null,
            Short = windows.Count > 1 ? windows[windows.Count - 1] : null,
            IsBurnRate = IsBurnRate(source) || comparisons.Any(c => c.Sli.Budget is not null),
        };
        var ordered = comparisons.OrderByDescending(c => c.Sli.Window ?? TimeSpan.Zero).ToList();
        foreach (var comparison in ordered)
        {
            if (ApplyNumber(fact, comparison, source) is { } read)
                return read;
        }

        return fact;
    }

    private static AlertFact? ApplyNumber(AlertFact fact, SliComparison comparison, SliSource source)
    {
        var sli = comparison.Sli;
        var number = comparison.Number is null ? null : Choose(comparison.Number, source);
        if (number is null)
            return null;
        if (sli.Form != SliForm.Ratio)
            return fact with { Threshold = number.Value / sli.Scale * source.Shape.Unit };
        if (sli.Budget is not null)
            return ApplyBurnRate(fact, sli, number.Value, Choose(sli.Budget, source));

        // A series named burn rate holds error ratios in some rules and burn rates in others; only the number tells.
        if (IsBurnRate(source) && number.Factor is null && number.Value >= 1)
            return fact with { Factor = number.Value };
        if (IsBurnRate(source) && number.Series is not null && double.IsNaN(number.Value))
            return fact;

        var scale = Math.Abs(sli.Scale);
        if (!sli.IsGood)
            return ApplyErrorRatio(fact, number, scale);
        if (number.Complement is { } complement)
            return ApplyErrorRatio(fact, complement, scale);
        if (number.Series is not null && number.Factor is null)
            return double.IsNaN(number.Value)
                ? fact with
                {
                    Factor = 1,
                    TargetSeries = number.Series,
                }
                : fact with
                {
                    Factor = 1,
                    Budget = 1 - number.Value,
                    Threshold = 1 - number.Value,
                };
        return fact with { Threshold = Math.Round(1 - (number.Value / scale), 12) };
    }

    private static bool IsBurnRate(SliSource source) =>
        source.Shape.IsNameOnly && source.Shape.Key.StartsWith("named|burn", StringComparison.Ordinal);

    private static AlertFact ApplyBurnRate(AlertFact fact, SliMeaning sli, double value, NumberMeaning budget)
    {
        var factor = (sli.IsRemaining ? 1 - value : value) / sli.Scale;
        var ratio =
            budget.Budget
            ?? (budget.Factor is null || budget.Series is not null && !double.IsNaN(budget.Value) ? budget.Value : double.NaN);
        if (double.IsNaN(ratio))
            return fact with { Factor = factor, TargetSeries = budget.Series };

        // Where the series holds the target and not the budget, the division is by the rest; a budget of one half is none.
        return fact with
        {
            Factor = factor,
            Budget = ratio,
            Threshold = factor * ratio,
        };
    }

    private static AlertFact ApplyErrorRatio(AlertFact fact, NumberMeaning number, double scale)
    {
        if (number.Factor is not { } factor)
            return number.Series is not null && double.IsNaN(number.Value)
                ? fact with
                {
                    TargetSeries = number.Series,
                }
                : fact with
                {
                    Threshold = number.Value / scale,
                };
        if (number.Budget is not { } budget || double.IsNaN(budget))
            return fact with { Factor = factor, TargetSeries = number.Series };

        // 1440 * 0.001 and 14.4 * 0.1 both stand for percent.
        if (scale is 100 && !number.IsExplicit && factor > 100)
            factor /= 100;
        else
            budget /= scale;
        return fact with { Factor = factor, Budget = budget, Threshold = factor * budget };
    }

    /// <summary>What a number that differs by labels is for one SLI; the number itself where nothing tells.</summary>
    public static NumberMeaning Choose(NumberMeaning number, SliSource source)
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
                var value = source.Labels.TryGetValue(label.Key, out var of)
                    ? of
                    : source.Scope.Concat(source.Shape.Conditions).FirstOrDefault(c => c.Label == label.Key && c.Operator == "=")?.Value;
                same += value == label.Value ? 1 : 0;
                differs |= value is not null && value != label.Value;
            }

            if (!differs && same > best)
                (best, chosen) = (same, choice);
        }

        return chosen is null || best == 0
            ? number
            : new NumberMeaning(chosen.Value)
            {
                Factor = chosen.Factor,
                Budget = chosen.Budget,
                IsExplicit = true,
                Complement = chosen.Complement,
                Series = number.Series,
            };
    }
}

/// <summary>A condition of an alert on one SLI.</summary>
internal sealed record AlertFact(RuleEntry Entry)
{
    public TimeSpan? Long { get; init; }

    public TimeSpan? Short { get; init; }

    public double? Factor { get; init; }

    /// <summary>The error budget, as a ratio.</summary>
    public double? Budget { get; init; }

    /// <summary>The error ratio, or seconds.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether it is on a burn rate, even where nothing says the factor.</summary>
    public bool IsBurnRate { get; init; }

    /// <summary>Whether factor and target were found by trying known factors, and not read.</summary>
    public bool IsFitted { get; init; }

    /// <summary>The series that has the target, where nobody records it here.</summary>
    public string? TargetSeries { get; init; }
}

/// <summary>
/// Finds the target behind thresholds of which only the product of factor and budget is written, such as 0.0144. Source of the factors:
/// Google, The Site Reliability Workbook, chapter 5, table 5-6, for 30 days; the same shares of the budget for 28 days; and Pyrra's.
/// </summary>
internal static class TargetFitter
{
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);

    private static readonly double[] _targets =
    [
        0.9,
        0.95,
        0.97,
        0.98,
        0.99,
        0.995,
        0.998,
        0.999,
        0.9995,
        0.9998,
        0.9999,
        0.99995,
        0.99999,
    ];

    // By hours of the long window.
    private static readonly (double Hours, double[] Factors)[] _factors =
    [
        (1, [14.4, 13.44, 14]),
        (6, [6, 5.6]),
        (24, [3, 2.8, 2]),
        (72, [1, 0.9333333333]),
        (96, [1]),
        (4, [7]),
        (48, [1.5]),
        (5 / 60d, [14.4, 13.44]),
        (2, [7.2]),
    ];

    /// <summary>The facts with factor and budget, where one target fits all that have none.</summary>
    public static void Apply(List<AlertFact> facts)
    {
        var open = Open(facts);
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

    /// <summary>
    /// Gives factor and budget to the facts that have none, by a target that is written; false when its budget and the usual factors
    /// explain none of the thresholds.
    /// </summary>
    public static bool ApplyKnown(List<AlertFact> facts, double target)
    {
        var open = Open(facts).Where(f => f.Long < _week).ToList();
        var hasFitted = false;
        foreach (var fact in open)
        {
            if (Fit(fact, 1 - target) is not { } factor)
                continue;
            facts[facts.IndexOf(fact)] = fact with { Factor = factor, Budget = Math.Round(1 - target, 12) };
            hasFitted = true;
        }

        return hasFitted || open.Count == 0;
    }

    /// <summary>Gives factor and budget to the facts that have none, whatever factor it takes.</summary>
    public static void Divide(List<AlertFact> facts, double target)
    {
        var budget = Math.Round(1 - target, 12);
        foreach (var fact in Open(facts).Where(f => f.Long < _week))
            facts[facts.IndexOf(fact)] = fact with { Factor = Math.Round(fact.Threshold!.Value / budget, 6), Budget = budget };
    }

    private static List<AlertFact> Open(List<AlertFact> facts) =>
        [.. facts.Where(f => f.Factor is null && f.Threshold is > 0 and < 1 && f.Long is not null)];

    private static IEnumerable<double> Candidates(List<AlertFact> facts) =>
        facts.Where(f => f.Budget is not null && f.Factor is not null).Select(f => 1 - f.Budget!.Value).Distinct().Take(1) is var known
        && known.Any()
            ? known
            : _targets;

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
