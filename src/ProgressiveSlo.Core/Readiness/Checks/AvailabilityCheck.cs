using System.Collections.Generic;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>Availability is at least the phase's target. Required.</summary>
internal sealed class AvailabilityCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        const string Name = "Availability";
        var evidence = context.Evidence;
        var target = context.Phase.Targets.Availability;
        if (!EvidenceAvailability.IsKnown(evidence))
        {
            return new ReadinessCheck(Name, CheckStatus.Unknown, null, (double)target, "ratio", _ => evidence.TotalEvents == 0
                ? "Availability unknown: there was no traffic (total_events is 0)"
                : "Availability unknown: give availability, or good_events and total_events")
            { Blocks = true };
        }

        var below = EvidenceAvailability.IsBelow(evidence, target);
        return new ReadinessCheck(Name, below ? CheckStatus.Fail : CheckStatus.Pass, EvidenceAvailability.Value(evidence), (double)target, "ratio", _ =>
        {
            var (actual, wanted) = NumberText.PercentPair(1m - EvidenceAvailability.ErrorRatio(evidence), target);
            return below ? $"Availability {actual} below target {wanted}" : $"Availability {actual} meets target {wanted}";
        })
        { Blocks = below };
    }
}
