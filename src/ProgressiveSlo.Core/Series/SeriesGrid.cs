using ProgressiveSlo.Errors;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Series;

/// <summary>The rules of a series: a regular grid in UTC, of ten years at most, with counts that can be.</summary>
internal static class SeriesGrid
{
    private const string StepFix = "Give a step from 30s to 1h that divides a day, for example 1m";

    /// <summary>Refuses a step that is too short, too long or no whole part of a day.</summary>
    public static TimeSpan CheckStep(TimeSpan step)
    {
        if (step < EventSeries.ShortestStep || step > EventSeries.LongestStep)
            throw new SloValidationException("Step", $"A step of {Duration(step)} is not from 30s to 1h", StepFix);
        return step.Ticks % TimeSpan.TicksPerSecond == 0 && TimeSpan.TicksPerDay % step.Ticks == 0
            ? step
            : throw new SloValidationException("Step", $"Days are not whole numbers of steps of {Duration(step)}", StepFix);
    }

    /// <summary>Refuses a start off the grid, a time out of the calendar, and a series that is empty or too long.</summary>
    public static void Check(DateTime from, TimeSpan step, long steps)
    {
        CheckStep(step);
        if (steps <= 0)
            throw Empty();
        if (steps > TimeSpan.FromDays(EventSeries.LongestDays).Ticks / step.Ticks)
            throw new SloValidationException(
                "To",
                $"{CountText.Of(steps, "step")} of {Duration(step)} are more than {EventSeries.LongestDays} days",
                "Check the first and the last time, or give at most ten years"
            );
        from = UtcTime.From(from);
        if (from.Ticks % step.Ticks != 0)
            throw OffGrid(from, step);
        if (!UtcTime.IsInCalendar(from) || !UtcTime.IsInCalendar(from + TimeSpan.FromTicks(step.Ticks * (steps - 1))))
            throw new SloValidationException("From", $"{UtcTime.Text(from)} is out of range", "Give times from 1970-01-01 to 2199-12-31");
    }

    public static SloValidationException Empty() =>
        new("Series", "The series has no step", "Give the good and all events of at least one step");

    public static SloValidationException OffGrid(DateTime time, TimeSpan step) =>
        new(
            "Time",
            $"{UtcTime.Text(time)} does not begin a step of {Duration(step)} in UTC",
            "Give the events of regular steps; leave out, or leave empty, the steps without data"
        );

    public static SloValidationException BadCounts(DateTime time, long good, long total)
    {
        var (field, message) =
            total < 0 ? ("Total", $"{CountText.Whole(total)} events must not be negative")
            : good < 0 ? ("Good", $"{CountText.Whole(good)} good events must not be negative")
            : ("Good", $"{CountText.Of(good, "good event")} exceed the {CountText.Of(total, "event")} in all");
        return new SloValidationException(
            field,
            $"{UtcTime.Text(time)}: {message}",
            "Give 0 or more events, and at most as many good ones as there are in all"
        );
    }

    private static string Duration(TimeSpan step) => step < TimeSpan.Zero ? step.ToString() : PrometheusDuration.Format(step);
}
