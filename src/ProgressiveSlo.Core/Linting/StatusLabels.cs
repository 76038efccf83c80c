using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>Label conditions on the status of an HTTP answer.</summary>
internal static class StatusLabels
{
    private static readonly HashSet<string> _names = ["code", "status", "status_code", "http_status", "http_status_code", "http_response_status_code", "response_code", "statusCode"];

    public static IEnumerable<LabelMatcher> Of(SelectorUse use) => use.Selector.Conditions.Select(c => c.Matcher).Where(m => _names.Contains(m.Label));
}
