using System.Collections.Generic;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Over the period, ratios can only be averaged, each with the same weight whatever its traffic was.</summary>
internal sealed class RatioAveragedCheck : ILintCheck
{
    public string Code => "RatioAveraged";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Indicator is RawRatioIndicator)
            yield return subject.Remark(Code, "indicator", "The indicator is a ratio already, so that the ratio of the period is an average of ratios, wrong where traffic is uneven");
    }
}
