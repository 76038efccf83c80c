using System;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// What a date parameter takes. Converted here and not by PowerShell: when a row's property cannot be converted, the binder
/// passes over it without a word, and a plan would start today instead.
/// </summary>
internal static class DateArgument
{
    /// <summary>The point in time, UTC; null when nothing was given, as in an empty cell of a CSV file.</summary>
    /// <param name="argument">A DateTime, a DateTimeOffset, or a text in ISO 8601.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">The value is no date.</exception>
    public static DateTime? Resolve(object? argument, string parameter)
    {
        argument = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        return argument switch
        {
            null => null,
            DateTime time => UtcTime.From(time),
            DateTimeOffset time => time.UtcDateTime,
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text when UtcTime.TryParse(text.Trim(), out var time) => time,
            string text => throw Refuse($"'{ServiceName.Printable(text)}' is not a date", parameter),
            _ => throw Refuse($"A value of type {argument.GetType().Name} is not a date", parameter),
        };
    }

    private static SloValidationException Refuse(string problem, string parameter) =>
        new(parameter, problem, "Write it as 2026-01-31 or 2026-01-31T12:00:00Z, or give a DateTime");
}
