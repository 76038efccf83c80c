using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Says how much error budget was allowed, was consumed and is left.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "SloErrorBudget", DefaultParameterSetName = EvidenceSet)]
[OutputType(typeof(ErrorBudget))]
public sealed class MeasureSloErrorBudgetCommand : SloCmdlet
{
    private const string EvidenceSet = "Evidence";
    private const string EvidencePlanSet = "EvidencePlan";
    private const string CountsSet = "Counts";
    private const string CalendarMonth = "month";

    private PhaseProfile? _profile;
    private PlanLookup? _plans;
    private TimeSpan? _window = SloPlanner.DefaultWindow;

    /// <summary>The evidence.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = EvidenceSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = EvidencePlanSet)]
    [Alias("Metrics", "Metric")]
    [AllowNull]
    public object? Evidence { get; set; }

    /// <summary>Good events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CountsSet)]
    [WholeEvents]
    public long Good { get; set; }

    /// <summary>All events.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CountsSet)]
    [WholeEvents]
    public long Total { get; set; }

    /// <summary>The target, a ratio.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EvidenceSet)]
    [Parameter(Mandatory = true, ParameterSetName = CountsSet)]
    [Parameter(ParameterSetName = EvidencePlanSet)]
    public decimal Target { get; set; }

    /// <summary>Plans: the target of each plan's current phase, its window and its policy are used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EvidencePlanSet)]
    [ValidateNotNullOrEmpty]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>The rolling window, or <c>month</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BudgetWindowCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>How many of the last days say how fast the budget burns now.</summary>
    [Parameter(ParameterSetName = EvidenceSet)]
    [Parameter(ParameterSetName = EvidencePlanSet)]
    [ValidateRange(1, 366)]
    public int RecentDays { get; set; } = 3;

    /// <summary>Name of a built-in profile, path of a profile file, or a profile: its error budget policy is used.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Profile is not null || ParameterSetName != EvidencePlanSet)
            _profile = GetOrStop(ProfileErrors.Argument, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
        if (Window is not null)
            _window = string.Equals(Window, CalendarMonth, StringComparison.OrdinalIgnoreCase)
                ? null
                : GetOrStop(BudgetErrors.Parameters, null, () => WindowArgument.Resolve(Window, nameof(Window)));
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Target)))
            GetOrStop(BudgetErrors.Parameters, null, () => ErrorBudgetArithmetic.CheckTarget(Target));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == CountsSet)
        {
            Write(null, () => [Measure(null).Of(Good, Total)]);
            return;
        }

        foreach (var item in EvidenceArgument.Each(Evidence))
        {
            Write(
                item,
                () =>
                {
                    var evidence = EvidenceArgument.Resolve(item, static _ => { });
                    var plan = PlanOf(evidence);
                    return Measure(plan).Of(evidence with { Namespace = evidence.Namespace ?? plan?.Namespace });
                }
            );
        }
    }

    private void Write(object? item, Func<IReadOnlyList<ErrorBudget>> measure) =>
        WriteObject(TryGet(BudgetErrors.Item, item, measure) ?? [], enumerateCollection: true);

    private SloPlan? PlanOf(SloEvidence evidence) =>
        ParameterSetName == EvidencePlanSet ? (_plans ??= new PlanLookup(Plan)).Resolve(evidence.Service, evidence.Namespace) : null;

    private ErrorBudgetCalculator Measure(SloPlan? plan) =>
        new()
        {
            Target = MyInvocation.BoundParameters.ContainsKey(nameof(Target))
                ? Target
                : plan!.Find(plan.CurrentPhase)!.Targets.Availability,
            Window = Window is null && plan is not null ? plan.Window : _window,
            RecentDays = RecentDays,
            Policy = (_profile ?? plan!.GetProfile()).ErrorBudgetPolicy,
        };
}
