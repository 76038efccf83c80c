using System.Collections.Generic;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>What was read of a catalog.</summary>
/// <param name="Catalog">The services.</param>
/// <param name="Problems">What was wrong, in the order of files and lines.</param>
public sealed record CatalogContent(ServiceCatalog Catalog, IReadOnlyList<CatalogProblem> Problems);
