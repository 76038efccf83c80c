using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads the SLI of one SLO: events, a raw ratio, or a plugin.</summary>
internal static class SlothIndicatorReader
{
    private const string Events = "events";
    private const string Raw = "raw";
    private const string Plugin = "plugin";

    public static SloIndicator? Read(MapReader slo, SlothKeys keys, ProblemList problems, PlaceMap places, List<SloLoss> losses)
    {
        if (slo.Map("sli", required: true) is not { } sli)
            return null;
        var kinds = new[] { Events, Raw, Plugin }.Where(sli.Has).ToArray();
        SlothSpec.Ignore(sli, losses);
        if (kinds.Length != 1)
        {
            var message = kinds.Length == 0 ? "The SLO has no indicator" : $"The SLO has {string.Join(" and ", kinds)}, and one indicator belongs here";
            slo.Problem(sli.Node, "sli", message, $"Write one of {Events}, {Raw}, {Plugin}", kinds.Length == 0 ? "IndicatorMissing" : "");
            return null;
        }

        if (sli.Map(kinds[0], required: true) is not { } body)
            return null;
        SloIndicator? indicator = kinds[0] switch
        {
            Events => OfEvents(body, keys, places),
            Raw => Query(places.Note("indicator.errorRatio", body, keys.ErrorRatioQuery), keys.ErrorRatioQuery) is { } ratio ? new RawRatioIndicator(ratio) : null,
            _ => OfPlugin(body, problems, losses),
        };
        SlothSpec.Ignore(body, losses);
        return indicator;
    }

    private static QueryIndicator? OfEvents(MapReader map, SlothKeys keys, PlaceMap places)
    {
        places.Note("indicator.bad", map, keys.ErrorQuery);
        places.Note("indicator.total", map, keys.TotalQuery);
        var bad = Query(map, keys.ErrorQuery);
        var total = Query(map, keys.TotalQuery);
        if (bad is null || total is null)
            return null;
        if (bad == total)
            map.Problem(map.NodeOf(keys.ErrorQuery), keys.ErrorQuery, "Bad events and all events have the same query", "Count only bad events here", "SelectorIdentical");
        return QueryIndicator.OfBad(bad, total);
    }

    private static string? Query(MapReader map, string key)
    {
        if (map.RequiredLines(key) is not { } query)
            return null;
        if (!SlothQuery.HasWindow(query))
        {
            map.Problem(map.NodeOf(key), key, "The query has no placeholder for the window, so that every window would be the same", $"Write [{SliQueries.Window}] where the range goes", "WindowPlaceholderMissing");
            return null;
        }

        // Sloth lets spaces stand in the placeholder; a definition has one spelling.
        if (SlothQuery.FindError(query) is not { } error)
            return SlothQuery.Render(query, SliQueries.Window);
        map.Problem(map.NodeOf(key), key, $"The query is no PromQL at {error.Line}:{error.Column}: {error.Problem}", error.Expected, SlothQuery.CodeOf(query));
        return null;
    }

    private static RawRatioIndicator? OfPlugin(MapReader map, ProblemList problems, List<SloLoss> losses)
    {
        var id = map.RequiredText("id");
        var options = TextsYaml.Read(map, "options", problems);
        if (!SlothPlugins.Known.Contains(id))
        {
            if (map.Has("id"))
                map.Problem(map.NodeOf("id"), "id", $"Sloth plugins are Go programs, not carried over: '{ServiceName.Printable(id)}'", $"Write the queries as {Events} or {Raw}; known here are {string.Join(", ", SlothPlugins.Known)}", "PluginNotCarriedOver");
            return null;
        }

        var filter = "";
        foreach (var option in options)
        {
            if (option.Key != SlothPlugins.FilterOption || !SlothPlugins.HasFilter(id))
                losses.Add(new SloLoss(map.Path("options." + ServiceName.Printable(option.Key)), "The plugin has no such option and ignores it") { Code = LossPlaces.Ignored }.At(map.Node.Below("options", option.Key)));
            else
                filter = SlothPlugins.Filter(option.Value);
        }

        var query = filter is null ? null : SlothPlugins.ErrorRatio(id, filter);
        if (query is not null && SlothQuery.FindError(query) is null)
            return new RawRatioIndicator(query);
        map.Problem(map.NodeOf("options"), "options.filter", "The plugin does not accept the filter", "Write label=\"value\" pairs with commas between them, for example job=\"apiserver\"", "PromQlSyntax");
        return null;
    }
}
