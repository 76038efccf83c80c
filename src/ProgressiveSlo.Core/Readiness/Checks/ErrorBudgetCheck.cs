using System.Collections.Generic;
using System.Globalization;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Readiness.Checks;

/// <summary>How much of the error budget of the phase's target the window of the evidence has used, and what the error budget policy asks for then. Advice only.</summary>
internal sealed class ErrorBudgetCheck : IReadinessCheck
{
    public IReadOnlyList<GateSetting> Settings => [];

    public ReadinessCheck? Evaluate(in ReadinessContext context) => context.Evidence is { GoodEvents: { } good, TotalEvents: > 0 and { } total }
        ? Of(good, total, context.Phase.Targets.Availability, context.Policy ?? [])
        : null;

    private static ReadinessCheck Of(long good, long total, decimal target, IReadOnlyList<ErrorBudgetPolicyStep> policy)
    {
        // Over the whole window the burn rate is the share that is used.
        var consumed = ErrorBudgetArithmetic.BurnRate((decimal)(total - good) / total, target);
        return new ReadinessCheck("ErrorBudget", CheckStatus.Advice, (double)consumed, 1, "ratio", _ => Describe(good, total, target, consumed) + Step(policy, consumed));
    }

    private static string Step(IReadOnlyList<ErrorBudgetPolicyStep> policy, decimal consumed) =>
        ErrorBudgetPolicy.StepAt(policy, consumed) is { } step ? ". The error budget policy asks for this: " + step.Consequence : "";

    private static string Describe(long good, long total, decimal target, decimal consumed)
    {
        var allowed = NumberText.Plain(decimal.Round((1m - target) * total, 1));
        return $"{NumberText.Times(consumed * 100m)}% of the error budget of {NumberText.PercentShort(target)} is used: {(total - good).ToString(CultureInfo.InvariantCulture)} bad events of the {allowed} that it allows in {total.ToString(CultureInfo.InvariantCulture)}";
    }
}
