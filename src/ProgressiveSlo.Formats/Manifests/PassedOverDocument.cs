namespace ProgressiveSlo.Formats.Manifests;

/// <summary>A document that a folder or a wildcard brought along, and that is about something else than SLOs.</summary>
/// <param name="Path">The file as the user knows it.</param>
/// <param name="Line">Line, from 1; 0 when it is the whole file.</param>
/// <param name="Kind">What it is, in one or two words: its kind where it has one, such as <c>Deployment</c>.</param>
/// <param name="Reason">More words on what it is, or why it was passed over.</param>
public sealed record PassedOverDocument(string Path, int Line, string Kind, string Reason);
