using System;
using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>Says when a latency percentile would miss the next phase's target. Advice only.</summary>
internal sealed class LookAheadLatencyCheck(string label, Func<SloMetric, double?> measured, Func<PhaseTargets, double> targetOf) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Next is not { } next || context.HasOtherLatencies || measured(context.Evidence) is not { } actual || actual <= targetOf(next.Targets))
            return null;
        return new ReadinessCheck("LookAheadLatency" + label, CheckStatus.Advice, actual, targetOf(next.Targets), "ms", check =>
        {
            var (text, wanted) = NumberText.Pair(check.Actual!.Value, check.Target!.Value);
            return $"{label} latency {text}ms would exceed the {wanted}ms target of the next phase ({next.Name})";
        });
    }
}
