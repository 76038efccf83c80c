using ProgressiveSlo.Errors;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>Completes steps of migrations and writes that into the history.</summary>
public static class MigrationProgress
{
    /// <summary>
    /// The migration with one step done. A step with verifiers is done when each of them passes, and one that only people can decide when
    /// there is a note. The gate of a phase moves the migration into the next phase.
    /// </summary>
    /// <param name="migration">The migration; it stays as it is.</param>
    /// <param name="step">A step of it.</param>
    /// <param name="completion">Who completes it, with what.</param>
    /// <exception cref="SloValidationException">It is refused; fields are Id, Note, By, Reason and Verification.</exception>
    public static SloMigration Complete(SloMigration migration, MigrationStep step, StepCompletion completion)
    {
        if (migration is null)
            throw new ArgumentNullException(nameof(migration));
        if (step is null)
            throw new ArgumentNullException(nameof(step));
        if (completion is null)
            throw new ArgumentNullException(nameof(completion));
        var by =
            PlanText.Check(completion.By, "By") ?? throw new SloValidationException("By", "It is not said who completes it", "Give a name");
        var reason = PlanText.CheckRemark(completion.Reason, "Reason");
        if (completion.Force && reason is null)
            throw new SloValidationException(
                "Reason",
                $"'{step.Id}' is forced without a reason",
                "Say why with -Reason: it is kept in the history"
            );
        if (!completion.Force && reason is not null)
            throw new SloValidationException(
                "Reason",
                "A reason belongs to a step that is forced",
                "Write what shows that it is done with -Note, or give -Force"
            );
        CheckState(migration, step, completion.Force);

        var checks = MigrationVerifiers.Verify(migration, step, completion.Verification);
        var passed = checks.All(c => c.Status == CheckStatus.Pass);
        if (!passed && !completion.Force)
            throw VerificationFailed(step, checks);
        var note = PlanText.CheckRemark(completion.Note, "Note");
        if (checks.Count == 0 && note is null && !completion.Force)
            throw new SloValidationException("Note", $"Nothing shows that '{step.Id}' is done", "Say what shows it: a link or a sentence");

        var found = checks.Count == 0 ? null : string.Join("; ", checks.Select(c => c.ToString()));
        return migration.With(
            new MigrationChange(step.Id, UtcTime.From(completion.At), by, NoteOf(note, found))
            {
                Verified = checks.Count > 0 && passed,
                Forced = completion.Force,
                Reason = reason,
            }
        );
    }

    private static void CheckState(SloMigration migration, MigrationStep step, bool force)
    {
        if (step.IsGate && step.Phase != migration.CurrentPhase)
        {
            var passed = migration.Find(step.Phase)!.Order < migration.Find(migration.CurrentPhase)!.Order;
            throw passed
                ? new SloValidationException(
                    "Id",
                    $"The gate of {step.Phase} was passed at {UtcTime.Text(step.At!.Value)} by "
                        + $"{step.By}, and '{migration.Name}' is in {migration.CurrentPhase}",
                    $"Complete {MigrationSteps.GateId(migration.CurrentPhase)} when that phase is done"
                )
                : new SloValidationException(
                    "Id",
                    $"'{migration.Name}' is in {migration.CurrentPhase}, and '{step.Id}' is the gate of {step.Phase}",
                    $"Pass the phases in their order: {MigrationSteps.GateId(migration.CurrentPhase)} is next"
                );
        }

        if (step.State == StepState.Done && !force)
            throw new SloValidationException(
                "Id",
                $"'{step.Id}' was done already, by {step.By} at {UtcTime.Text(step.At!.Value)}",
                "Leave it, or do it once more with -Force and a reason"
            );
    }

    private static SloValidationException VerificationFailed(
        MigrationStep step,
        System.Collections.Generic.IReadOnlyList<MigrationCheck> checks
    )
    {
        var bad = checks.Where(c => c.Status != CheckStatus.Pass).ToArray();
        return new SloValidationException(
            "Verification",
            $"'{step.Id}' verifies itself, and does not pass: {string.Join("; ", bad.Select(c => c.Name + ": " + c.Message))}",
            string.Join("; ", bad.Select(c => c.Guidance).Where(g => g.Length > 0).Distinct()) + "; or give -Force and a reason"
        );
    }

    // What verifiers found comes from outside and has no bound; the texts of the file have one.
    private static string? NoteOf(string? note, string? found)
    {
        var text = string.Join("; ", new[] { note, found is null ? null : PrintableText.Escape(found) }.Where(t => t is not null));
        if (text.Length == 0)
            return null;
        const int Most = PlanText.LongestRemark - 1;
        return text.Length <= Most ? text : text.Substring(0, char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most) + "…";
    }
}

/// <summary>What is said about a step that is done.</summary>
/// <param name="By">Who completes it.</param>
/// <param name="At">When, UTC.</param>
public sealed record StepCompletion(string By, DateTime At)
{
    /// <summary>What shows it, in the words of people, or null.</summary>
    public string? Note { get; init; }

    /// <summary>What the verifiers judge.</summary>
    public MigrationEvidence Verification { get; init; } = MigrationEvidence.None;

    /// <summary>Whether to complete it although a verifier does not pass, or once more. Needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why it is forced; only then.</summary>
    public string? Reason { get; init; }
}
