using System;
using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Says what becomes of a key that definitions have no place for: some tool knows it, or none does.</summary>
internal static class RuleKeys
{
    // Prometheus, Thanos, Mimir and VictoriaMetrics, whose documentation names them.
    private static readonly HashSet<string> _ofGroups = new(StringComparer.Ordinal)
    {
        "interval", "limit", "query_offset", "labels", "partial_response_strategy", "evaluation_delay", "align_evaluation_time_on_interval", "source_tenants",
        "type", "tenant", "concurrency", "params", "headers", "notifier_headers", "eval_offset", "eval_delay", "eval_alignment", "debug",
    };

    private static readonly HashSet<string> _ofRules = new(StringComparer.Ordinal) { "debug", "update_entries_limit" };

    /// <summary>The loss of a group's key.</summary>
    public static SloLoss OfGroup(RuleKey key, string format) => Loss(key, _ofGroups.Contains(key.Key), format);

    /// <summary>The loss of a rule's key.</summary>
    public static SloLoss OfRule(RuleKey key, string format) => key.Key == "record"
        ? At(key, "The rule is an alert and a recording at once, which Prometheus refuses; it is read as an alert", "FieldUnknown")
        : Loss(key, _ofRules.Contains(key.Key), format);

    private static SloLoss Loss(RuleKey key, bool isKnown, string format)
    {
        if (isKnown)
            return At(key, "A definition has no place for it, and it is not carried over", "");
        return format == PrometheusOperatorWriter.Name
            ? At(key, "The key is unknown to the Prometheus operator, and Kubernetes drops it", LossPlaces.Ignored)
            : At(key, "The key is unknown to Prometheus, which refuses the whole file for it", "FieldUnknown");
    }

    private static SloLoss At(RuleKey key, string message, string code) => new(key.Field, message) { Code = code, Line = key.Line, Column = key.Column };
}
