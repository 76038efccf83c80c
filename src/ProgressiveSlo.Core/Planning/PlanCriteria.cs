using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Planning;

/// <summary>Attests success criteria of a plan.</summary>
public static class PlanCriteria
{
    /// <summary>The plan with one criterion attested.</summary>
    /// <param name="plan">The plan; it stays as it is.</param>
    /// <param name="phase">The phase; one of the plan.</param>
    /// <param name="criterion">The criterion; one of the phase.</param>
    /// <param name="note">What shows it: a link or a sentence.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="replace">Whether an attestation that is there may be replaced.</param>
    /// <exception cref="SloValidationException">A text is refused, or the criterion is attested already; fields are Criterion, Note and
    /// By.</exception>
    public static SloPlan Complete(
        SloPlan plan,
        PlannedPhase phase,
        SuccessCriterion criterion,
        string note,
        string by,
        DateTime at,
        bool replace
    )
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        if (phase is null)
            throw new ArgumentNullException(nameof(phase));
        if (criterion is null)
            throw new ArgumentNullException(nameof(criterion));
        if (criterion.Completed && !replace)
        {
            throw new SloValidationException(
                "Criterion",
                $"'{PrintableText.Escape(criterion.Text)}' of {phase.Name} was attested already, by {criterion.By} at "
                    + $"{(criterion.At is { } when ? UtcTime.Text(when) : "a time that is not known")}",
                "Leave it, or replace it with -Force"
            );
        }

        var done = criterion with
        {
            Completed = true,
            Note =
                PlanText.CheckRemark(note, "Note")
                ?? throw new SloValidationException("Note", "It is empty", "Say what shows it: a link or a sentence"),
            By = PlanText.Check(by, "By") ?? throw new SloValidationException("By", "It is not said who attests it", "Give a name"),
            At = UtcTime.From(at),
        };
        return plan.With(phase, phase.SuccessCriteria.Select(c => ReferenceEquals(c, criterion) ? done : c).ToArray());
    }
}
