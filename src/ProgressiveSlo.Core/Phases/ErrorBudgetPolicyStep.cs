namespace ProgressiveSlo.Phases;

/// <summary>One step of an error budget policy: from this share of the budget on, that is what happens.</summary>
/// <param name="Consumed">Share of the error budget consumed, a ratio above 0; 1 is all of it.</param>
/// <param name="Consequence">What the team does then, one line.</param>
public sealed record ErrorBudgetPolicyStep(decimal Consumed, string Consequence)
{
    /// <summary>Share and consequence.</summary>
    public override string ToString() => $"{Text.NumberText.PercentShort(Consumed)}: {Consequence}";
}
