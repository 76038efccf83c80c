using System.Collections.Generic;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Without alerts nobody hears of the budget before it is gone.</summary>
internal sealed class AlertsMissingCheck : ILintCheck
{
    public string Code => "AlertsMissing";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Alerting.Count == 0)
            yield return subject.Remark(Code, "alerting", "No burn-rate alert watches this SLO");
    }
}
