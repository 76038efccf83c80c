using System;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Which time two sides are compared over, and by which steps.</summary>
/// <param name="From">Start, or null.</param>
/// <param name="To">End, or null.</param>
/// <param name="Window">Length, where the start is not given.</param>
/// <param name="Step">Length of an interval, or null.</param>
/// <param name="Now">The end where nothing else says one.</param>
internal sealed record ComparisonTime(DateTime? From, DateTime? To, TimeSpan Window, TimeSpan? Step, DateTime Now)
{
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(1);

    /// <summary>The time of two sides: it ends with the series that ends first, otherwise now, on a whole step.</summary>
    /// <exception cref="SloValidationException">There is no time between start and end, or a series has longer intervals than the step.</exception>
    public (DateTime From, DateTime To, TimeSpan Step) Of(ComparedSide manual, ComparedSide automated)
    {
        var series = new[] { manual.Series, automated.Series }.Where(s => s is not null).ToArray();
        var step = Step ?? (series.Length > 0 ? series.Max(s => s!.Step) : _step);
        var ends = series.Where(s => s!.Points.Count > 0).Select(s => s!.To).ToArray();
        var to = Floor(To ?? (ends.Length > 0 ? ends.Min() : Now), step);
        var from = Floor(From ?? to - Window, step);
        if (from >= to)
            throw new SloValidationException("From", $"{Time.UtcTime.Text(from)} is not before {Time.UtcTime.Text(to)}", "Give a start before the end, and a step that is shorter than the time between them");
        if ((to - from).Ticks / step.Ticks > Migration.ParallelRunComparison.MostIntervals)
            throw new SloValidationException("Step", $"{PrometheusDuration.Format(to - from)} have too many steps of {PrometheusDuration.Format(step)}", "Give a longer step");
        return (from, to, step);
    }

    private static DateTime Floor(DateTime time, TimeSpan step) => new(time.Ticks - (time.Ticks % step.Ticks), DateTimeKind.Utc);
}
