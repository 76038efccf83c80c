using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Moves a plan to its next phase, or one back.</summary>
[Cmdlet(VerbsCommon.Step, "SloPlan", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class StepSloPlanCommand : PlanChangeCmdlet
{
    private readonly Dictionary<string, string?> _services = new(StringComparer.Ordinal);
    private TimeSpan _maximumAge;

    /// <summary>What the gate said.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public ReadinessResult? Readiness { get; set; }

    /// <summary>Go back one phase.</summary>
    [Parameter]
    public SwitchParameter Back { get; set; }

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
    protected override void BeginProcessing() =>
        _maximumAge = GetOrStop(ReadinessErrors.StepMaximumAge, MaximumAge, () => WindowArgument.Resolve(MaximumAge, nameof(MaximumAge)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PlanSet)
        {
            Change(null, Move, Question(Plan!.Service));
            return;
        }

        var files = Files().ToArray();
        if (files.Length > 1)
            files = Readiness is { } result
                ? [.. files.Where(f => ServiceOf(f) is not { } service || service == result.Service)]
                : RefuseSeveral(files.Length);
        if (files.Length == 0 && Readiness is { Service: var service })
            WriteItemError(
                new SloValidationException(
                    "Path",
                    $"None of the plan files is of '{PrintableText.Escape(service ?? "(no service)")}'",
                    "Give the file of its plan"
                ),
                Errors,
                Readiness
            );
        foreach (var file in files)
            Change(file, Move, Question(file.Display));
    }

    private SloPlan Move(SloPlan plan) =>
        PlanTransitions.Apply(
            plan,
            new PlanTransition(Actor, Clock.UtcNow)
            {
                Back = Back,
                Force = Force,
                Reason = Reason,
                Readiness = Readiness?.ToVerdict(),
                MaximumAge = _maximumAge,
            }
        );

    private static string Step(SloPlan plan, SloPlan moved) => $"Move '{plan.Service}' from {plan.CurrentPhase} to {moved.CurrentPhase}";

    // What changes line by line takes the rules of both phases: only who asks for it waits for it.
    private ChangeQuestion<SloPlan> Question(string target) =>
        new(
            Step,
            (plan, moved) =>
                ShouldProcess(
                    ShouldProcessState.IsWhatIf(this) ? PlanChangeText.Describe(plan, moved) : Step(plan, moved),
                    $"{Step(plan, moved)} in {PrintableText.Escape(target)}?",
                    "Step-SloPlan"
                )
        );

    // Read once for all results of the pipeline. Null for a file that cannot be read: its error is seen when its turn comes.
    private string? ServiceOf((string Full, string Display) file)
    {
        if (_services.TryGetValue(file.Full, out var known))
            return known;
        string? service = null;
        try
        {
            service = PlanReader.ReadFile(file.Full, file.Display).Service;
        }
        catch (SloDocumentException)
        {
            // See above.
        }

        return _services[file.Full] = service;
    }

    private (string Full, string Display)[] RefuseSeveral(int count)
    {
        WriteItemError(
            new SloValidationException(
                "Path",
                $"There are {count} plan files, and no result says which one is meant",
                "Give the file of one plan, or results of Test-SloPhaseReadiness"
            ),
            Errors,
            Path
        );
        return [];
    }
}
