namespace ProgressiveSlo.Objectives;

/// <summary>Where a field of a definition stood in its document.</summary>
/// <param name="Field">Path of the field in the document's own words, for example <c>slos[0].objective</c>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourcePlace(string Field, int Line, int Column);
