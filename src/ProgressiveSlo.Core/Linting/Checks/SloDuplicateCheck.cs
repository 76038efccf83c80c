using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Two definitions with one identity write the same series.</summary>
internal sealed class SloDuplicateCheck : ILintCheck
{
    public string Code => "SloDuplicate";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Scope.EarlierTwin(subject.Definition) is { } twin)
        {
            var where = twin.Source is { } source ? " at " + source : "";
            yield return subject.Remark(Code, "name", $"The SLO '{subject.Definition.Id}'{(twin.Phase is { } phase ? $" of the phase {phase}" : "")} is there twice; the other one is{(where.Length == 0 ? " in the same input" : where)}");
        }
    }
}
