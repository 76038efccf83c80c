using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.AlertTemplates;

/// <summary>
/// The functions of templates. Source: Prometheus documentation, "Template reference", and its change log; those of Go are in the
/// documentation of its package text/template.
/// </summary>
internal static class TemplateFunctions
{
    private static readonly HashSet<string> _known = new(
        (
            "and call eq ge gt html index js le len lt ne not or print printf println slice urlquery args externalURL first graphLink "
            + "humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match parseDuration pathPrefix query "
            + "reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title toLower toTime toUpper value"
        ).Split(' '),
        StringComparer.Ordinal
    );

    // What came after 2.42.
    private static readonly Dictionary<string, PrometheusVersion> _since = new(StringComparer.Ordinal)
    {
        ["now"] = new(3, 5),
        ["toDuration"] = new(3, 5),
        ["urlQueryEscape"] = new(3, 8),
    };

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => _known.Concat(_since.Keys);

    /// <summary>The version that a function came with, when that is newer than the one given; null otherwise.</summary>
    public static PrometheusVersion? Since(string name, PrometheusVersion? version) =>
        version is { } target && _since.TryGetValue(name, out var since) && target < since ? since : null;

    /// <summary>Whether some version has the function.</summary>
    public static bool IsKnown(string name) => _known.Contains(name) || _since.ContainsKey(name);
}
