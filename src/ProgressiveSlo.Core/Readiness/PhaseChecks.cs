using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>Says of a record without a day when there will be the first one.</summary>
internal static class FirstDay
{
    /// <summary><c>no day is complete yet: the first one is 2026-03-02 (UTC), so ask again from 2026-03-03 on</c>.</summary>
    /// <param name="begin">First day of the record, midnight UTC.</param>
    public static string Text(DateTime begin) =>
        $"no day is complete yet: the first one is {UtcTime.DateText(begin)} (UTC), so ask again from "
        + $"{UtcTime.DateText(begin.AddDays(1))} on";
}

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
/// The success criteria of the phase are attested, or shown by the evidence. Known for phases of plans alone. While the planned days are
/// not over, a criterion that nobody has attested yet, and one that only takes more days, has not failed.
/// </summary>
internal sealed class CriteriaCheck : IReadinessCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "Criteria";

    private static readonly GateSetting _mode = GateOutcome.Mode(
        "criteria",
        "all success criteria of the phase must be attested or shown by the evidence"
    );

    public IReadOnlyList<GateSetting> Settings => [_mode];

    public ReadinessCheck? Evaluate(ReadinessContext context) =>
        context.Planned is { SuccessCriteria: { Count: > 0 } criteria } ? Judge(criteria, context) : null;

    /// <summary>Whether the check decides, and a criterion has failed or needs time that follows from the record.</summary>
    public static bool IsMeasuredOpen(ReadinessContext context) =>
        context.Settings.Choice(_mode) == "required"
        && context.Planned?.SuccessCriteria.Any(c =>
            !IsAttested(c, context)
            && CriterionVerification.Judge(c, context) is var status
            && (status == CheckStatus.Fail || (status == CheckStatus.Unknown && c.VerifiedBy is not ("LatencyP95" or "LatencyP99")))
        ) == true;

    /// <summary>Whether a criterion is still open and one that the evidence can show.</summary>
    public static bool IsMeasured(SuccessCriterion criterion, ReadinessContext context) =>
        !IsAttested(criterion, context) && CriterionVerification.Judge(criterion, context) is not null;

    private static ReadinessCheck Judge(IReadOnlyList<SuccessCriterion> criteria, ReadinessContext context)
    {
        var open = criteria
            .Select(c => (Criterion: c, Status: IsAttested(c, context) ? CheckStatus.Pass : CriterionVerification.Judge(c, context)))
            .Where(c => c.Status != CheckStatus.Pass)
            .ToArray();
        var isLong = context.Record!.Length >= PhaseDurationCheck.PlannedDays(context.Phase);
        var hasFailed = open.Any(c => c.Status == CheckStatus.Fail || (isLong && c.Status is null or CheckStatus.Waived));
        return GateOutcome.Of(
            context.Settings.Choice(_mode),
            Name,
            open.Length == 0 ? CheckStatus.Pass
                : hasFailed ? CheckStatus.Fail
                : CheckStatus.Unknown,
            criteria.Count - open.Length,
            criteria.Count,
            "criteria",
            check =>
            {
                var met =
                    $"{CountText.Whole((long)check.Actual!.Value)} of {CountText.Whole((long)check.Target!.Value)} success criteria are "
                    + "attested or shown by the evidence";
                return open.Length == 0 ? met : met + ". Open: " + string.Join("; ", open.Select(c => Describe(c.Criterion, c.Status)));
            }
        );
    }

    // Nobody can have attested anything later than now.
    private static bool IsAttested(SuccessCriterion criterion, ReadinessContext context) =>
        criterion.Completed && !PlanHistory.IsAfter(criterion.At, context.Now);

    private static string Describe(SuccessCriterion criterion, CheckStatus? status) =>
        criterion.Text
        + (
            criterion is { Completed: true, At: { } at } ? $" (attested at {UtcTime.Text(at)}, which is in the future)"
            : status is null ? " (attest it with Complete-SloCriterion)"
            : status == CheckStatus.Unknown ? " (the evidence does not show it yet)"
            : " (the evidence does not show it)"
        );
}
