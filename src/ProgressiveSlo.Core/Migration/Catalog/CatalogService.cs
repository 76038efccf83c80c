using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>A service of the catalog that an organisation keeps.</summary>
/// <param name="Service">Name of the service.</param>
public sealed record CatalogService(string Service)
{
    /// <summary>Namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Tier, in the words of the catalog, or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Owner, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Stage of its life, in the words of the catalog, for example <c>production</c> or <c>deprecated</c>; null when it is not said.</summary>
    public string? Lifecycle { get; init; }

    /// <summary>Services that it depends on: names, or <c>namespace/name</c> where the name alone would mean another one.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The target that the catalog promises for it, as a ratio, or null.</summary>
    public decimal? Target { get; init; }

    /// <summary>The file as the user knows it; empty for objects.</summary>
    public string Path { get; init; } = "";

    /// <summary>Line, from 1; 0 when there is none.</summary>
    public int Line { get; init; }
}
