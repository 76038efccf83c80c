using System;
using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>A latency percentile is at most the phase's target.</summary>
internal sealed class LatencyCheck(string name, string label, string key, bool required, Func<SloMetric, double?> measured, Func<PhaseTargets, double> targetOf) : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        var target = targetOf(context.Phase.Targets);
        if (measured(context.Evidence) is not { } actual)
        {
            return new ReadinessCheck(name, CheckStatus.Unknown, null, target, "ms", _ => $"{label} latency unknown: give {key}")
            {
                Blocks = required || context.OptionalRequired,
            };
        }

        var over = actual > target;
        return new ReadinessCheck(name, over ? CheckStatus.Fail : CheckStatus.Pass, actual, target, "ms", check =>
        {
            var (text, wanted) = NumberText.Pair(check.Actual!.Value, check.Target!.Value);
            return over ? $"{label} latency {text}ms exceeds target {wanted}ms" : $"{label} latency {text}ms meets target {wanted}ms";
        })
        { Blocks = over };
    }
}
