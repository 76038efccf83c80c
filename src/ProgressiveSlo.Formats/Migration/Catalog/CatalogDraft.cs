using System.Collections.Generic;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>A service as it was read; what it depends on is looked up when all services are known.</summary>
/// <param name="Service">The service, without its dependencies.</param>
/// <param name="DependsOn">What it depends on.</param>
/// <param name="Place">Where it was read.</param>
internal sealed record CatalogDraft(CatalogService Service, IReadOnlyList<CatalogReference> DependsOn, CatalogPlace Place)
{
    /// <summary>The namespace of a Backstage entity, which is no Kubernetes namespace; null for other catalogs.</summary>
    public string? EntityNamespace { get; init; }
}

/// <summary>A reference to another service.</summary>
/// <param name="Namespace">Namespace, or null.</param>
/// <param name="Name">Name.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record CatalogReference(string? Namespace, string Name, CatalogPlace Place)
{
    /// <summary>As it is written in a catalog of services.</summary>
    public string Text => Namespace is null ? Name : Namespace + "/" + Name;
}

/// <summary>Where a value of a catalog stands.</summary>
/// <param name="Path">The file as the user knows it.</param>
/// <param name="Line">Line, from 1; the number of the object when there is no file.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Field">The field in the words of the catalog.</param>
internal readonly record struct CatalogPlace(string Path, int Line, int Column, string Field);
