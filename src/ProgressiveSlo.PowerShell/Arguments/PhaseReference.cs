using System;
using System.ComponentModel;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// What <c>-Phase</c> takes: a phase's name, a phase of a profile, a phase of a plan, or a plan, which stands for its current
/// phase. PowerShell converts these, and nothing else, so evidence from the pipeline is never taken for a phase.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class PhaseReference
{
    /// <summary>A phase of the profile, by its name.</summary>
    /// <param name="name">The name.</param>
    public PhaseReference(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>A phase of a profile.</summary>
    /// <param name="phase">The phase.</param>
    public PhaseReference(SloPhase phase)
    {
        Phase = phase ?? throw new ArgumentNullException(nameof(phase));
        Name = phase.Name;
    }

    /// <summary>A phase of a plan.</summary>
    /// <param name="phase">The phase.</param>
    public PhaseReference(PlannedPhase phase)
    {
        Planned = phase ?? throw new ArgumentNullException(nameof(phase));
        Name = phase.Name;
    }

    /// <summary>The current phase of a plan.</summary>
    /// <param name="plan">The plan.</param>
    public PhaseReference(SloPlan plan)
        : this((plan ?? throw new ArgumentNullException(nameof(plan))).Find(plan.CurrentPhase)!)
    {
    }

    /// <summary>The phase's name.</summary>
    public string Name { get; }

    /// <summary>The phase of a profile, when that was given.</summary>
    public SloPhase? Phase { get; }

    /// <summary>The phase of a plan, when that or a plan was given.</summary>
    public PlannedPhase? Planned { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
