using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Each phase asks for at least what the one before asked for.</summary>
internal sealed class TargetFallsByPhaseCheck : ILintCheck
{
    public string Code => "TargetFallsByPhase";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Scope.PreviousPhase(subject.Definition) is { } previous && subject.Definition.Target < previous.Target)
        {
            yield return subject.Remark(
                Code,
                "target",
                $"The target of {subject.Definition.Phase} is {NumberText.PercentShort(subject.Definition.Target)}, and the phase {previous.Phase} before it asks for {NumberText.PercentShort(previous.Target)}",
                "Give at least " + NumberText.PercentShort(previous.Target));
        }
    }
}
