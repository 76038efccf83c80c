using System.Collections.Generic;

namespace ProgressiveSlo.Migration;

/// <summary>What a search for a service gave.</summary>
/// <param name="Service">The service, or null when there is none, or more than one that could be meant.</param>
/// <param name="Others">Services of that name in other namespaces, when none of them was taken.</param>
public sealed record ServiceMatch(CatalogService? Service, IReadOnlyList<CatalogService> Others);
