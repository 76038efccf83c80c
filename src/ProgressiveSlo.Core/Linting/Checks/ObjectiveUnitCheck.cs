using System.Collections.Generic;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A percentage below 5 is a ratio in place of a percentage, or the error budget in place of the target.</summary>
internal sealed class ObjectiveUnitCheck : ILintCheck
{
    public string Code => "ObjectiveUnit";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        const decimal Highest = 0.05m;
        if (subject.Definition.Target is not (> 0m and < Highest and var target))
            yield break;
        var mend = target * 100m is > 0.5m and < 1m and var meant
            ? $"A ratio stands where a percentage belongs: give {NumberText.PercentShort(meant)}"
            : $"If this is the error budget, give {NumberText.PercentShort(1m - target)}";
        yield return subject.Remark(Code, "target", $"The target comes to {NumberText.PercentShort(target)}, and no service aims at that", mend);
    }
}
