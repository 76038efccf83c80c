using System.Collections.Generic;

namespace ProgressiveSlo.Formats.Evidence;

/// <summary>A row as it was written.</summary>
/// <param name="Line">Its line, from 1; 0 when it came from no file.</param>
/// <param name="Cells">Its cells by what they hold.</param>
internal sealed record EvidenceRecord(int Line, IReadOnlyDictionary<EvidenceColumn, EvidenceCell> Cells);

/// <summary>A cell as it was written.</summary>
/// <param name="Name">Its column's name, as written.</param>
/// <param name="Text">Its text; empty for none.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal sealed record EvidenceCell(string Name, string Text, int Line, int Column);
