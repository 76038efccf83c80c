using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>What <c>-Exclude</c> takes: hashtables or objects with From, To and Reason.</summary>
internal static class ExclusionArgument
{
    /// <exception cref="SloValidationException">An interval has no ends, or ends before it begins.</exception>
    public static IReadOnlyList<EvidenceExclusion> Resolve(object[] arguments) =>
        arguments.Select((argument, index) => Resolve(argument, $"Exclude[{index}]")).OrderBy(e => e.From).ToArray();

    private static EvidenceExclusion Resolve(object argument, string field)
    {
        var value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        if (value is EvidenceExclusion known)
            return known;
        Func<string, object?> get = value is IDictionary map
            ? key => map.Keys.Cast<object>().Where(k => string.Equals(k.ToString(), key, StringComparison.OrdinalIgnoreCase)).Select(k => map[k]).FirstOrDefault()
            : key => PSObject.AsPSObject(argument).Properties[key]?.Value;
        var from = Time(get("From"), field + ".From");
        var to = Time(get("To"), field + ".To");
        if (to <= from)
            throw new SloValidationException(field + ".To", "The interval ends before it begins", "Give a time after From");
        return new EvidenceExclusion(from, to, PlanText.Check(get("Reason")?.ToString(), field + ".Reason") ?? "");
    }

    private static DateTime Time(object? value, string field) =>
        DateArgument.Resolve(value, field) ?? throw new SloValidationException(field, "It is missing", "Give a time, for example @{ From = '2026-01-31T22:00:00Z'; To = '2026-01-31T23:00:00Z'; Reason = 'database upgrade' }");
}
