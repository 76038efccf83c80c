using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>For a period without a set, alert windows are scaled or chosen by hand.</summary>
internal sealed class PeriodWithoutWindowSetCheck : ILintCheck
{
    public string Code => "PeriodWithoutWindowSet";

    public IEnumerable<LintRemark> Check(LintSubject subject)
    {
        if (subject.Options.Periods is { Count: > 0 } periods && subject.Definition.Window > TimeSpan.Zero && !periods.Contains(subject.Definition.Window))
        {
            yield return subject.Remark(
                Code,
                "window",
                $"There is no alert-window set for a period of {PrometheusDuration.Format(subject.Definition.Window)}, only for {string.Join(", ", periods.Distinct().OrderBy(p => p).Select(Days))}");
        }
    }

    // In days, as people name periods; 4w is what Prometheus makes of 28d.
    private static string Days(TimeSpan period) =>
        period.Ticks % TimeSpan.TicksPerDay == 0 ? period.TotalDays.ToString(CultureInfo.InvariantCulture) + "d" : PrometheusDuration.Format(period);
}
