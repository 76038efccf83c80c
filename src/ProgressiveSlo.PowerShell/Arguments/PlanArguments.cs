using System.ComponentModel;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
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
        : this((plan ?? throw new ArgumentNullException(nameof(plan))).Find(plan.CurrentPhase)!) { }

    /// <summary>The phase's name.</summary>
    public string Name { get; }

    /// <summary>The phase of a profile, when that was given.</summary>
    public SloPhase? Phase { get; }

    /// <summary>The phase of a plan, when that or a plan was given.</summary>
    public PlannedPhase? Planned { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>
/// What <c>-Plan</c> takes beside evidence: one plan for all of it, or the plans of the services that the evidence names. A plan is its
/// namespace and service.
/// </summary>
internal sealed class PlanLookup
{
    private readonly SloPlan? _only;
    private readonly Dictionary<string, List<SloPlan>> _plans = new(StringComparer.Ordinal);

    /// <exception cref="SloValidationException">There are two plans for one service of one namespace.</exception>
    public PlanLookup(SloPlan[] plans)
    {
        _only = plans.Length == 1 ? plans[0] : null;
        foreach (var plan in plans)
        {
            if (!_plans.TryGetValue(plan.Service, out var same))
                _plans.Add(plan.Service, same = []);
            if (same.Any(p => p.Namespace == plan.Namespace))
                throw new SloValidationException(
                    "Plan",
                    $"There are two plans for '{ServiceName.Printable(plan.Service)}' in the namespace '{plan.Namespace}'",
                    "Give one plan per service and namespace"
                );
            same.Add(plan);
        }
    }

    /// <summary>The plan for evidence of a service.</summary>
    /// <param name="service">The service that the evidence names, or null.</param>
    /// <param name="namespace">The namespace that it names, or null.</param>
    /// <exception cref="SloValidationException">There is no plan for it, the only plan is of another service, or it is not known
    /// which.</exception>
    public SloPlan Resolve(string? service, string? @namespace)
    {
        if (_only is not null)
        {
            return service is null || service == _only.Service
                ? _only
                : throw new SloValidationException(
                    "Service",
                    $"The evidence is of '{ServiceName.Printable(service)}', and the plan is of '{ServiceName.Printable(_only.Service)}'",
                    "Give evidence and plan of one service"
                );
        }

        if (service is null)
            throw new SloValidationException(
                "Service",
                "The evidence names no service, and there are several plans",
                "Give the evidence a service"
            );
        var mine = (_plans.TryGetValue(service, out var plans) ? plans : [])
            .Where(p => (@namespace ?? p.Namespace) == p.Namespace)
            .ToArray();
        return mine.Length switch
        {
            1 => mine[0],
            0 => throw new SloValidationException(
                "Plan",
                $"No plan was given for '{ServiceName.Printable(service)}'"
                    + (@namespace is null ? "" : $" in the namespace '{ServiceName.Printable(@namespace)}'"),
                "Give its plan too, or leave its evidence out"
            ),
            _ => throw new SloValidationException(
                "Namespace",
                $"'{ServiceName.Printable(service)}' has plans in the namespaces {string.Join(", ", mine.Select(p => p.Namespace))}, "
                    + "and the evidence names none",
                "Give the evidence a namespace"
            ),
        };
    }
}
