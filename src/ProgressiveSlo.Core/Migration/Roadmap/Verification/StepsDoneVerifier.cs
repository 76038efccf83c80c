using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

/// <summary>
/// Whether the steps of a phase are done that its gate waits for: those of the whole migration and of pilots. Steps of waves and services
/// are counted by the share that is migrated, because a phase may end before the last service is.
/// </summary>
public sealed class StepsDoneVerifier : MigrationVerifier
{
    internal const string VerifierName = "StepsDone";

    /// <inheritdoc/>
    public override string Name => VerifierName;

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var steps = subject.Migration.Steps.Where(s => s.Scope is StepScope.Migration or StepScope.Pilot).Where(s => s.Phase == subject.Step.Phase && !s.IsGate && !s.Optional && s.Id != subject.Step.Id).ToArray();
        var open = steps.Where(s => s.State == StepState.Open).Select(s => s.Id).ToArray();
        return open.Length == 0
            ? Pass($"{Number(steps.Length)} of {Number(steps.Length)} steps of {subject.Step.Phase} are done")
            : Fail($"{Number(open.Length)} of {Number(steps.Length)} steps of {subject.Step.Phase} are open: {List(open)}", "Do them, and complete them with Complete-SloMigrationStep");
    }
}
