using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Gets phases of plans, or of a profile.</summary>
[Cmdlet(VerbsCommon.Get, "SloPhase", DefaultParameterSetName = ProfileSet)]
[OutputType(typeof(PlannedPhase), ParameterSetName = [PlanSet])]
[OutputType(typeof(SloPhase), ParameterSetName = [ProfileSet])]
public sealed class GetSloPhaseCommand : SloCmdlet
{
    private const string PlanSet = "Plan";
    private const string ProfileSet = "Profile";

    private WildcardPattern[] _patterns = [];
    private DateTime? _at;

    /// <summary>Plans whose phases are wanted.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>Names of phases.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the current phase.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter Current { get; set; }

    /// <summary>Only the phase after the current one.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter Next { get; set; }

    /// <summary>The phase scheduled at this time.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public object? At { get; set; }

    /// <summary>Name of a built-in profile, path of a profile file, or a profile.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _patterns = GetOrStop(PlanErrors.Phase, Name, () => (Name ?? ["*"]).Select(n => NamePattern.Create(n, nameof(Name))).ToArray());
        _at = GetOrStop(PlanErrors.Phase, At, () => DateArgument.Resolve(At, nameof(At)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ProfileSet)
        {
            WriteProfile();
            return;
        }

        foreach (var plan in Plan)
            WriteNamed(PhaseSelection.Select(plan, Current, Next, _at), p => p.Name, $"the plan of {plan.Service}", plan);
    }

    private void WriteProfile()
    {
        var profile = GetOrStop(ProfileErrors.Argument, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
        WriteNamed(profile.Phases, p => p.Name, $"the profile {profile.Name}", profile);
    }

    private void WriteNamed<T>(IReadOnlyList<T> phases, Func<T, string> nameOf, string owner, object target)
    {
        foreach (var phase in phases)
        {
            if (_patterns.Any(p => p.IsMatch(nameOf(phase))))
                WriteObject(phase);
        }

        // A name without wildcards is a promise that it is there; a selection by date or state is not.
        if (Current || Next || _at is not null)
            return;
        foreach (var name in Name ?? [])
        {
            if (
                !WildcardPattern.ContainsWildcardCharacters(name)
                && !phases.Any(p => string.Equals(nameOf(p), name, StringComparison.OrdinalIgnoreCase))
            )
            {
                var error = new SloValidationException(
                    "Name",
                    $"There is no phase '{ServiceName.Printable(name)}' in {owner}",
                    "Give one of " + string.Join(", ", phases.Select(nameOf))
                );
                WriteItemError(error, PlanErrors.PhaseNotFound, ErrorCategory.ObjectNotFound, target);
            }
        }
    }
}
