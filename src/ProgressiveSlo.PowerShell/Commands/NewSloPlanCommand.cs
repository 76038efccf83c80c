using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Readiness;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Plans the path of a service through the phases of a profile.</summary>
[Cmdlet(VerbsCommon.New, "SloPlan")]
[OutputType(typeof(SloPlan))]
public sealed class NewSloPlanCommand : SloCmdlet
{
    private PhaseProfile? _profile;
    private TemplateArgument? _templates;
    private MeasureArguments? _measures;
    private PipelineRow? _row;
    private object? _measured;
    private TimeSpan _window;
    private IReadOnlyDictionary<string, string>? _labels;

    /// <summary>Names of services, or rows with a Service column.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ServiceNames]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    public string?[]? Service { get; set; }

    /// <summary>First day of the plan.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public object? StartDate { get; set; }

    /// <summary>Name of a built-in profile, path of a profile file, or a profile.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Namespace of the service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Namespace { get; set; }

    /// <summary>Tier of the service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Tier { get; set; }

    /// <summary>Owner of the service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Owner { get; set; }

    /// <summary>What is measured.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Indicator { get; set; }

    /// <summary>The label whose value is the service.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? ServiceLabel { get; set; }

    /// <summary>Name of a template, path of a template file, or a template.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public object? Template { get; set; }

    /// <summary>Values of the template's parameters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public IDictionary? TemplateParameter { get; set; }

    /// <summary>Folder of templates whose names win over those of built-in ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>The histogram for the latency objectives of the phases.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LatencyMetric { get; set; }

    /// <summary>Whether that histogram, or the one of the template, is a native one.</summary>
    [Parameter]
    public SwitchParameter NativeHistogram { get; set; }

    /// <summary>The phase to begin at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SuggestedPhase")]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string? StartPhase { get; set; }

    /// <summary>On what evidence.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Reason")]
    public string? StartReason { get; set; }

    /// <summary>The SLO's window.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "30d";

    /// <summary>Labels for all SLOs of the plan.</summary>
    [Parameter]
    [Alias("Labels")]
    public IDictionary? Label { get; set; }

    // An empty cell of a CSV file means none.
    private object? GivenIndicator =>
        ((Indicator as PSObject)?.BaseObject ?? Indicator) is string text && string.IsNullOrWhiteSpace(text) ? null : Indicator;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _profile = GetOrStop(PlanErrors.NewProfile, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
        DoOrStop(PlanErrors.New, Template ?? TemplatePath, ReadParameters);
    }

    private void ReadParameters()
    {
        _templates = new TemplateArgument(TemplatePath, SessionState);
        Measures();
        _labels = PlanLabels.Check(LabelArgument.Resolve(Label));
        _window = WindowArgument.Resolve(Window, "Window");
        GateWindow.Check(_profile!, _window);

        // Given on the command line they are there by now, and wrong for all services alike.
        CheckTemplate(_templates.Resolve(Template) is not null);
        DateArgument.Resolve(StartDate, nameof(StartDate));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var warning in (_row ??= new PipelineRow(this)).Warnings())
            WriteWarning(warning);
        foreach (var service in Service is { Length: > 0 } ? Service : [null])
        {
            if (TryGet(PlanErrors.New, service, () => PlanOf(service)) is { } plan)
                WriteObject(plan);
        }
    }

    private SloPlan PlanOf(string? service)
    {
        var start = DateArgument.Resolve(StartDate, nameof(StartDate)) ?? Clock.UtcNow;
        var measures = Measures().Resolve(service, Namespace, Template, TemplateParameter, Latency(), NativeHistogram);
        var subject = SloPlanner.CreateSpec(service, _profile!, measures.Indicator, _window, Namespace, Tier, Owner);
        subject = subject with { Latency = measures.Latency, TrialsPerDay = measures.TrialsPerDay, Labels = _labels! };
        return string.IsNullOrWhiteSpace(StartPhase)
            ? SloPlanner.Plan(subject, start)
            : SloPlanner.Plan(subject, start, new PlanStart(StartPhase!.Trim(), ActorArgument.Resolve(null), Clock.UtcNow, StartReason));
    }

    // A row may bring an indicator of its own.
    private MeasureArguments Measures()
    {
        if (_measures is not null && ReferenceEquals(_measured, Indicator))
            return _measures;
        _measured = Indicator;
        return _measures = new MeasureArguments(
            _templates!,
            GivenIndicator is null ? null : IndicatorArgument.Resolve(GivenIndicator),
            ServiceLabel is null ? null : ServiceCondition.CheckLabel(ServiceLabel, nameof(ServiceLabel)) ?? "",
            _profile!,
            WriteWarning
        );
    }

    private void CheckTemplate(bool isGiven)
    {
        if (isGiven && GivenIndicator is not null)
            throw new SloValidationException(nameof(Template), "There are both -Template and -Indicator", "Give one of them");
        if (!isGiven && !MyInvocation.ExpectingInput && TemplateParameter is not null)
            throw new SloValidationException(nameof(TemplateParameter), "There are parameters and no template", "Name one with -Template");
    }

    // An empty cell of a CSV file means none.
    private ProgressiveSlo.Objectives.LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric)
            ? null
            : ProgressiveSlo.Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));
}
