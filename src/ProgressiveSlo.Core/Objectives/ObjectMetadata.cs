using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// What the Kubernetes object around a definition says of itself: name, namespace, labels and annotations. Operators and Prometheus find
/// objects by them. They are not labels of the SLO: no series and no alert has them. The object that is written for the definition keeps
/// them.
/// </summary>
public sealed record ObjectMetadata
{
    /// <summary>Name of the object, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Namespace of the object, or null when it says none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels of the object.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Annotations of the object.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    /// <summary>Whether both say the same, whatever the order of their texts.</summary>
    /// <param name="other">Other metadata.</param>
    public bool Equals(ObjectMetadata? other) =>
        other is not null
        && Name == other.Name
        && Namespace == other.Namespace
        && StringMap.Equal(Labels, other.Labels)
        && StringMap.Equal(Annotations, other.Annotations);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name ?? "") ^ (Labels.Count * 397) ^ Annotations.Count;

    /// <summary>Namespace and name, for example <c>monitoring/checkout-slos</c>.</summary>
    public override string ToString() => Namespace is null ? Name ?? "" : $"{Namespace}/{Name}";
}
