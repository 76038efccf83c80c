using ProgressiveSlo.Evidence;

namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>The SLI of a service over time, as a file or evidence has it.</summary>
/// <param name="Service">The service, or null when nothing names it.</param>
/// <param name="Step">Length of an interval.</param>
/// <param name="Points">A point for each interval that is known, in order.</param>
public sealed record SliSeries(string? Service, TimeSpan Step, IReadOnlyList<SliPoint> Points)
{
    /// <summary>Start of the first interval, UTC.</summary>
    public DateTime From => Points.Count == 0 ? default : Points[0].Time;

    /// <summary>End of the last interval, UTC.</summary>
    public DateTime To => Points.Count == 0 ? default : Points[Points.Count - 1].Time + Step;

    /// <summary>The hours of evidence, or its days where it has no hours. Days without data have no point.</summary>
    /// <param name="metric">The evidence.</param>
    public static SliSeries FromEvidence(SloEvidence metric)
    {
        if (metric is null)
            throw new ArgumentNullException(nameof(metric));
        return metric.Hours.Count > 0
            ? new SliSeries(
                metric.Service,
                TimeSpan.FromHours(1),
                [.. metric.Hours.OrderBy(h => h.Start).Select(h => SliPoint.FromCounts(h.Start, h.GoodEvents, h.TotalEvents))]
            )
            : new SliSeries(
                metric.Service,
                TimeSpan.FromDays(1),
                [
                    .. metric
                        .Days.Where(d => d.Coverage > 0)
                        .OrderBy(d => d.Date)
                        .Select(d => SliPoint.FromCounts(d.Date, d.GoodEvents, d.TotalEvents)),
                ]
            );
    }

    /// <summary>
    /// The same series by longer intervals: their bad and all events are added up. An interval of which a part is not known has no point.
    /// Null when that cannot be done: ratios without events do not add up, and the longer interval must be a multiple of this one.
    /// </summary>
    /// <param name="step">The longer interval.</param>
    public SliSeries? Resample(TimeSpan step)
    {
        if (step == Step)
            return this;
        if (step <= TimeSpan.Zero || step.Ticks % Step.Ticks != 0 || Points.Any(p => double.IsNaN(p.Total)))
            return null;
        var parts = step.Ticks / Step.Ticks;
        var points = Points
            .GroupBy(p => p.Time.Ticks - (p.Time.Ticks % step.Ticks))
            .Where(g => g.Count() == parts)
            .OrderBy(g => g.Key)
            .Select(g =>
            {
                var total = g.Sum(p => p.Total);
                return SliPoint.FromCounts(
                    new DateTime(g.Key, DateTimeKind.Utc),
                    total - g.Sum(p => p.Total > 0 ? p.ErrorRatio * p.Total : 0),
                    total
                );
            });
        return this with { Step = step, Points = [.. points] };
    }
}

/// <summary>
/// The SLI of one interval, as a Prometheus or a spreadsheet has it. It is kept as it came: what is not a ratio is judged later.
/// </summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="ErrorRatio">Bad events divided by all events, 0 to 1; NaN where there was none, as 0/0 has it.</param>
/// <param name="Total">All events of the interval, 0 or more; NaN when they are not known. 0 says that there was no traffic.</param>
public readonly record struct SliPoint(DateTime Time, double ErrorRatio, double Total = double.NaN)
{
    /// <summary>A point of counted events.</summary>
    /// <param name="time">Start of the interval, UTC.</param>
    /// <param name="good">Good events, 0 or more.</param>
    /// <param name="total">All events, 0 or more.</param>
    public static SliPoint FromCounts(DateTime time, double good, double total) =>
        new(time, total > 0 ? (total - good) / total : double.NaN, total);
}
