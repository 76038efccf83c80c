using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>How the alerts of an SLO are named and labelled. When they fire is in <see cref="SloDefinition.Alerting"/>.</summary>
public sealed record AlertSettings
{
    /// <summary>Nothing said.</summary>
    public static AlertSettings None { get; } = new();

    /// <summary>Name of the burn-rate alerts, or null for the format's own.</summary>
    public string? Name { get; init; }

    /// <summary>Whether an alert is wanted when the indicator has no data; null when nothing is said.</summary>
    public bool? Absent { get; init; }

    /// <summary>Name of that alert, or null for the format's own.</summary>
    public string? AbsentName { get; init; }

    /// <summary>The fewest bad events in the long window of a page alert below which it stays silent; null for none. At least 1.</summary>
    public int? MinimumBadEvents { get; init; }

    /// <summary>How long the condition of a burn-rate alert holds before it fires; null for at once. More than zero.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>
    /// How long a burn-rate alert goes on firing after its condition ended (Prometheus 2.42 and later); null for not at all. More than
    /// zero.
    /// </summary>
    public TimeSpan? KeepFiringFor { get; init; }

    /// <summary>How the groups of rules of the SLO are evaluated; null where nothing is said.</summary>
    public RuleGroupSettings? Group { get; init; }

    /// <summary>Labels of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Annotations of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    /// <summary>What differs by severity; one entry for each severity that has something of its own.</summary>
    public IReadOnlyList<SeverityAlerts> Severities { get; init; } = [];

    /// <summary>The settings of one severity, or null when it has none of its own.</summary>
    /// <param name="severity">The severity.</param>
    public SeverityAlerts? Find(string severity) => Severities.FirstOrDefault(s => s.Severity == severity);

    /// <summary>Whether both say the same, whatever the order of their texts.</summary>
    /// <param name="other">Other settings.</param>
    public bool Equals(AlertSettings? other) =>
        other is not null
        && Name == other.Name
        && Absent == other.Absent
        && AbsentName == other.AbsentName
        && MinimumBadEvents == other.MinimumBadEvents
        && For == other.For
        && KeepFiringFor == other.KeepFiringFor
        && Equals(Group, other.Group)
        && StringMap.Equal(Labels, other.Labels)
        && StringMap.Equal(Annotations, other.Annotations)
        && Severities
            .OrderBy(s => s.Severity, StringComparer.Ordinal)
            .SequenceEqual(other.Severities.OrderBy(s => s.Severity, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name ?? "") ^ (Severities.Count * 397) ^ Labels.Count;

    /// <summary>The name of the alerts; empty where the format gives them one.</summary>
    public override string ToString() => Name ?? "";
}

/// <summary>Labels and annotations of the alerts of one severity.</summary>
public sealed class SeverityAlerts : IEquatable<SeverityAlerts>
{
    /// <summary>Makes the settings of one severity.</summary>
    /// <param name="severity">The severity, as in <see cref="BurnRateAlert.Severity"/>.</param>
    /// <param name="labels">Labels of its alerts.</param>
    /// <param name="annotations">Annotations of its alerts.</param>
    public SeverityAlerts(
        string severity,
        IReadOnlyDictionary<string, string>? labels = null,
        IReadOnlyDictionary<string, string>? annotations = null
    )
    {
        Severity = severity ?? throw new ArgumentNullException(nameof(severity));
        Labels = labels ?? StringMap.Empty;
        Annotations = annotations ?? StringMap.Empty;
    }

    /// <summary>The severity, as in <see cref="BurnRateAlert.Severity"/>.</summary>
    public string Severity { get; }

    /// <summary>Labels of the alerts of this severity; they win over those of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Annotations of the alerts of this severity; they win over those of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    /// <summary>As <see cref="AlertSettings.For"/>, for the alerts of this severity; it wins over that of all alerts.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>As <see cref="AlertSettings.KeepFiringFor"/>, for the alerts of this severity; it wins over that of all alerts.</summary>
    public TimeSpan? KeepFiringFor { get; init; }

    /// <inheritdoc/>
    public bool Equals(SeverityAlerts? other) =>
        other is not null
        && Severity == other.Severity
        && For == other.For
        && KeepFiringFor == other.KeepFiringFor
        && StringMap.Equal(Labels, other.Labels)
        && StringMap.Equal(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SeverityAlerts);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Severity) ^ (Labels.Count * 397) ^ Annotations.Count;

    /// <summary>The severity.</summary>
    public override string ToString() => Severity;
}

/// <summary>How Prometheus evaluates the groups of rules of an SLO.</summary>
public sealed record RuleGroupSettings
{
    /// <summary>How often; null for the server's default. More than zero.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// How far back in time the rules are evaluated, for series that arrive late (Prometheus 2.53 and later); null for not at all.
    /// </summary>
    public TimeSpan? QueryOffset { get; init; }

    /// <summary>Labels of all rules of the groups (Prometheus 3.0 and later).</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Whether both say the same, whatever the order of their labels.</summary>
    /// <param name="other">Other settings.</param>
    public bool Equals(RuleGroupSettings? other) =>
        other is not null && Interval == other.Interval && QueryOffset == other.QueryOffset && StringMap.Equal(Labels, other.Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => Interval.GetHashCode() ^ (QueryOffset.GetHashCode() * 397) ^ Labels.Count;

    /// <summary>For example <c>every 30s</c>; empty where nothing is said of it.</summary>
    public override string ToString() => Interval is { } interval ? "every " + PromQL.PrometheusDuration.Format(interval) : "";
}
