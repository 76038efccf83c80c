using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Which series a query is about, however it counts: metric names with their label conditions. A condition and its opposite on one label
/// are the same here, because one query counts good events and another one bad events.
/// </summary>
internal static class SelectorSet
{
    /// <summary>The set, or null when there is no query or nothing in it selects.</summary>
    public static HashSet<string>? Of(PromQlExpression? query)
    {
        if (query is null)
            return null;
        var set = new HashSet<string>(SelectorUse.All(query).Select(Text), StringComparer.Ordinal);
        return set.Count == 0 ? null : set;
    }

    private static string Text(SelectorUse use)
    {
        var conditions = use.Selector.Conditions.Select(c => c.Matcher).Where(m => m.Label != "__name__" || m.Operator != "=")
            .Select(m => $"{m.Label}{m.Operator.Replace('!', '=')}{m.Value.Length}:{m.Value}")
            .OrderBy(c => c, StringComparer.Ordinal);
        return use.Metric + "{" + string.Join(",", conditions) + "}";
    }
}
