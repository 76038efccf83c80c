using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A target below one half is nearly always an error ratio or a typing mistake.</summary>
internal sealed class ObjectiveLowCheck : ILintCheck
{
    public string Code => "ObjectiveLow";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Target is >= 0.05m and < 0.5m and var target)
            yield return subject.Remark(Code, "target", $"A target of {NumberText.PercentShort(target)} allows more bad events than good ones");
    }
}
