using System.Collections.Generic;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>What the next phase's availability target would say of the same window. Advice only.</summary>
internal sealed class LookAheadAvailabilityCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Next is not { } next || !EvidenceAvailability.IsKnown(context.Evidence))
            return null;
        var evidence = context.Evidence;
        var target = next.Targets.Availability;
        return new ReadinessCheck("LookAheadAvailability", CheckStatus.Advice, EvidenceAvailability.Value(evidence), (double)target, "ratio", _ => Describe(evidence, next));
    }

    private static string Describe(SloMetric evidence, SloPhase next)
    {
        var target = next.Targets.Availability;
        var errors = EvidenceAvailability.ErrorRatio(evidence);
        var (actual, _) = NumberText.PercentPair(1m - errors, target);
        var burn = ErrorBudgetArithmetic.BurnRate(errors, target);
        var budget = $"the {NumberText.PercentShort(target)} budget of the next phase ({next.Name})";
        return burn > 1m
            ? $"Availability {actual} would burn {NumberText.Times(burn)} times {budget}"
            : $"Availability {actual} would use {NumberText.Times(burn * 100m)}% of {budget}";
    }
}
