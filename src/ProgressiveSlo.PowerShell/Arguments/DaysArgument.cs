using System;
using System.Globalization;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What a parameter for whole days takes: <c>30d</c>, <c>4w</c>, or a TimeSpan.</summary>
internal static class DaysArgument
{
    public static int Resolve(string text, string parameter)
    {
        var window = WindowArgument.Resolve(text, parameter);
        if (window.Ticks % TimeSpan.TicksPerDay != 0 || window.Days > 3660)
            throw new SloValidationException(parameter, $"'{text}' is not a number of whole days", "Write for example 30d, at most " + 3660.ToString(CultureInfo.InvariantCulture) + "d");
        return window.Days;
    }
}
