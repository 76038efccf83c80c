using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// What a date parameter takes. Converted here and not by PowerShell: when a row's property cannot be converted, the binder
/// skips it without a word, and a plan would start today instead.
/// </summary>
internal static class DateArgument
{
    /// <summary>The point in time, UTC; null when nothing was given, as in an empty cell of a CSV file.</summary>
    /// <param name="argument">A DateTime, a DateTimeOffset, or a text in ISO 8601.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">The value is not a date.</exception>
    public static DateTime? Resolve(object? argument, string parameter)
    {
        argument = argument.Unwrap();
        return argument switch
        {
            null => null,
            DateTime time => UtcTime.From(time),
            DateTimeOffset time => time.UtcDateTime,
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text when UtcTime.TryParse(text.Trim(), out var time) => time,
            string text => throw Invalid($"'{ServiceName.Printable(text)}' is not a date", parameter),
            _ => throw Invalid($"A value of type {argument.GetType().Name} is not a date", parameter),
        };
    }

    private static SloValidationException Invalid(string problem, string parameter) =>
        new(parameter, problem, "Write it as 2026-01-31 or 2026-01-31T12:00:00Z, or give a DateTime");
}

/// <summary>What a duration parameter takes: Prometheus's spelling (<c>30d</c>), or a TimeSpan, which arrives as its text.</summary>
internal static class WindowArgument
{
    public static TimeSpan Resolve(string text, string parameter)
    {
        var isTimeSpan =
            text.IndexOf(':') > 0
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span)
            && span > TimeSpan.Zero
            && span <= PrometheusDuration.Longest;
        return isTimeSpan ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) : PrometheusDuration.Parse(text, parameter);
    }
}

/// <summary>What a parameter for whole days takes: <c>30d</c>, <c>4w</c>, or a TimeSpan.</summary>
internal static class DaysArgument
{
    public static int Resolve(string text, string parameter)
    {
        var window = WindowArgument.Resolve(text, parameter);
        if (window.Ticks % TimeSpan.TicksPerDay != 0)
            throw new SloValidationException(
                parameter,
                $"'{text}' is not a number of whole days",
                "Write for example 30d, at most " + PrometheusDuration.Format(PrometheusDuration.Longest)
            );
        return window.Days;
    }
}

/// <summary>Refuses windows that no phase of a profile could ever show.</summary>
internal static class GateWindow
{
    /// <summary>Checks that the gate of each phase can open on its planned day.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="window">The SLO's window.</param>
    /// <exception cref="SloValidationException">The window does not fit into a phase; the field is Window.</exception>
    public static void Check(PhaseProfile profile, TimeSpan window)
    {
        var days = Math.Max(1, (int)Math.Ceiling(window.TotalDays));
        if (Readiness.GateFeasibility.Problems(profile.Phases, profile.Gate, days).FirstOrDefault() is { } problem)
            throw new SloValidationException("Window", problem.Message, problem.Fix);
    }
}
