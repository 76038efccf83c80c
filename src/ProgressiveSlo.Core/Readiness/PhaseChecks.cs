using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Readiness;

/// <summary>
/// The phase has lasted as long as it was planned to. Known for phases of plans alone; decides where the profile says so.
/// </summary>
internal sealed class PhaseDurationCheck : IReadinessCheck
{
    private static readonly GateSetting Rule = GateSetting.Choice(
        "phaseDuration",
        "Whether the planned days of the phase must be over",
        "shown",
        "required"
    );

    public IReadOnlyList<GateSetting> Settings => [Rule];

    public ReadinessCheck? Evaluate(in ReadinessContext context)
    {
        if (context.Planned is not { EndDate: { } end } planned)
            return null;
        return Judge(planned, end, context.Now, context.Settings.Choice(Rule) == "required");
    }

    private static ReadinessCheck Judge(PlannedPhase planned, DateTime end, DateTime now, bool required)
    {
        var done = Math.Max(0, (now - planned.StartDate).Days);
        var planDays = (end - planned.StartDate).Days;
        var isOver = now >= end;
        var blocks = required && !isOver;
        var status =
            isOver ? CheckStatus.Pass
            : blocks ? CheckStatus.Fail
            : CheckStatus.Advice;
        return new ReadinessCheck("PhaseDuration", status, done, planDays, "days", _ => Describe(planned, end, done, planDays, isOver, now))
        {
            Blocks = blocks,
        };
    }

    private static string Describe(PlannedPhase planned, DateTime end, int done, int planDays, bool isOver, DateTime now)
    {
        var text =
            $"{Whole(done)} of the {Whole(planDays)} planned days of {planned.Name} are "
            + $"over, which began on {UtcTime.DateText(planned.StartDate)}";
        return isOver
            ? text
            : $"Only {text}; it is planned until {UtcTime.DateText(end)}, in {Whole((int)Math.Ceiling((end - now).TotalDays))} days";
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// The success criteria of the phase are attested, or shown by the evidence. Known for phases of plans alone; decides where the profile
/// says so.
/// </summary>
internal sealed class CriteriaCheck : IReadinessCheck
{
    private static readonly GateSetting Rule = GateSetting.Choice(
        "criteria",
        "Whether all success criteria of the phase must be attested or shown by the evidence",
        "shown",
        "required"
    );

    public IReadOnlyList<GateSetting> Settings => [Rule];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        context.Planned is { SuccessCriteria: { Count: > 0 } criteria }
            ? Judge(criteria, context, context.Settings.Number(CoverageCheck.Least), context.Settings.Choice(Rule) == "required")
            : null;

    private static ReadinessCheck Judge(IReadOnlyList<SuccessCriterion> criteria, ReadinessContext context, decimal coverage, bool required)
    {
        var states = criteria.Select(c => (c.Text, c.Completed, Shown: CriterionVerification.IsShown(c, context, coverage))).ToArray();
        var open = states.Where(s => !s.Completed && s.Shown != true).ToArray();
        var blocks = required && open.Length > 0;
        var status =
            open.Length == 0 ? CheckStatus.Pass
            : blocks ? CheckStatus.Fail
            : CheckStatus.Advice;
        return new ReadinessCheck(
            "Criteria",
            status,
            states.Length - open.Length,
            states.Length,
            "criteria",
            _ =>
            {
                var met =
                    $"{(states.Length - open.Length).ToString(CultureInfo.InvariantCulture)} of "
                    + $"{states.Length.ToString(CultureInfo.InvariantCulture)} success criteria are attested or shown by the "
                    + $"evidence";
                return open.Length == 0
                    ? met
                    : met
                        + ". Open: "
                        + string.Join(
                            "; ",
                            open.Select(s =>
                                s.Text + (s.Shown == false ? " (the evidence does not show it)" : " (attest it with Complete-SloCriterion)")
                            )
                        );
            }
        )
        {
            Blocks = blocks,
        };
    }
}
