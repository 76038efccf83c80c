using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>A recording rule or an alert of Prometheus.</summary>
/// <param name="Name">The recorded metric, or the alert's name.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Expression">PromQL; may have several lines.</param>
/// <param name="Labels">Labels of the result.</param>
internal sealed record PrometheusRule(string Name, bool IsAlert, string Expression, IReadOnlyDictionary<string, string> Labels)
{
    private static readonly Dictionary<string, string> _none = [];

    /// <summary>How long the alert's condition holds before it fires, in Prometheus's spelling, or null.</summary>
    public string? For { get; init; }

    /// <summary>How long the alert fires on after its condition ended (Prometheus 2.42 and later), or null.</summary>
    public string? KeepFiringFor { get; init; }

    /// <summary>Annotations of the alert.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = _none;

    /// <summary>Keys that were read beside those above.</summary>
    public IReadOnlyList<RuleKey> OtherKeys { get; init; } = [];

    /// <summary>Line of the rule in its document, from 1; 0 for one that was not read.</summary>
    public int Line { get; init; }

    /// <summary>Column of the rule in its document, from 1; 0 for one that was not read.</summary>
    public int Column { get; init; }
}
