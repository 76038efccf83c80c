using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.RuleNodes;

/// <summary>
/// The keys of a mapping in a rule file. Sources: Prometheus documentation, "Defining recording rules", and its change log.
/// </summary>
internal sealed class RuleKeys
{
    private readonly Dictionary<string, PrometheusVersion> _since;
    private readonly HashSet<string> _others;

    private RuleKeys(Dictionary<string, PrometheusVersion> since, params string[] others) =>
        (_since, _others) = (since, new HashSet<string>(others, StringComparer.Ordinal));

    public static RuleKeys OfFile { get; } = new(All("groups"), "namespace");

    // Those of others: the documentation of Thanos, Mimir and VictoriaMetrics.
    public static RuleKeys OfGroup { get; } =
        new(
            new Dictionary<string, PrometheusVersion>(All("name", "interval", "limit", "rules"))
            {
                ["query_offset"] = new(2, 53),
                ["labels"] = new(3, 0),
            },
            "partial_response_strategy",
            "evaluation_delay",
            "align_evaluation_time_on_interval",
            "source_tenants",
            "type",
            "tenant",
            "concurrency",
            "params",
            "headers",
            "notifier_headers",
            "eval_offset",
            "eval_delay",
            "eval_alignment",
            "debug"
        );

    public static RuleKeys OfRule { get; } =
        new(All("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"), "debug", "update_entries_limit");

    /// <summary>The keys that Prometheus knows.</summary>
    public IEnumerable<string> Names => _since.Keys;

    /// <summary>Whether a version of Prometheus knows the key; the newest where none is given.</summary>
    public bool Has(string key, PrometheusVersion? version) =>
        _since.TryGetValue(key, out var since) && !(version is { } target && target < since);

    /// <summary>The version that a key came with, or null for a key that Prometheus does not know.</summary>
    public PrometheusVersion? Since(string key) => _since.TryGetValue(key, out var since) ? since : null;

    /// <summary>Whether some server knows the key.</summary>
    public bool IsKnown(string key) => _since.ContainsKey(key) || IsOfOthers(key);

    /// <summary>Whether another server knows the key.</summary>
    public bool IsOfOthers(string key) => _others.Contains(key);

    private static Dictionary<string, PrometheusVersion> All(params string[] keys) =>
        keys.ToDictionary(k => k, _ => default(PrometheusVersion));
}
