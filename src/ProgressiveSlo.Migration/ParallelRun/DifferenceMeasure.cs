namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// Measures how two SLIs differ: plain means, the largest difference, and the times in which it is all along above a limit.
/// </summary>
internal static class DifferenceMeasure
{
    private const int MaximumSpans = 5;

    public static SliDifference? Compute(SliGrid manual, SliGrid automated, IntervalCounts counts, ParallelRunSubject subject, double limit)
    {
        if (counts.Compared == 0)
            return null;
        double sum = 0,
            absolute = 0,
            max = -1;
        var at = 0;
        var spans = new List<(int From, int To, double Weight)>();
        (int From, double Weight)? open = null;
        for (var i = 0; i <= counts.IsCompared.Length; i++)
        {
            var difference = i < counts.IsCompared.Length && counts.IsCompared[i] ? automated.Ratios[i] - manual.Ratios[i] : 0;
            var size = Math.Abs(difference);
            if (i < counts.IsCompared.Length && counts.IsCompared[i])
            {
                sum += difference;
                absolute += size;
                if (size > max)
                    (max, at) = (size, i);
            }

            if (size > limit)
            {
                open = (open?.From ?? i, (open?.Weight ?? 0) + size);
            }
            else if (open is { } span)
            {
                spans.Add((span.From, i, span.Weight));
                open = null;
            }
        }

        return new SliDifference
        {
            Mean = sum / counts.Compared,
            MeanAbsolute = absolute / counts.Compared,
            Max = automated.Ratios[at] - manual.Ratios[at],
            MaxAt = Time(at),
            MaxManual = manual.Ratios[at],
            MaxAutomated = automated.Ratios[at],
            Worst =
            [
                .. spans
                    .OrderByDescending(s => s.Weight)
                    .ThenBy(s => s.From)
                    .Take(MaximumSpans)
                    .Select(s => new SliSpan(Time(s.From), Time(s.To), Mean(manual, s.From, s.To), Mean(automated, s.From, s.To))),
            ],
        };

        DateTime Time(int slot) => subject.From.AddTicks(slot * subject.Step.Ticks);
    }

    private static double Mean(SliGrid side, int from, int to)
    {
        double sum = 0;
        for (var i = from; i < to; i++)
            sum += side.Ratios[i];
        return sum / (to - from);
    }
}

/// <summary>Measures the error budget that both sides have consumed.</summary>
internal static class BudgetMeasure
{
    public static BudgetDifference? Compute(SliGrid manual, SliGrid automated, IntervalCounts counts, decimal? target)
    {
        if (target is not { } goal || counts.Compared == 0)
            return null;
        var basis = manual.HasTotals
            ? automated.HasTotals
                ? BudgetBasis.Events
                : BudgetBasis.EventsOfManual
            : automated.HasTotals
                ? BudgetBasis.EventsOfAutomated
                : BudgetBasis.Time;
        var weights = basis switch
        {
            BudgetBasis.EventsOfManual => manual.Totals,
            BudgetBasis.EventsOfAutomated => automated.Totals,
            _ => null,
        };
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
        double bad = 0,
            all = 0;
        for (var i = 0; i < side.States.Length; i++)
        {
            if (side.States[i] != IntervalState.Value || only?[i] == false)
                continue;
            var weight = weights is null ? 1 : weights[i];
            bad += side.Ratios[i] * weight;
            all += weight;
        }

        return all > 0 ? bad / all : 0;
    }

    // An interval that one side alone has weighs as much as that side says, or as an interval weighs on average.
    private static double OneSided(SliGrid manual, SliGrid automated, IntervalCounts counts, bool byTime)
    {
        double bad = 0,
            all = 0,
            weighed = 0;
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
            var side =
                manual.States[i] == IntervalState.Value ? manual
                : automated.States[i] == IntervalState.Value ? automated
                : null;
            if (side is not null)
                bad += Math.Max(0, side.Ratios[i]) * (side.Totals[i] > 0 && !byTime ? side.Totals[i] : mean);
        }

        return bad / (byTime ? weighed : Math.Max(all, mean));

        double Weight(int i) => byTime ? 1 : Math.Max(manual.Totals[i], automated.Totals[i]);
    }
}
