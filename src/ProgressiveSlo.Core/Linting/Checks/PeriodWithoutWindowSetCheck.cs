using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>Published alert windows are for 28 and 30 days.</summary>
internal sealed class PeriodWithoutWindowSetCheck : ILintCheck
{
    public string Code => "PeriodWithoutWindowSet";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Definition.Window > TimeSpan.Zero && !subject.Options.Periods.Contains(subject.Definition.Window))
        {
            yield return subject.Remark(
                Code,
                "window",
                $"There is no alert-window set for a period of {PrometheusDuration.Format(subject.Definition.Window)}, only for {string.Join(", ", subject.Options.Periods.Select(Days))}");
        }
    }

    private static string Days(TimeSpan period) => period.TotalDays.ToString(CultureInfo.InvariantCulture) + "d";
}
