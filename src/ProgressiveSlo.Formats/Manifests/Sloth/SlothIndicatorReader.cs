using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads the SLI of one SLO: events, a raw ratio, or a plugin.</summary>
internal static class SlothIndicatorReader
{
    private const string Events = "events";
    private const string Raw = "raw";
    private const string Plugin = "plugin";

    public static SloIndicator? Read(MapReader slo, SlothKeys keys, ProblemList problems, SourceMap places, List<ConversionLoss> losses)
    {
        if (slo.Map("sli", required: true) is not { } sli)
            return null;
        var kinds = new[] { Events, Raw, Plugin }.Where(sli.Has).ToArray();
        SlothSpec.Ignore(sli, losses);
        if (kinds.Length != 1)
        {
            var message =
                kinds.Length == 0 ? "The SLO has no indicator" : $"The SLO has {string.Join(" and ", kinds)}; expected one indicator";
            slo.Problem(sli.Node, "sli", message, $"Write one of {Events}, {Raw}, {Plugin}", kinds.Length == 0 ? "IndicatorMissing" : "");
            return null;
        }

        if (sli.Map(kinds[0], required: true) is not { } body)
            return null;
        SloIndicator? indicator = kinds[0] switch
        {
            Events => ReadEvents(body, keys, places),
            Raw => Query(places.Add("indicator.errorRatio", body, keys.ErrorRatioQuery), keys.ErrorRatioQuery) is { } ratio
                ? new RawRatioIndicator(ratio)
                : null,
            _ => ReadPlugin(body, problems, losses),
        };
        SlothSpec.Ignore(body, losses);
        return indicator;
    }

    private static QueryIndicator? ReadEvents(MapReader map, SlothKeys keys, SourceMap places)
    {
        places.Add("indicator.bad", map, keys.ErrorQuery);
        places.Add("indicator.total", map, keys.TotalQuery);
        var bad = Query(map, keys.ErrorQuery);
        var total = Query(map, keys.TotalQuery);
        if (bad is null || total is null)
            return null;
        if (bad.Equals(total))
            map.Problem(
                map.NodeOf(keys.ErrorQuery),
                keys.ErrorQuery,
                "Bad events and all events have the same query",
                "Count only bad events here",
                "SelectorIdentical"
            );
        return QueryIndicator.FromBad(bad, total);
    }

    private static SliQuery? Query(MapReader map, string key)
    {
        if (map.RequiredLines(key) is not { } query)
            return null;
        if (!WindowTemplate.HasWindow(query))
        {
            map.Problem(
                map.NodeOf(key),
                key,
                "The query has no placeholder for the window, so that every window would be the same",
                $"Write [{SliQueries.Window}] where the range goes",
                "WindowPlaceholderMissing"
            );
            return null;
        }

        // Sloth lets spaces stand in the placeholder; a definition has one spelling.
        var spelled = WindowTemplate.Fill(query, SliQueries.Window);
        var parsed = new SliQuery(query);
        if (SlothQuery.FindError(parsed) is not { } error)
            return spelled == query ? parsed : new SliQuery(spelled);
        map.Problem(
            map.NodeOf(key),
            key,
            $"The query is not PromQL at {error.Line}:{error.Column}: {error.Problem}",
            error.Expected,
            SlothQuery.CodeOf(query)
        );
        return null;
    }

    private static RawRatioIndicator? ReadPlugin(MapReader map, ProblemList problems, List<ConversionLoss> losses)
    {
        var id = map.RequiredText("id");
        var options = TextsYaml.Read(map, "options", problems);
        if (!SlothPlugins.Known.Contains(id))
        {
            if (map.Has("id"))
                map.Problem(
                    map.NodeOf("id"),
                    "id",
                    $"Sloth plugins are Go programs, not carried over: '{ServiceName.Printable(id)}'",
                    $"Write the queries as {Events} or {Raw}; known here are {string.Join(", ", SlothPlugins.Known)}",
                    "PluginNotCarriedOver"
                );
            return null;
        }

        var filter = "";
        foreach (var option in options)
        {
            if (option.Key != SlothPlugins.FilterOption || !SlothPlugins.HasFilter(id))
                losses.Add(
                    new ConversionLoss(
                        map.Path("options." + ServiceName.Printable(option.Key)),
                        "The plugin has no such option and ignores it"
                    )
                    {
                        Code = ConversionLossExtensions.Ignored,
                    }.At(map.Node.Below("options", option.Key))
                );
            else
                filter = SlothPlugins.Filter(option.Value);
        }

        var query = filter is null ? null : new SliQuery(SlothPlugins.ErrorRatio(id, filter));
        if (query is not null && SlothQuery.FindError(query) is null)
            return new RawRatioIndicator(query);
        map.Problem(
            map.NodeOf("options"),
            "options.filter",
            "The plugin does not accept the filter",
            "Write label=\"value\" pairs with commas between them, for example job=\"apiserver\"",
            "PromQlSyntax"
        );
        return null;
    }
}

/// <summary>
/// SLI plugins of Sloth are Go programs. A few of the common ones (slok/sloth-common-sli-plugins) make a fixed query around a
/// filter; for these the query is known.
/// </summary>
internal static class SlothPlugins
{
    public const string FilterOption = "filter";

    // What those plugins accept as a filter: label="value" pairs.
    private static readonly Regex _filter = new(
        "^([^=]+=\"[^=,\"]+\",)*([^=]+=\"[^=,\"]+\")$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(200)
    );

    /// <summary>Ids of the plugins that are known.</summary>
    public static IReadOnlyList<string> Known { get; } =
    ["sloth-common/noop", "sloth-common/kubernetes/apiserver/availability", "sloth-common/kubernetes/nginx-ingress/availability"];

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
        return $"\nsum(rate({metric}{{ {filter}{comma}{label}=~\"(5..|429)\" "
            + $"}}[{{{{.window}}}}]))\n/\nsum(rate({metric}{{ {filter} }}[{{{{.window}}}}]))\n{end}";
    }
}
