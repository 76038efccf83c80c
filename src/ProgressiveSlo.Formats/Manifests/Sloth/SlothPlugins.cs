using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>
/// SLI plugins of Sloth are Go programs. A few of the common ones (slok/sloth-common-sli-plugins) make a fixed query around a
/// filter; for these the query is known.
/// </summary>
internal static class SlothPlugins
{
    public const string FilterOption = "filter";

    // What those plugins accept as a filter: label="value" pairs.
    private static readonly Regex _filter = new("^([^=]+=\"[^=,\"]+\",)*([^=]+=\"[^=,\"]+\")$", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));

    /// <summary>Ids of the plugins that are known.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "sloth-common/noop",
        "sloth-common/kubernetes/apiserver/availability",
        "sloth-common/kubernetes/nginx-ingress/availability",
    ];

    /// <summary>Whether the plugin reads the filter option.</summary>
    public static bool HasFilter(string id) => id != Known[0];

    /// <summary>The filter without what the plugins cut off; null when they would refuse it.</summary>
    public static string? Filter(string filter)
    {
        if (filter.Length == 0)
            return "";
        var inside = filter.Trim('{', '}', ',');
        try
        {
            return inside.IndexOf('\n') < 0 && _filter.IsMatch(inside) ? inside : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The query of the error ratio that a known plugin makes.</summary>
    /// <param name="id">One of <see cref="Known"/>.</param>
    /// <param name="filter">A filter as <see cref="Filter"/> gives it.</param>
    public static string ErrorRatio(string id, string filter) =>
        id == Known[1] ? Ratio("apiserver_request_total", "code", filter, "")
        : id == Known[2] ? Ratio("nginx_ingress_controller_requests", "status", filter, "or on() vector(0)\n")
        : "max_over_time(vector(0)[{{.window}}:])";

    private static string Ratio(string metric, string label, string filter, string end)
    {
        var comma = filter.Length == 0 ? "" : ",";
        return $"\nsum(rate({metric}{{ {filter}{comma}{label}=~\"(5..|429)\" }}[{{{{.window}}}}]))\n/\nsum(rate({metric}{{ {filter} }}[{{{{.window}}}}]))\n{end}";
    }
}
