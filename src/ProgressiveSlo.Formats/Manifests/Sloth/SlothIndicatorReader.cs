using System.Text;
using System.Text.RegularExpressions;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>
/// Reads the SLI of one SLO: events, a raw ratio, or a plugin. A query that cannot be read is kept as text, so that the SLO is
/// not lost with it.
/// </summary>
/// <param name="spec">The document.</param>
/// <param name="isMetricsQl">Whether queries may be MetricsQL.</param>
/// <param name="problems">Takes what is wrong.</param>
/// <param name="places">Takes where queries stand.</param>
/// <param name="losses">Takes what is lost.</param>
internal sealed class SlothIndicatorReader(
    SlothSpec spec,
    bool isMetricsQl,
    ProblemList problems,
    SourceMap places,
    List<ConversionLoss> losses
)
{
    private const string Events = "events";
    private const string Raw = "raw";
    private const string Plugin = "plugin";

    // Set where a query is MetricsQL and not PromQL.
    private string _dataSource = SloIndicator.Prometheus;

    public SloIndicator? Read(MapReader slo)
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
            Events => ReadEvents(body),
            Raw => Query(places.Add("indicator.errorRatio", body, spec.Keys.ErrorRatioQuery), spec.Keys.ErrorRatioQuery) is { } ratio
                ? new RawRatioIndicator(ratio, dataSource: _dataSource)
                : null,
            _ => ReadPlugin(body),
        };
        SlothSpec.Ignore(body, losses);
        return indicator;
    }

    private QueryIndicator? ReadEvents(MapReader map)
    {
        var keys = spec.Keys;
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
        return QueryIndicator.FromBad(bad, total, _dataSource);
    }

    private SliQuery? Query(MapReader map, string key)
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
        var kept = spelled == query ? parsed : new SliQuery(spelled);
        if (SlothQuery.FindError(parsed, spec.Document.PrometheusVersion) is not { } error)
            return kept;
        if (isMetricsQl && !SlothQuery.HasOtherPlaceholder(query))
            _dataSource = SloIndicator.MetricsQl;
        else
            map.KeptProblem(
                map.NodeOf(key),
                key,
                $"The query is not PromQL at {error.Line}:{error.Column}: {error.Problem}",
                error.Expected,
                SlothQuery.CodeOf(query)
            );
        return kept;
    }

    private RawRatioIndicator? ReadPlugin(MapReader map)
    {
        var id = map.RequiredText("id");
        var options = TextsYaml.Read(map, "options", problems);
        if (!SlothPlugins.Known.Contains(id))
        {
            if (!map.Has("id"))
                return null;
            map.KeptProblem(
                map.NodeOf("id"),
                "id",
                $"Sloth plugins are Go programs, and the queries of this one are not known: '{ServiceName.Printable(id)}'",
                $"Write the queries as {Events} or {Raw}; known here are {string.Join(", ", SlothPlugins.Known)}",
                "PluginNotCarriedOver"
            );
            return new RawRatioIndicator(SlothPluginText.Write(id, options), dataSource: SlothPluginText.DataSource);
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

    /// <summary>The plugins that make a spec one of MetricsQL: validation, and then what Sloth does otherwise.</summary>
    public static IReadOnlyList<string> MetricsQlChain { get; } =
    [
        "sloth.dev/contrib/validate_victoria_metrics/v1",
        "sloth.dev/core/sli_rules/v1",
        "sloth.dev/core/metadata_rules/v1",
        "sloth.dev/core/alert_rules/v1",
    ];

    /// <summary>Whether a chain of SLO plugins says that queries are MetricsQL.</summary>
    public static bool IsMetricsQl(YamlNode plugins) =>
        (plugins as YamlMap)?.Find("chain") is YamlList chain
        && chain.Items.Any(p => (p as YamlMap)?.Find("id") is YamlScalar id && id.Value == MetricsQlChain[0]);

    /// <summary>
    /// Whether a chain of SLO plugins makes the ratio of the whole period of the query itself, and not of the recorded ratios.
    /// Source: Sloth, the plugin sloth.dev/core/sli_rules/v1.
    /// </summary>
    public static bool KeepsLongQuery(YamlNode plugins) =>
        (plugins as YamlMap)?.Find("chain") is YamlList chain
        && chain
            .Items.OfType<YamlMap>()
            .Any(p =>
                p.Find("id") is YamlScalar { Value: "sloth.dev/core/sli_rules/v1" }
                && (p.Find("config") as YamlMap)?.Find("disableOptimized") is YamlScalar { IsPlain: true, Value: "true" }
            );

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

/// <summary>A plugin and its options as the text of a query, which nobody here understands and Sloth does.</summary>
internal static class SlothPluginText
{
    /// <summary>The data source of such an indicator.</summary>
    public const string DataSource = "SlothPlugin";

    private static readonly Regex _option = new(
        "([^\\s=,{]+)=\"((?:[^\"\\\\]|\\\\.)*)\"",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>For example <c>org/plugin {job="api"}</c>.</summary>
    public static string Write(string id, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
            return id;
        var text = new StringBuilder(id).Append(" {");
        foreach (var option in options.OrderBy(o => o.Key, StringComparer.Ordinal))
            text.Append(text[text.Length - 1] == '{' ? "" : ", ")
                .Append(option.Key)
                .Append("=\"")
                .Append(option.Value.Replace("\\", "\\\\").Replace("\"", "\\\""))
                .Append('"');
        return text.Append('}').ToString();
    }

    /// <summary>The plugin of a text, and its options.</summary>
    public static (string Id, IReadOnlyDictionary<string, string> Options) Read(string text)
    {
        var brace = text.IndexOf(" {", StringComparison.Ordinal);
        if (brace < 0)
            return (text, new Dictionary<string, string>());
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Match option in _option.Matches(text.Substring(brace)))
            options[option.Groups[1].Value] = Regex.Replace(option.Groups[2].Value, "\\\\(.)", "$1", RegexOptions.Singleline);
        return (text.Substring(0, brace), options);
    }
}
