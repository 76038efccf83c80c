namespace ProgressiveSlo.Formats.Repositories;

/// <summary>A file of a repository's layout.</summary>
/// <param name="Path">Path below the root, with <c>/</c>.</param>
/// <param name="Text">Content, lines end with LF.</param>
public sealed record RepositoryFile(string Path, string Text);
