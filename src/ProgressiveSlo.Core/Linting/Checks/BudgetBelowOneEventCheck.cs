using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Where the period's events × budget is below one, the first bad event breaks the objective.</summary>
internal sealed class BudgetBelowOneEventCheck : ILintCheck
{
    public string Code => "BudgetBelowOneEvent";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Options.EventsPerSecond is not { } traffic || subject.Definition.Target is not (> 0m and < 1m and var target))
            yield break;
        var allowed = (double)traffic * subject.Definition.Window.TotalSeconds * (double)(1m - target);
        if (allowed < 1)
            yield return subject.Remark(Code, "target", $"At this traffic the error budget of {PrometheusDuration.Format(subject.Definition.Window)} is {allowed.ToString("0.##", CultureInfo.InvariantCulture)} events: the first bad one breaks the objective");
    }
}
