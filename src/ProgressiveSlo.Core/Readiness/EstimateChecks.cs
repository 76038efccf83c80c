using ProgressiveSlo.Evidence;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness;

/// <summary>Says that bare numbers move no plan, and which evidence the plan's gate needs. Advice only.</summary>
internal sealed class EstimateCheck : IReadinessCheck
{
    private static readonly Func<ReadinessCheck, string> _phase = _ =>
        "Nothing is demonstrated: bare numbers are an estimate. The gate of a plan judges the good and total events of each day";

    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context)
    {
        if (context.Planned is null)
            return new ReadinessCheck("Estimate", CheckStatus.Advice, null, null, "ratio", _phase);
        var (from, days) = (context.Planned.StartDate, PhaseDurationCheck.PlannedDays(context.Phase));
        var what = context.Planned.HasCounts
            ? "the good and total events of each of "
            : "the ratio over all complete days since the phase began, with the coverage of each, ";
        return new ReadinessCheck(
            "Estimate",
            CheckStatus.Advice,
            null,
            null,
            "ratio",
            _ =>
                $"This is an estimate of bare numbers and moves no plan. The plan's gate needs {what}at least "
                + $"{CountText.Of(days, "day")} since {ProgressiveSlo.Time.UtcTime.DateText(from)}: Get-SloEvidence -Plan"
                + (context.Planned.HasCounts ? ", or a file of counts" : "")
        );
    }
}

/// <summary>What -Strict asks for, bare numbers cannot have: a strength of evidence.</summary>
internal sealed class StrictEstimateCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(ReadinessContext context) => context.Options.Strict ? Missing(context.Settings) : null;

    private static ReadinessCheck Missing(GateSettings settings)
    {
        var strength = EvidenceStrengthCheck.StrictStrength(settings);
        return GateOutcome.Of(
            null,
            EvidenceStrengthCheck.Name,
            CheckStatus.Unknown,
            null,
            (double)strength,
            "strength",
            _ =>
                $"-Strict asks for a strength of evidence of {ProgressiveSlo.Text.NumberText.Plain(strength)}, and bare numbers have "
                + "none: give "
                + "the good and total events of each day (Days)"
        );
    }
}
