using System;
using System.Collections.Generic;
using ProgressiveSlo.Phases;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>Says that neither a ratio nor totals demonstrate anything: that takes the counts of days. Advice only.</summary>
internal sealed class DemonstrationAdvice : IReadinessCheck
{
    private static readonly Func<ReadinessCheck, string> _noCounts = _ =>
        "Nothing is demonstrated: without event counts (good_events, total_events) the target is met or missed by the estimate alone";

    private static readonly Func<ReadinessCheck, string> _noDays = _ =>
        "Nothing is demonstrated: totals do not show how errors gather in incidents, so the target is met or missed by the estimate alone";

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) =>
        !context.Evidence.HasDays && EvidenceAvailability.IsKnown(context.Evidence) && !DemonstrationCheck.IsRequired(context)
            ? new ReadinessCheck("Demonstration", CheckStatus.Advice, null, null, "ratio", context.Evidence.TotalEvents is null ? _noCounts : _noDays)
            : null;
}
