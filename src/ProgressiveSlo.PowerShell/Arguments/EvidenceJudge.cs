using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Asks the gates of phases about the evidence that was given, as Test-SloPhaseReadiness does.</summary>
internal sealed class EvidenceJudge(ReadinessGate gate, GateOptions options, bool allowEstimate, IEnumerable<SloEvidence> evidence)
{
    private readonly ILookup<string, SloEvidence> _evidence = evidence.ToLookup(e => e.Service ?? "", StringComparer.Ordinal);

    /// <summary>What the gate of a phase says.</summary>
    /// <param name="phase">The phase of a plan.</param>
    public GateAnswer Ask(PlannedPhase phase)
    {
        var mine = _evidence[phase.Service].Where(e => (e.Namespace ?? phase.Namespace) == phase.Namespace).ToArray();
        if (mine.Length != 1)
            return new GateAnswer(
                null,
                mine.Length > 1
                    ? $"More than one piece of evidence is of {ServiceName.InNamespace(phase.Service, phase.Namespace)}"
                    : Missing(phase)
            );
        try
        {
            var result = gate.Evaluate(phase, mine[0], options);
            var isEstimate = result.Ready && result.Basis == nameof(Basis.Estimate) && !allowEstimate;
            return new GateAnswer(
                result,
                isEstimate ? "The evidence is an estimate of bare numbers, and only counts of days move a plan" : null
            );
        }
        catch (SloValidationException e)
        {
            return new GateAnswer(null, $"{e.Problem.Field}: {e.Problem.Message}");
        }
    }

    private string Missing(PlannedPhase phase) =>
        $"There is no evidence for {ServiceName.InNamespace(phase.Service, phase.Namespace)}"
        + (_evidence[""].Any() ? ": what was given names no service" : ". Check the names of the services in the evidence");
}
