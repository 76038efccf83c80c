using System.Linq;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Says whether two profiles say the same, leaving aside what was attested in a plan.</summary>
internal static class ProfileComparer
{
    public static bool Same(PhaseProfile a, PhaseProfile b) =>
        a.Name == b.Name
        && a.Phases.Count == b.Phases.Count
        && a.Gate.Same(b.Gate)
        && a.ErrorBudgetPolicy.SequenceEqual(b.ErrorBudgetPolicy)
        && a.Phases.Zip(b.Phases, Same).All(same => same);

    private static bool Same(SloPhase a, SloPhase b) =>
        a.Name == b.Name && a.DurationDays == b.DurationDays && a.Description == b.Description && a.Targets == b.Targets
        && a.Gate.Same(b.Gate)
        && a.Objectives.SequenceEqual(b.Objectives)
        && a.SuccessCriteria.Select(c => c.Text).SequenceEqual(b.SuccessCriteria.Select(c => c.Text))
        && a.Alerting.SequenceEqual(b.Alerting);
}
