namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>A key of a group or of a rule that a definition has no place for, and where it stands.</summary>
/// <param name="Key">The key, printable.</param>
/// <param name="Field">Its path in the document, for example <c>groups[0].limit</c>.</param>
/// <param name="Line">Line in the document, from 1.</param>
/// <param name="Column">Column in the document, from 1.</param>
internal sealed record RuleKey(string Key, string Field, int Line, int Column);
