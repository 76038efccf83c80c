using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Phases;

/// <summary>Finds what an error budget policy asks for.</summary>
public static class ErrorBudgetPolicy
{
    /// <summary>The last step that is reached.</summary>
    /// <param name="policy">The steps; shares rise.</param>
    /// <param name="consumed">Share of the error budget consumed, a ratio; null is not known.</param>
    /// <returns>The step, or null when none is reached.</returns>
    public static ErrorBudgetPolicyStep? StepAt(IReadOnlyList<ErrorBudgetPolicyStep> policy, decimal? consumed) =>
        policy.LastOrDefault(step => consumed >= step.Consumed);
}
