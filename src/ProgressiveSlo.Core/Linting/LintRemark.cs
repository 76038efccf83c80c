using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>What a check says of a definition. Severity and general guidance are in the catalog.</summary>
/// <param name="Code">The code.</param>
/// <param name="Definition">The definition.</param>
/// <param name="Field">The field in the definition's words, as in <see cref="SloSource.Places"/>.</param>
/// <param name="Message">What is wrong, one sentence without its full stop.</param>
/// <param name="Mend">What to write here, without a full stop; null when the general guidance says it all.</param>
public sealed record LintRemark(string Code, SloDefinition Definition, string Field, string Message, string? Mend = null)
{
    /// <summary>A severity that the finding does not exceed here, whatever the catalog says; null when it is as grave as ever.</summary>
    public FindingSeverity? AtMost { get; init; }
}
