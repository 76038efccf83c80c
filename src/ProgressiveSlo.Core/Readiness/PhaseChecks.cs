using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>The record is at least as long as the planned days of the phase. Known for phases of plans alone.</summary>
internal sealed class PhaseDurationCheck : IReadinessCheck
{
    /// <summary>Days of a phase that has no end.</summary>
    public const int OngoingDays = 90;

    private static readonly GateSetting _mode = GateOutcome.Mode("phaseDuration", "the planned days of the phase must be over");

    public IReadOnlyList<GateSetting> Settings => [_mode];

    /// <summary>The days that the record of a phase must have.</summary>
    public static int PlannedDays(SloPhase phase) => phase.DurationDays ?? OngoingDays;

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (context.Planned is null)
            return null;
        var (record, phase, days) = (context.Record!, context.Phase, PlannedDays(context.Phase));
        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            "PhaseDuration",
            record.Length >= days ? CheckStatus.Pass : CheckStatus.Unknown,
            record.Length,
            days,
            "days",
            _ => Describe(record, phase, days)
        );
    }

    private static string Describe(GateRecord record, SloPhase phase, int days)
    {
        var planned = phase.DurationDays is null ? "days that an ongoing phase needs" : "planned days";
        var text =
            $"{CountText.Whole(record.Length)} of the {CountText.Whole(days)} {planned} of {phase.Name} are over (it "
            + $"{(record.Length == 0 ? "begins" : "began")} on {UtcTime.DateText(record.From)})";
        return record.Length >= days
            ? text
            : $"Only {text}: look again on {UtcTime.DateText(record.From.AddDays(days))}, or leave earlier with Step-SloPlan -Force and "
                + "-Reason";
    }
}

/// <summary>
/// The success criteria of the phase are attested, or shown by the evidence. Known for phases of plans alone.
/// </summary>
internal sealed class CriteriaCheck : IReadinessCheck
{
    private static readonly GateSetting _mode = GateOutcome.Mode(
        "criteria",
        "all success criteria of the phase must be attested or shown by the evidence"
    );

    public IReadOnlyList<GateSetting> Settings => [_mode];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        context.Planned is { SuccessCriteria: { Count: > 0 } criteria } ? Judge(criteria, context) : null;

    private static ReadinessCheck Judge(IReadOnlyList<SuccessCriterion> criteria, ReadinessContext context)
    {
        var open = new List<(string Text, bool Measured)>();
        foreach (var criterion in criteria)
        {
            if (!criterion.Completed && CriterionVerification.IsShown(criterion, context) is var shown && shown != true)
                open.Add((criterion.Text, shown == false));
        }

        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            "Criteria",
            open.Count == 0 ? CheckStatus.Pass : CheckStatus.Fail,
            criteria.Count - open.Count,
            criteria.Count,
            "criteria",
            check =>
            {
                var met =
                    $"{CountText.Whole((long)check.Actual!.Value)} of {CountText.Whole((long)check.Target!.Value)} success criteria are "
                    + "attested or shown by the evidence";
                return open.Count == 0
                    ? met
                    : met
                        + ". Open: "
                        + string.Join(
                            "; ",
                            open.Select(c =>
                                c.Text + (c.Measured ? " (the evidence does not show it)" : " (attest it with Complete-SloCriterion)")
                            )
                        );
            }
        );
    }
}
