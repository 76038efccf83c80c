using System.Management.Automation;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Says whether a service is ready for its next phase, and why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SloPhaseReadiness", DefaultParameterSetName = PhaseSet)]
[OutputType(typeof(ReadinessResult), typeof(bool))]
public sealed class TestSloPhaseReadinessCommand : ReadinessCmdlet
{
    private readonly WholeResult _whole = new();
    private bool? _allReady;

    /// <summary>Return only whether all that was given is ready.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Handle(ReadinessResult? result)
    {
        if (Quiet)
        {
            _allReady = _allReady != false && result?.Ready == true;
        }
        else if (result is not null)
        {
            _whole.Tell(result);
            WriteObject(result);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // One answer: a list of two is true wherever a condition is asked for, whatever is in it.
        if (Quiet)
            WriteObject(_allReady == true && !PlansWithoutEvidence.Any());
    }
}
