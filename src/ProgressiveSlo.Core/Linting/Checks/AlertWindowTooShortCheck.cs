using System;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting.Checks;

/// <summary>rate() needs two samples in its window: with the usual scrape interval of one minute that is two minutes. Source: Prometheus documentation, rate().</summary>
internal sealed class AlertWindowTooShortCheck : AlertCheck
{
    public override string Code => "AlertWindowTooShort";

    protected override (string Message, string? Mend)? Judge(BurnRateAlert alert, LintSubject subject)
    {
        var shortest = TimeSpan.FromMinutes(2);
        return alert.ShortWindow < shortest && alert.ShortWindow < alert.LongWindow
            ? ("its short window holds less than two samples at a scrape interval of one minute", "Give a short window of at least 2m; at least four scrape intervals survive a missed scrape")
            : null;
    }

}
