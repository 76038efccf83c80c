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

    /// <summary>Return only whether the service is ready.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Handle(ReadinessResult? result)
    {
        if (Quiet)
        {
            WriteObject(result?.Ready ?? false);
        }
        else if (result is not null)
        {
            _whole.Tell(result);
            WriteObject(result);
        }
    }
}
