namespace ProgressiveSlo.Phases;

/// <summary>Says whether a profile and that of a plan say the same, leaving aside what was attested in the plan.</summary>
internal static class ProfileComparer
{
    public static bool Same(PhaseProfile a, PhaseProfile b) =>
        a.Name == b.Name
        && a.Phases.Count == b.Phases.Count
        && a.Gate.HasSameValues(b.Gate)
        && a.ErrorBudgetPolicy.SequenceEqual(b.ErrorBudgetPolicy)
        && a.Phases.Zip(b.Phases, Same).All(same => same);

    private static bool Same(SloPhase a, SloPhase b) =>
        a.Name == b.Name
        && a.DurationDays == b.DurationDays
        && a.Description == b.Description
        && a.Targets == b.Targets
        && a.Gate.HasSameValues(b.Gate)
        && a.Objectives.SequenceEqual(b.Objectives)
        && a.SuccessCriteria.Count == b.SuccessCriteria.Count
        && a.SuccessCriteria.Zip(b.SuccessCriteria, Same).All(same => same)
        && a.Alerting.SequenceEqual(b.Alerting)
        && a.AlertSettings.Equals(b.AlertSettings);

    // Plans that were made before criteria named checks say the same in words.
    private static bool Same(SuccessCriterion a, SuccessCriterion b) =>
        a.Text == b.Text && (b.VerifiedBy is null || (a.VerifiedBy == b.VerifiedBy && a.Days == b.Days));
}
