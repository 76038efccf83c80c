using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>The success criteria of the phase are attested, or shown by the evidence. Known for phases of plans alone; decides where the profile says so.</summary>
internal sealed class CriteriaCheck : IReadinessCheck
{
    private static readonly GateSetting _rule = GateSetting.Choice(
        "criteria", "Whether all success criteria of the phase must be attested or shown by the evidence", "shown", "required");

    public IReadOnlyList<GateSetting> Settings => [_rule];

    public ReadinessCheck? Evaluate(in ReadinessContext context) => context.Planned is { SuccessCriteria: { Count: > 0 } criteria }
        ? Judge(criteria, context, context.Settings.Number(CoverageCheck.Least), context.Settings.Word(_rule) == "required")
        : null;

    private static ReadinessCheck Judge(IReadOnlyList<SuccessCriterion> criteria, ReadinessContext context, decimal coverage, bool required)
    {
        var states = criteria.Select(c => (c.Text, c.Completed, Shown: CriterionProof.IsShown(c, context, coverage))).ToArray();
        var open = states.Where(s => !s.Completed && s.Shown != true).ToArray();
        var blocks = required && open.Length > 0;
        var status = open.Length == 0 ? CheckStatus.Pass : blocks ? CheckStatus.Fail : CheckStatus.Advice;
        return new ReadinessCheck("Criteria", status, states.Length - open.Length, states.Length, "criteria", _ =>
        {
            var met = $"{(states.Length - open.Length).ToString(CultureInfo.InvariantCulture)} of {states.Length.ToString(CultureInfo.InvariantCulture)} success criteria are attested or shown by the evidence";
            return open.Length == 0 ? met : met + ". Open: " + string.Join("; ", open.Select(s => s.Text + (s.Shown == false ? " (the evidence does not show it)" : " (attest it with Complete-SloCriterion)")));
        })
        { Blocks = blocks };
    }
}
