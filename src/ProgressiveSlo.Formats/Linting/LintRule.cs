using ProgressiveSlo.Linting;

namespace ProgressiveSlo.Formats.Linting;

/// <summary>An entry of the catalog: one kind of finding.</summary>
/// <param name="Code">The code, for example <c>AlertUnreachable</c>.</param>
/// <param name="Severity">How grave it is where no settings say otherwise.</param>
/// <param name="Title">What it is, one sentence without its full stop.</param>
/// <param name="Guidance">What to do about it, without a full stop at the end.</param>
public sealed record LintRule(string Code, FindingSeverity Severity, string Title, string Guidance);
