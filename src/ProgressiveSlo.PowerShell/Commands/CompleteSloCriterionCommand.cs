using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Attests that a success criterion of a plan is met.</summary>
[Cmdlet(VerbsLifecycle.Complete, "SloCriterion", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class CompleteSloCriterionCommand : PlanChangeCmdlet
{
    /// <summary>The phase; the current one unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Phase { get; set; }

    /// <summary>The criterion: its text, or enough of it with wildcards.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(CriterionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Criterion { get; set; } = "";

    /// <summary>What shows it.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Note { get; set; } = "";

    /// <summary>Replace an attestation that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override ErrorArea Errors => PlanErrors.Criterion;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PlanSet)
        {
            Change(null, Complete, Question(Plan!.Service));
            return;
        }

        foreach (var file in Files())
            Change(file, Complete, Question(file.Display));
    }

    private SloPlan Complete(SloPlan plan)
    {
        var phase = PhaseOf(plan);
        return PlanCriteria.Complete(plan, phase, Find(phase), Note, Actor, Clock.UtcNow, Force);
    }

    private ChangeQuestion<SloPlan> Question(string target) =>
        new((plan, _) => Describe(plan), (plan, _) => ShouldProcess(PrintableText.Escape(target), Describe(plan)));

    // Another attestation than the one that was seen is not replaced by a yes.
    private string Describe(SloPlan plan)
    {
        var phase = PhaseOf(plan);
        var criterion = Find(phase);
        var replaced = criterion is { Completed: true, By: { } by, At: { } at }
            ? $", in place of what {PrintableText.Escape(by)} attested at {UtcTime.Text(at)}"
            : "";
        return $"Attest '{PrintableText.Escape(criterion.Text)}' of {phase.Name}{replaced}";
    }

    private PlannedPhase PhaseOf(SloPlan plan) =>
        plan.Find(Phase ?? plan.CurrentPhase)
        ?? throw new SloValidationException(
            "Phase",
            $"The plan of '{plan.Service}' has no phase '{PrintableText.Escape(Phase!)}'",
            "Give one of " + string.Join(", ", plan.Phases.Select(p => p.Name))
        );

    private SuccessCriterion Find(PlannedPhase phase)
    {
        if (phase.SuccessCriteria.FirstOrDefault(c => string.Equals(c.Text, Criterion, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return exact;
        var pattern = NamePattern.Create(Criterion, nameof(Criterion));
        var matches = phase.SuccessCriteria.Where(c => pattern.IsMatch(c.Text)).ToArray();
        if (matches.Length == 1)
            return matches[0];
        var known =
            "'"
            + string.Join("', '", (matches.Length == 0 ? phase.SuccessCriteria : matches).Select(c => PrintableText.Escape(c.Text)))
            + "'";
        throw new SloValidationException(
            "Criterion",
            matches.Length == 0
                ? $"The phase {phase.Name} of '{phase.Service}' has no criterion '{PrintableText.Escape(Criterion)}'"
                : $"'{PrintableText.Escape(Criterion)}' matches {matches.Length} criteria of {phase.Name}",
            phase.SuccessCriteria.Count == 0 ? "It has no criteria" : "Give one of " + known
        );
    }
}
