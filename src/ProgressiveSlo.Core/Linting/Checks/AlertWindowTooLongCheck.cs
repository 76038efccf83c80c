using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>A window that is longer than the period looks at errors that the budget no longer counts.</summary>
internal sealed class AlertWindowTooLongCheck : AlertCheck
{
    public override string Code => "AlertWindowTooLong";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject) =>
        alert.LongWindow <= subject.Definition.Window
            ? null
            : ($"its long window is longer than the period of {PrometheusDuration.Format(subject.Definition.Window)}", "Give a long window within the period, or a longer period");

}
