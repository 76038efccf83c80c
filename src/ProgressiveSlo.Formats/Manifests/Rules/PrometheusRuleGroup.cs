using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>A group of a Prometheus rule file: its rules are evaluated one after the other, at one time.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Rules">The rules, in order.</param>
internal sealed record PrometheusRuleGroup(string Name, IReadOnlyList<PrometheusRule> Rules)
{
    /// <summary>How often the group is evaluated, in Prometheus's spelling, or null for the server's default.</summary>
    public string? Interval { get; init; }

    /// <summary>Keys that were read beside name and rules.</summary>
    public IReadOnlyList<RuleKey> OtherKeys { get; init; } = [];

    /// <summary>Line of the group in its document, from 1; 0 for one that was not read.</summary>
    public int Line { get; init; }
}
