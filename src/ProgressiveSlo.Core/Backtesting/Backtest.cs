using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Series;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Backtesting;

/// <summary>
/// Replays burn-rate policies over a series: at the end of each step the conditions are those of the rules, in whole numbers. Windows that
/// are not full use what there is; a window without events is not above anything.
/// </summary>
public static class Backtest
{
    // Where the built-in error budget policy begins to ask for something.
    private const decimal Danger = 0.5m;

    /// <summary>Replays policies over one series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="policies">The policies; each has one result.</param>
    /// <param name="incidents">Incidents to look for; null for none. Those of other services are left out.</param>
    /// <exception cref="SloValidationException">A window is not a whole number of steps of the series.</exception>
    public static IReadOnlyList<BacktestResult> Run(
        EventSeries series,
        IReadOnlyList<BacktestPolicy> policies,
        IReadOnlyList<BacktestIncident>? incidents = null
    )
    {
        if (series is null)
            throw new ArgumentNullException(nameof(series));
        if (policies is null)
            throw new ArgumentNullException(nameof(policies));
        var events = new WindowEvents(series);
        var recorded = new Lazy<RecordedWindows>(() => new RecordedWindows(events));
        var holds = new byte[events.Steps + 1];
        var own = incidents?.Where(i => i.IsOf(series.Service)).ToArray();
        return policies.Select(p => Run(events, p, recorded, holds, own)).ToArray();
    }

    private static BacktestResult Run(
        WindowEvents events,
        BacktestPolicy policy,
        Lazy<RecordedWindows> recorded,
        byte[] holds,
        BacktestIncident[]? incidents
    )
    {
        var series = events.Series;
        var budget = new WindowBudget(events, policy);
        var (held, share) = Held(events, policy);
        var alerts = new List<(BacktestAlert Alert, int First, int Last, int Longest)>();
        foreach (var severity in Enumerable.Range(0, policy.Alerting.Count).GroupBy(i => policy.Alerting[i].Severity))
        {
            var pairs = severity.Select(i => new AlertPair(events, policy, i, recorded)).ToArray();
            Array.Clear(holds, 0, holds.Length);
            foreach (var pair in pairs)
                pair.Mark(holds);
            foreach (var interval in FiringIntervals.Find(holds, events.Steps, Steps(policy.For), Steps(policy.KeepFiringFor)))
                alerts.Add((Alert(events, severity.Key, pairs, budget, interval), interval.First, interval.Last, pairs.Max(p => p.Long)));
        }

        alerts.Sort((a, b) => a.First.CompareTo(b.First));
        var found = alerts.Select(a => a.Alert).ToArray();
        return new BacktestResult
        {
            Service = series.Service,
            Namespace = series.Namespace,
            Phase = policy.Phase,
            Policy = policy.Name,
            Target = policy.Target,
            Window = policy.Window,
            From = series.From,
            To = series.To,
            Step = series.Step,
            Coverage = series.Coverage,
            Held = held,
            HeldShare = share,
            GoodEvents = series.GoodEvents,
            TotalEvents = series.TotalEvents,
            Alerts = found,
            UnseenLosses = UnseenLosses.Find(events, budget, alerts.Select(a => (a.First - a.Longest, a.Last)), budget.Events(Danger)),
            Incidents = incidents?.Select(i => Outcome(events, i, found, budget)).ToArray() ?? [],
            PagesOutsideIncidents = incidents is null
                ? null
                : found.Count(a => a.IsPage && !incidents.Any(i => a.Start <= i.End && a.End >= i.Start)),
        };

        int Steps(TimeSpan span) => (int)((span.Ticks + series.Step.Ticks - 1) / series.Step.Ticks);
    }

    private static (bool? Held, decimal? Share) Held(WindowEvents events, BacktestPolicy policy)
    {
        if (events.Series.TotalEvents == 0)
            return (null, null);
        var steps = events.StepsOf(policy.Window, "The SLO's window");
        var threshold = policy.BudgetThreshold;
        if (steps > events.Steps)
        {
            var isHeld = !threshold.IsAbove(events.Bad[events.Steps], events.Total[events.Steps]);
            return (isHeld, isHeld ? 1 : 0);
        }

        var windows = events.Steps - steps + 1;
        var missed = WindowScan.Count(events, threshold, steps);

        // Rounded down, so that a share of 1 means all of them.
        return (missed == 0, Math.Floor((decimal)(windows - missed) / windows * 1_000_000m) / 1_000_000m);
    }

    private static BacktestAlert Alert(
        WindowEvents events,
        string severity,
        AlertPair[] pairs,
        WindowBudget budget,
        (int Active, int First, int Last) interval
    )
    {
        var (peakBad, peakTotal) = (0L, 1L);
        for (var t = interval.Active; t <= interval.Last; t++)
        {
            foreach (var pair in pairs)
            {
                var (bad, total) = events.Over(t, pair.Long);
                if ((double)bad * peakTotal > (double)peakBad * total && pair.Holds(t))
                    (peakBad, peakTotal) = (bad, total);
            }
        }

        var longest = pairs.Where(p => p.Holds(interval.Active)).Select(p => p.Long).FirstOrDefault();
        return new BacktestAlert
        {
            Severity = severity,
            Start = events.Time(interval.First),
            End = events.Time(interval.Last),
            Peak = (peakBad, peakTotal, budget.Target),
            Used = (budget.Bad(interval.Active - longest, interval.First), budget.Allowed),
            IsNeeded = IsInDanger(budget, interval.First, interval.Last),
        };
    }

    private static bool IsInDanger(WindowBudget budget, int first, int last)
    {
        var danger = budget.Events(Danger);
        for (var t = first; t <= last; t++)
        {
            if (budget.Bad(t - budget.Steps, t) >= danger)
                return true;
        }

        return false;
    }

    private static BacktestIncidentResult Outcome(
        WindowEvents events,
        BacktestIncident incident,
        BacktestAlert[] alerts,
        WindowBudget budget
    )
    {
        var first = alerts.FirstOrDefault(a => a.Start <= incident.End && a.End >= incident.Start);
        var start = events.StepAt(incident.Start);
        return new BacktestIncidentResult
        {
            Id = incident.Id,
            Start = incident.Start,
            End = incident.End,
            Severity = first?.Severity,
            DetectedAt = first?.Start,
            BudgetAtDetection = first is null ? null : budget.Share(start, Math.Max(start, events.StepAt(first.Start))),
            BudgetConsumed = budget.Share(start, events.StepAt(incident.End, isEnd: true)),
        };
    }
}
