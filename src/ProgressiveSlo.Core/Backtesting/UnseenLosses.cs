namespace ProgressiveSlo.Backtesting;

/// <summary>Stretches between alerts in which a dangerous share of a window's budget was lost.</summary>
internal static class UnseenLosses
{
    private const int Block = 256;

    /// <summary>Finds them.</summary>
    /// <param name="events">The series.</param>
    /// <param name="budget">The budget of a window.</param>
    /// <param name="seen">The steps that an alert tells of: those of its long window and of the alert itself, after one and up to and with
    /// another; in order of their alerts' start.</param>
    /// <param name="danger">How many bad events within one SLO window make a loss.</param>
    public static IReadOnlyList<BacktestLoss> Find(
        WindowEvents events,
        WindowBudget budget,
        IEnumerable<(int After, int Last)> seen,
        long danger
    )
    {
        var losses = new List<BacktestLoss>();
        var after = 0;
        foreach (var (from, last) in seen.OrderBy(s => s.After))
        {
            Add(after, Math.Max(0, from));
            after = Math.Max(after, last);
        }

        Add(after, events.Steps);
        return losses;

        void Add(int from, int to)
        {
            if (!IsDangerous(budget, from, to, danger))
                return;
            var end = to;
            while (events.Bad[end - 1] == events.Bad[to])
                end--;
            losses.Add(
                new BacktestLoss(events.Time(events.FirstBad(from + 1) - 1), events.Time(end), budget.Bad(from, to), budget.Share(from, to))
            );
        }
    }

    private static bool IsDangerous(WindowBudget budget, int from, int to, long danger)
    {
        if (to <= from || budget.Bad(from, to) < danger)
            return false;
        for (var first = from + 1; first <= to; first += Block)
        {
            var last = Math.Min(to, first + Block - 1);
            if (budget.Bad(Math.Max(from, first - budget.Steps), last) < danger)
                continue;
            for (var t = first; t <= last; t++)
            {
                if (budget.Bad(Math.Max(from, t - budget.Steps), t) >= danger)
                    return true;
            }
        }

        return false;
    }
}
