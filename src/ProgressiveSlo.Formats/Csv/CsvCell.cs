namespace ProgressiveSlo.Formats.Csv;

/// <summary>A cell as it was written, without the space around it.</summary>
/// <param name="Text">Its text; empty for none.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct CsvCell(string Text, int Line, int Column);
