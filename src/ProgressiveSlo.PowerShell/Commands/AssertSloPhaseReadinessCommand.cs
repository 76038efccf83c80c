using System.Management.Automation;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Fails unless every service is ready for its next phase.</summary>
[Cmdlet(VerbsLifecycle.Assert, "SloPhaseReadiness", DefaultParameterSetName = PhaseSet)]
[OutputType(typeof(void))]
public sealed class AssertSloPhaseReadinessCommand : ReadinessCmdlet
{
    private readonly List<ReadinessResult> _notReady = [];
    private readonly List<ReadinessResult> _estimates = [];
    private int _evaluated;
    private int _refused;

    /// <summary>Take the estimate of bare numbers for a plan, too.</summary>
    [Parameter]
    public SwitchParameter AllowEstimate { get; set; }

    private protected override void Handle(ReadinessResult? result)
    {
        _evaluated++;
        if (result is null)
            _refused++;
        else if (result is { Ready: true, Namespace: not null, Basis: nameof(Basis.Estimate) } && !AllowEstimate)
            _estimates.Add(result);
        else if (result.Ready)
            WriteVerbose(result.ToString());
        else
            _notReady.Add(result);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No evidence at all is not proof: an empty pipeline must not open the gate.
        if (_evaluated == 0)
            Throw(
                "No evidence was given, so nothing is ready. Check what the pipeline before Assert-SloPhaseReadiness returns.",
                ReadinessErrors.NoEvidence,
                ErrorCategory.ObjectNotFound
            );

        // Evidence that was refused may have been that of any plan.
        string[] missing = _refused > 0 ? [] : [.. PlansWithoutEvidence.Select(p => ServiceName.InNamespace(p.Service, p.Namespace))];
        if (_estimates.Count > 0 && _notReady.Count == 0 && _refused == 0 && missing.Length == 0)
            Throw(NotReadyMessage.OfEstimates(_estimates), "SloPhaseEstimate", ErrorCategory.InvalidResult);
        _notReady.AddRange(_estimates);
        if (_notReady.Count > 0 || _refused > 0 || missing.Length > 0)
            Throw(NotReadyMessage.Compose(_notReady, _evaluated, _refused, missing), ReadinessErrors.NotReady, ErrorCategory.InvalidResult);
    }

    // ThrowTerminatingError ends only the statement, and a script would go on to deploy after a closed gate.
    // Marked like this the error ends the script, as the throw statement does; try and catch work as ever.
    private void Throw(string message, string errorId, ErrorCategory category)
    {
        var record = new ErrorRecord(new InvalidOperationException(message), errorId, category, _notReady.ToArray());
        record.CategoryInfo.Activity = "Assert-SloPhaseReadiness";
        throw new RuntimeException(message, record.Exception, record) { WasThrownFromThrowStatement = true };
    }
}
