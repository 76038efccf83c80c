using System;
using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>A latency percentile, of the days that are judged, is at most the phase's target.</summary>
internal sealed class LatencyCheck(string name, string label, string key, bool required, Func<SloMetric, double?> measured, Func<PhaseTargets, double> targetOf) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        var target = targetOf(context.Phase.Targets);
        if (measured(context.Evidence) is not { } actual)
            return Unknown(context, target, _ => $"{label} latency unknown: give {key}");
        if (context.HasOtherLatencies)
            return OfOtherDays(context, target);

        var over = actual > target;
        return new ReadinessCheck(name, over ? CheckStatus.Fail : CheckStatus.Pass, actual, target, "ms", check =>
        {
            var (text, wanted) = NumberText.Pair(check.Actual!.Value, check.Target!.Value);
            return over ? $"{label} latency {text}ms exceeds target {wanted}ms" : $"{label} latency {text}ms meets target {wanted}ms";
        })
        { Blocks = over };
    }

    private ReadinessCheck OfOtherDays(in ReadinessContext context, double target)
    {
        var (from, judged) = (context.Evidence.LatencyFrom!.Value, context.JudgedFrom!.Value);
        var days = (EvidenceCalendar.LastDate(context.Evidence).AddDays(1) - judged).Days.ToString(CultureInfo.InvariantCulture);
        return Unknown(context, target, _ =>
            $"{label} latency unknown: it was measured from {UtcTime.DateText(from)} on, and this gate judges the {days} days from {UtcTime.DateText(judged)} on. Give Get-SloMetric the plan, or -GateWindow {days}d");
    }

    private ReadinessCheck Unknown(in ReadinessContext context, double target, Func<ReadinessCheck, string> message) =>
        new(name, CheckStatus.Unknown, null, target, "ms", message) { Blocks = required || context.OptionalRequired };
}
