using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A target is a ratio between 0 and 1.</summary>
internal sealed class ObjectiveOutOfRangeCheck : ILintCheck
{
    public string Code => "ObjectiveOutOfRange";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Target is <= 0m or > 1m)
            yield return subject.Remark(Code, "target", $"{NumberText.Plain(subject.Definition.Target)} is not a target", "Give a ratio between 0 and 1, for example 0.999");
    }
}
