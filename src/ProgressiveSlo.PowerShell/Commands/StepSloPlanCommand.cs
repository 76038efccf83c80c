using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Moves a plan to its next phase, or one back, or begins a new record of its phase.</summary>
[Cmdlet(VerbsCommon.Step, "SloPlan", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class StepSloPlanCommand : PlanChangeCmdlet
{
    private readonly ClaimedMoves _moves = new();
    private ReadinessClaim? _claim;
    private bool _refused;
    private TimeSpan _maximumAge;

    /// <summary>What the gate said.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? Readiness { get; set; }

    /// <summary>Go back one phase.</summary>
    [Parameter]
    public SwitchParameter Back { get; set; }

    /// <summary>Begin a new record of the phase.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <summary>Go on without a result that says Ready.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>How old the result may be.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MaximumAge { get; set; } = "24h";

    private protected override ErrorArea Errors => PlanErrors.Step;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _maximumAge = GetOrStop(ReadinessErrors.StepMaximumAge, MaximumAge, Age);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What names the plan comes through the pipeline, too, and is not a result.
        var piped = Readiness is PSObject wrapped ? wrapped.BaseObject : Readiness;
        if (piped is SloPlan or FileSystemInfo)
            _claim = null;
        else if (!Try(Errors, Readiness, () => _claim = ReadinessArgument.Resolve(Readiness)))
            return;

        var plan = ParameterSetName == PlanSet ? Plan : null;
        _refused = false;
        var files = plan is null ? Files().ToArray() : [];
        if (files.Length > 1)
            files = _claim is { } claim
                ? FilesOf(claim, files)
                : RefuseSeveral($"There are {files.Length} plan files, and no result says which one is meant");
        if (plan is null && files.Length == 0 && !_refused && _claim is { Service: var service })
            WriteNoFile(service, _claim.Namespace, nameof(Path), "Give the file of its plan", Readiness);
        if (_claim is { } known)
            _moves.Add(new ClaimedMove(known, piped!, plan, files));
        else
            Change(plan, files);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Which of several results of a service is the last one is not known before the pipeline ends, and a move is not taken back.
        foreach (var move in _moves.All)
        {
            if (_moves.Contradiction(move) is { } problem)
            {
                if (_moves.IsFirst(move))
                    WriteItemError(new SloValidationException(problem), Errors, move.Result);
                continue;
            }

            _claim = move.Claim;
            Change(move.Plan, move.Files);
        }
    }

    private void Change(SloPlan? plan, (string Full, string Display)[] files)
    {
        if (plan is not null)
        {
            Plan = plan;
            Change(null, Move, Question(plan.Service));
        }

        foreach (var file in files)
            Change(file, Move, Question(file.Display));
    }

    private TimeSpan Age()
    {
        var age = WindowArgument.Resolve(MaximumAge, nameof(MaximumAge));
        return age <= PlanTransitions.LargestAge
            ? age
            : throw new SloValidationException(
                nameof(MaximumAge),
                $"{PrometheusDuration.Format(age)} is more than {PrometheusDuration.Format(PlanTransitions.LargestAge)}, and days since "
                    + "then would not be judged",
                "Test the gate again, or give -Force and a reason"
            );
    }

    private SloPlan Move(SloPlan plan)
    {
        var move = new PlanTransition(Actor, Clock.UtcNow)
        {
            Back = Back,
            Reset = Reset,
            Force = Force,
            Reason = Reason,
            Readiness = _claim?.Replay(plan),
            MaximumAge = _maximumAge,
        };
        var moved = PlanTransitions.Apply(plan, move);
        if (Force && _claim is not null)
        {
            foreach (var objection in PlanTransitions.Objections(plan, move))
                WriteWarning($"Forced all the same: {PrintableText.Escape(objection)}.");
        }

        return moved;
    }

    private static bool IsOf(ReadinessClaim claim, (string Service, string Namespace) plan) =>
        claim.Service == plan.Service && (claim.Namespace is null || claim.Namespace == plan.Namespace);

    // What changes line by line takes the rules of both phases: only who asks for it waits for it.
    private ChangeQuestion<SloPlan> Question(string target) =>
        new(
            PlanChangeText.Summarize,
            (plan, moved) =>
                ShouldProcess(
                    ShouldProcessState.IsWhatIf(this) ? PlanChangeText.Describe(plan, moved) : PlanChangeText.Summarize(plan, moved),
                    $"{PlanChangeText.Summarize(plan, moved)} in {PrintableText.Escape(target)}?",
                    "Step-SloPlan"
                )
        );

    // A result without a namespace, or a copy of a plan, would move plans that nobody has judged.
    private (string Full, string Display)[] FilesOf(ReadinessClaim claim, (string Full, string Display)[] files)
    {
        (string Full, string Display)[] found = [.. files.Where(f => SubjectOf(f) is not { } subject || IsOf(claim, subject))];
        var known = found.Count(f => SubjectOf(f) is not null);
        return known <= 1
            ? found
            : RefuseSeveral($"{known} of the plan files are of '{PrintableText.Escape(claim.Service ?? "(no service)")}'");
    }

    private (string Full, string Display)[] RefuseSeveral(string problem)
    {
        _refused = true;
        WriteItemError(
            new SloValidationException("Path", problem, "Give the file of one plan, or a result of Test-SloPhaseReadiness -Plan"),
            Errors,
            Path
        );
        return [];
    }
}
