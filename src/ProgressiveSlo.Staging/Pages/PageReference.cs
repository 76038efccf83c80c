namespace ProgressiveSlo.Staging.Pages;

/// <summary>A relative link as it stands in a page.</summary>
internal sealed record PageReference(string Target, int Line);
