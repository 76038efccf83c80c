using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Migration.Catalog;

/// <summary>A problem of a catalog. The rest of the catalog goes on.</summary>
/// <param name="Problem">Place, field, message and mend.</param>
/// <param name="IsLost">Whether a service, or a whole file, is missing from the catalog because of it. Otherwise the service is there, without the value that is wrong.</param>
public sealed record CatalogProblem(DocumentProblem Problem, bool IsLost);
