using System;
using System.Globalization;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What a duration parameter takes: Prometheus's spelling (<c>30d</c>), or a TimeSpan, which arrives as its text.</summary>
internal static class WindowArgument
{
    public static TimeSpan Resolve(string text, string parameter)
    {
        var isTimeSpan = text.IndexOf(':') > 0
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span)
            && span > TimeSpan.Zero && span <= PrometheusDuration.Longest;
        return isTimeSpan ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture) : PrometheusDuration.Parse(text, parameter);
    }
}
