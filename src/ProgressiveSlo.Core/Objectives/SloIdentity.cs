using System;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Objectives;

/// <summary>The identity of an SLO that outlives a promotion: series that carry it keep their history when the phase changes.</summary>
internal static class SloIdentity
{
    private const string Unnamed = "slo";

    public static string ShortName(string name, string service, string? phase)
    {
        // A name that a team chose is kept whole; only a plan puts service and phase into it.
        if (phase is null)
            return name.Length == 0 ? Unnamed : name;
        var text = WithoutEnd(name, "-" + phase);
        foreach (var prefix in new[] { service + "-", ServiceName.Slug(service) + "-" })
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
                return text.Substring(prefix.Length);
        }

        return text.Length == 0 ? Unnamed : text;
    }

    public static string Id(string service, string shortName) => service + "-" + shortName;

    private static string WithoutEnd(string name, string end) =>
        name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name;
}
