using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>Labels and annotations of the alerts of one severity.</summary>
public sealed class SeverityAlerts : IEquatable<SeverityAlerts>
{
    /// <summary>Makes the settings of one severity.</summary>
    /// <param name="severity">The severity, as in <see cref="BurnRateAlert.Severity"/>.</param>
    /// <param name="labels">Labels of its alerts.</param>
    /// <param name="annotations">Annotations of its alerts.</param>
    public SeverityAlerts(string severity, IReadOnlyDictionary<string, string>? labels = null, IReadOnlyDictionary<string, string>? annotations = null)
    {
        Severity = severity ?? throw new ArgumentNullException(nameof(severity));
        Labels = labels ?? TextMap.Empty;
        Annotations = annotations ?? TextMap.Empty;
    }

    /// <summary>The severity, as in <see cref="BurnRateAlert.Severity"/>.</summary>
    public string Severity { get; }

    /// <summary>Labels of the alerts of this severity; they win over those of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Annotations of the alerts of this severity; they win over those of all alerts.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    /// <inheritdoc/>
    public bool Equals(SeverityAlerts? other) =>
        other is not null && Severity == other.Severity && TextMap.Equal(Labels, other.Labels) && TextMap.Equal(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SeverityAlerts);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Severity) ^ (Labels.Count * 397) ^ Annotations.Count;

    /// <summary>The severity.</summary>
    public override string ToString() => Severity;
}
