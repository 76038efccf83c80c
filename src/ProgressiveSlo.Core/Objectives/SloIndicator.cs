using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// What is measured (SLI). Each kind of indicator is a class of its own. Two indicators are equal when they measure the same:
/// spelling, and whether a document used selectors or queries, make no difference.
/// </summary>
public abstract class SloIndicator : IEquatable<SloIndicator>
{
    /// <summary>The data source whose queries are PromQL.</summary>
    public const string Prometheus = "Prometheus";

    private CanonicalIndicator? _canonical;

    /// <summary>The kind's name in files, for example <c>ratio</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What the queries are written for; <see cref="Prometheus"/> unless an indicator says otherwise.</summary>
    public virtual string DataSource => Prometheus;

    /// <summary>The queries in PromQL, or null when the data source is another one.</summary>
    public abstract SliQueries? Queries { get; }

    private CanonicalIndicator Canonical => _canonical ??= CanonicalIndicator.Of(this);

    /// <inheritdoc/>
    public bool Equals(SloIndicator? other) => other is not null && (ReferenceEquals(this, other) || Canonical.Equals(other.Canonical));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as SloIndicator);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Canonical.GetHashCode();

    /// <summary>What tells indicators of another data source apart, in order; PromQL speaks for itself.</summary>
    internal virtual IEnumerable<string?> ForeignParts() => [ToString()];

    /// <summary><c>sum(rate(selector[{{.window}}]))</c>, kept apart by the labels of the grouping.</summary>
    private protected static string SumOfRate(MetricSelector selector, IReadOnlyList<string> grouping) =>
        $"sum{By(grouping)}(rate({selector}[{SliQueries.Window}]))";

    /// <summary><c> by (a, b) </c> for an aggregation, or nothing.</summary>
    private protected static string By(IReadOnlyList<string> grouping) => grouping.Count == 0 ? "" : $" by ({string.Join(", ", grouping)}) ";
}
