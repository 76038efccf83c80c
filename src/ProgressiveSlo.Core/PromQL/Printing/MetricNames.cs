using System.Linq;

namespace ProgressiveSlo.PromQL;

/// <summary>Which names may stand before the braces of a selector.</summary>
internal static class MetricNames
{
    /// <summary>False for a name that would be read as something else, such as <c>on</c>; it must be a condition on __name__.</summary>
    public static bool CanStandAlone(string name) =>
        name.Length > 0
        && (CharKinds.IsWordStart(name[0]) || name[0] == ':')
        && name.All(c => CharKinds.IsWord(c) || c == ':')
        && Keywords.CanNameMetric(name);
}
