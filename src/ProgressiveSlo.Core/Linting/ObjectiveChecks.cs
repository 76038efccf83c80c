using ProgressiveSlo.Findings;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Linting;

/// <summary>
/// Without an error budget every burn rate divides by zero. Readers refuse such a target; a definition made in a script gets here.
/// </summary>
internal sealed class ObjectiveFullCheck : ILintCheck
{
    public string Code => "ObjectiveFull";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Definition.Target == 1m)
            yield return subject.Report(Code, "target", "A target of 100 % leaves no error budget, and every alert on it divides by zero");
    }
}

/// <summary>A target is a ratio between 0 and 1.</summary>
internal sealed class ObjectiveOutOfRangeCheck : ILintCheck
{
    public string Code => "ObjectiveOutOfRange";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Definition.Target is <= 0m or > 1m)
            yield return subject.Report(
                Code,
                "target",
                $"{NumberText.Plain(subject.Definition.Target)} is not a target",
                "Give a ratio between 0 and 1, for example 0.999"
            );
    }
}

/// <summary>A percentage below 5 is a ratio in place of a percentage, or the error budget in place of the target.</summary>
internal sealed class ObjectiveUnitCheck : ILintCheck
{
    public string Code => "ObjectiveUnit";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        const decimal Highest = 0.05m;
        if (subject.Definition.Target is not (> 0m and < Highest and var target))
            yield break;
        var fix = target * 100m is > 0.5m and < 1m and var meant
            ? $"A ratio stands where a percentage belongs: give {NumberText.PercentShort(meant)}"
            : $"If this is the error budget, give {NumberText.PercentShort(1m - target)}";
        yield return subject.Report(
            Code,
            "target",
            $"The target comes to {NumberText.PercentShort(target)}, and no service aims at that",
            fix
        );
    }
}

/// <summary>A target below one half is nearly always an error ratio or a typing mistake.</summary>
internal sealed class ObjectiveLowCheck : ILintCheck
{
    public string Code => "ObjectiveLow";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Definition.Target is >= 0.05m and < 0.5m and var target)
            yield return subject.Report(
                Code,
                "target",
                $"A target of {NumberText.PercentShort(target)} allows more bad events than good ones"
            );
    }
}

/// <summary>Where the period's events × budget is below one, the first bad event breaks the objective.</summary>
internal sealed class BudgetBelowOneEventCheck : ILintCheck
{
    public string Code => "BudgetBelowOneEvent";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Options.EventsPerSecond is not { } traffic || subject.Definition.Target is not (> 0m and < 1m and var target))
            yield break;
        var allowed = (double)traffic * subject.Definition.Window.TotalSeconds * (double)(1m - target);
        if (allowed < 1)
            yield return subject.Report(
                Code,
                "target",
                $"At this traffic the error budget of {PrometheusDuration.Format(subject.Definition.Window)} is "
                    + $"{allowed.ToString("0.##", CultureInfo.InvariantCulture)} events: the first bad one breaks the objective"
            );
    }
}

/// <summary>Each phase asks for at least what the one before asked for.</summary>
internal sealed class TargetFallsByPhaseCheck : ILintCheck
{
    public string Code => "TargetFallsByPhase";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Scope.PreviousPhase(subject.Definition) is { } previous && subject.Definition.Target < previous.Target)
        {
            yield return subject.Report(
                Code,
                "target",
                $"The target of {subject.Definition.Phase} is {NumberText.PercentShort(subject.Definition.Target)}, and the "
                    + $"phase {previous.Phase} before it asks for {NumberText.PercentShort(previous.Target)}",
                "Give at least " + NumberText.PercentShort(previous.Target)
            );
        }
    }
}

/// <summary>For a period without a set, alert windows are scaled or chosen by hand.</summary>
internal sealed class PeriodWithoutWindowSetCheck : ILintCheck
{
    public string Code => "PeriodWithoutWindowSet";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (
            subject.Options.Periods is { Count: > 0 } periods
            && subject.Definition.Window > TimeSpan.Zero
            && !periods.Contains(subject.Definition.Window)
            && !subject.Has(SourceTraits.WindowsFollowPeriod)
            && !PeriodTooShortCheck.IsTooShort(subject.Definition)
        )
        {
            yield return subject.Report(
                Code,
                "window",
                $"There is no alert-window set for a period of {PrometheusDuration.Format(subject.Definition.Window)}, "
                    + $"only for {string.Join(", ", periods.Distinct().OrderBy(p => p).Select(Days))}"
            );
        }
    }

    // In days, as people name periods; 4w is what Prometheus makes of 28d.
    private static string Days(TimeSpan period) =>
        period.Ticks % TimeSpan.TicksPerDay == 0
            ? period.TotalDays.ToString(CultureInfo.InvariantCulture) + "d"
            : PrometheusDuration.Format(period);
}

/// <summary>A budget is for weeks; 1m is a minute, where a month was meant.</summary>
internal sealed class PeriodTooShortCheck : ILintCheck
{
    public string Code => "PeriodTooShort";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (!IsTooShort(subject.Definition))
            yield break;
        var window = subject.Definition.Window;
        var isMonths = window < TimeSpan.FromHours(1) && window.Ticks % TimeSpan.TicksPerMinute == 0;
        var months = ((int)window.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        yield return subject.Report(
            Code,
            "window",
            $"The period is {PrometheusDuration.Format(window)}{(isMonths ? ", because m is for minutes" : "")}",
            isMonths
                ? $"Write {months}M for {(months == "1" ? "a month" : months + " months")}, where the format has it, or days such as 30d"
                : null
        );
    }

    /// <summary>Whether a period is below a day.</summary>
    public static bool IsTooShort(SloDefinition definition) =>
        definition.Window > TimeSpan.Zero && definition.Window < TimeSpan.FromDays(1);
}
