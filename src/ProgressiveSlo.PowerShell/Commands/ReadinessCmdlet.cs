using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.PowerShell.Output;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the two readiness cmdlets share: parameters, and one result for each piece of evidence.</summary>
public abstract class ReadinessCmdlet : SloCmdlet
{
    private protected const string PhaseSet = "Phase";
    private protected const string PlanSet = "Plan";

    private ReadinessGate? _gate;
    private PhaseProfile? _profile;
    private GateOptions _options = GateOptions.Default;
    private PlanLookup? _plans;
    private SloPlan[]? _indexed;
    private readonly HashSet<SloPlan> _judged = [];
    private readonly UnknownKeys _unknown = new("key", EvidenceReader.Suggest);

    /// <summary>The phase whose gate is tried.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PhaseSet,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    [ValidateNotNull]
    public PhaseReference? Phase { get; set; }

    /// <summary>Plans; the gate of each plan's current phase is tried.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>The evidence.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Metrics", "Metric")]
    [AllowNull]
    public object? Evidence { get; set; }

    /// <summary>Name of a built-in profile, path of a profile file, or a profile.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Whether the greater strength of evidence is asked for.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>How old the evidence may be.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaximumAge { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _gate = new ReadinessGate(Clock);
        _options = new GateOptions
        {
            Strict = Strict,
            Guidance = GuidanceFile.BuiltIn,
            MaximumAge = MaximumAge is null
                ? null
                : GetOrStop(ReadinessErrors.MaximumAge, MaximumAge, () => WindowArgument.Resolve(MaximumAge, nameof(MaximumAge))),
        };
        if (Profile is not null)
            _profile = GetOrStop(ProfileErrors.Argument, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in EvidenceArgument.Each(Evidence))
            Handle(TryGet(ReadinessErrors.Item, item, () => Evaluate(item)));
    }

    /// <summary>The plans that no evidence was given for.</summary>
    private protected IEnumerable<SloPlan> PlansWithoutEvidence => ParameterSetName == PlanSet ? Plan.Where(p => !_judged.Contains(p)) : [];

    /// <summary>Does with a result what the cmdlet is for.</summary>
    /// <param name="result">The result, or null when an error was written instead.</param>
    private protected abstract void Handle(ReadinessResult? result);

    private ReadinessResult Evaluate(object? item)
    {
        SloEvidence evidence;
        try
        {
            evidence = EvidenceArgument.Resolve(item, AddUnknown);
        }
        finally
        {
            foreach (var warning in _unknown.Take())
                WriteWarning(warning);
        }

        var planned = ParameterSetName == PlanSet ? PlannedPhaseOf(evidence) : Phase!.Planned;
        if (planned is null)
            return EvaluateInProfile(evidence);
        if (evidence.Service is not null && !string.Equals(evidence.Service, planned.Service, StringComparison.Ordinal))
        {
            throw new SloValidationException(
                "Service",
                $"The evidence is of '{ServiceName.Printable(evidence.Service)}', and the "
                    + $"phase is of '{ServiceName.Printable(planned.Service)}'",
                "Give evidence and plan of one service"
            );
        }

        return _profile is null
            ? _gate!.Evaluate(planned, evidence, _options)
            : _gate!.Evaluate(_profile, PhaseOf(_profile, planned.Name), evidence, _options, planned.Service, planned);
    }

    private ReadinessResult EvaluateInProfile(SloEvidence evidence)
    {
        _profile ??= ProfileArgument.Resolve(null, SessionState.Path);

        // A phase object of a profile that was not named is judged as it is, by the default thresholds.
        if (Phase!.Phase is { } given && Profile is null && _profile.Find(given.Name) != given)
            return _gate!.Evaluate(
                new PhaseProfile(_profile.Name, [given.AsOnlyPhase()], _profile.Gate),
                given.AsOnlyPhase(),
                evidence,
                _options
            );
        return _gate!.Evaluate(_profile, PhaseOf(_profile, Phase.Name), evidence, _options);
    }

    private static SloPhase PhaseOf(PhaseProfile profile, string name) =>
        profile.Find(name)
        ?? throw new SloValidationException(
            "Phase",
            $"There is no phase '{ServiceName.Printable(name)}' in the profile {profile.Name}",
            "Give one of " + string.Join(", ", profile.Phases)
        );

    // The phase of a row is the parameter's.
    private void AddUnknown(string key)
    {
        if (!string.Equals(key, nameof(Phase), StringComparison.OrdinalIgnoreCase))
            _unknown.Add(key);
    }

    private PlannedPhase PlannedPhaseOf(SloEvidence evidence)
    {
        // -Plan may come by property name, and then is another one for each object.
        if (!ReferenceEquals(_indexed, Plan))
            (_indexed, _plans) = (Plan, new PlanLookup(Plan));
        var plan = _plans!.Resolve(evidence.Service, evidence.Namespace);
        _judged.Add(plan);
        return plan.Find(plan.CurrentPhase)!;
    }
}
