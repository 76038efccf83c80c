namespace ProgressiveSlo.Phases;

/// <summary>A set of phases and the thresholds of the gates between them.</summary>
public sealed class PhaseProfile
{
    /// <summary>Makes a profile. <see cref="PhaseProfileValidator"/> says whether it makes sense.</summary>
    /// <param name="name">Name.</param>
    /// <param name="phases">The phases in order; at least one.</param>
    /// <param name="gate">The gate's thresholds.</param>
    public PhaseProfile(string name, IReadOnlyList<SloPhase> phases, GateSettings gate)
    {
        Name = name;
        Phases = phases is { Count: > 0 } ? phases : throw new ArgumentException("A profile has at least one phase.", nameof(phases));
        Gate = gate ?? throw new ArgumentNullException(nameof(gate));
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>One line that says what the profile is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<SloPhase> Phases { get; }

    /// <summary>The gate's thresholds.</summary>
    public GateSettings Gate { get; }

    /// <summary>What happens when how much of the error budget is consumed; shares rise. Empty for no policy.</summary>
    public IReadOnlyList<ErrorBudgetPolicyStep> ErrorBudgetPolicy { get; init; } = [];

    /// <summary>
    /// The label whose value is the service in the metrics of a plan's default indicator; null for <c>service</c>. It is used when a plan
    /// is made, and stands in the plan's indicator from then on.
    /// </summary>
    public string? ServiceLabel { get; init; }

    /// <summary>The file that it was read from, or null when it is built in or comes from a plan.</summary>
    public string? Source { get; init; }

    /// <summary>Days from the start to the last phase, which is ongoing.</summary>
    public int TotalDurationDays => Phases.Sum(p => p.DurationDays ?? 0);

    /// <summary>The phase of that name, or null.</summary>
    /// <param name="name">Name; case does not matter.</param>
    public SloPhase? Find(string name) => Phases.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The phase after this one, or null after the last.</summary>
    /// <param name="phase">A phase of this profile.</param>
    public SloPhase? NextPhase(SloPhase phase)
    {
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        return phase.Order < Phases.Count ? Phases[phase.Order] : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Finds what an error budget policy asks for.</summary>
public static class ErrorBudgetPolicy
{
    /// <summary>The last step that is reached.</summary>
    /// <param name="policy">The steps; shares rise.</param>
    /// <param name="consumed">Share of the error budget consumed, a ratio; null is not known.</param>
    /// <returns>The step, or null when none is reached.</returns>
    public static ErrorBudgetPolicyStep? StepAt(IReadOnlyList<ErrorBudgetPolicyStep> policy, decimal? consumed) =>
        policy.LastOrDefault(step => consumed >= step.Consumed);

    /// <summary>Whether a step that is reached forbids something.</summary>
    /// <param name="policy">The steps.</param>
    /// <param name="consumed">Share of the error budget consumed, a ratio; null is not known, and reaches no step.</param>
    /// <param name="what">One of <see cref="ErrorBudgetPolicyStep.Forbiddable"/>.</param>
    public static bool Forbids(IReadOnlyList<ErrorBudgetPolicyStep> policy, decimal? consumed, string what) =>
        policy.Any(step => consumed >= step.Consumed && step.Forbids.Contains(what));
}

/// <summary>One step of an error budget policy: from this share of the budget on, that is what happens.</summary>
/// <param name="Consumed">Share of the error budget consumed, a ratio above 0; 1 is all of it.</param>
/// <param name="Consequence">What the team does then, one line.</param>
public sealed record ErrorBudgetPolicyStep(decimal Consumed, string Consequence)
{
    /// <summary>To go on to the next phase of a plan.</summary>
    public const string Promotion = "promotion";

    /// <summary>To deploy a change.</summary>
    public const string Deployment = "deployment";

    /// <summary>The words that <see cref="Forbids"/> may hold.</summary>
    public static IReadOnlyList<string> Forbiddable { get; } = [Promotion, Deployment];

    /// <summary>What must not happen from this step on; empty for a consequence that people see to.</summary>
    public IReadOnlyList<string> Forbids
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">Another step.</param>
    public bool Equals(ErrorBudgetPolicyStep? other) =>
        other is not null && Consumed == other.Consumed && Consequence == other.Consequence && Forbids.SequenceEqual(other.Forbids);

    /// <inheritdoc/>
    public override int GetHashCode() => Consumed.GetHashCode() ^ (Consequence?.GetHashCode() ?? 0);

    /// <summary>Share and consequence.</summary>
    public override string ToString() => $"{ProgressiveSlo.Text.NumberText.PercentShort(Consumed)}: {Consequence}";
}
