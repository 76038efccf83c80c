using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Changes what a plan says; its phase, its criteria and its history stay.</summary>
[Cmdlet(VerbsCommon.Set, "SloPlan", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class SetSloPlanCommand : PlanChangeCmdlet
{
    private TemplateArgument? _templates;
    private PhaseProfile? _profile;
    private PipelineRow? _row;
    private TimeSpan? _window;
    private IReadOnlyDictionary<string, string>? _labels;
    private IReadOnlyList<(string Full, string Display)>? _files;

    // An empty cell of a row leaves a thing as it is; what is given as empty on the command line is removed.
    private bool _removesOwner;
    private bool _removesTier;
    private bool _removesLatency;

    /// <summary>The service whose plan is meant.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    public string? Service { get; set; }

    /// <summary>Its namespace.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    public string? Namespace { get; set; }

    /// <summary>The owner.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    public string? Owner { get; set; }

    /// <summary>The tier.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    public string? Tier { get; set; }

    /// <summary>What is measured.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    public object? Indicator { get; set; }

    /// <summary>The label whose value is the service.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? ServiceLabel { get; set; }

    /// <summary>Name of a template, path of a template file, or a template.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public object? Template { get; set; }

    /// <summary>Values of the template's parameters.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    public IDictionary? TemplateParameter { get; set; }

    /// <summary>Folder of templates whose names win over those of built-in ones.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>The histogram for the latency objectives of the phases.</summary>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PlanSet)]
    public string? LatencyMetric { get; set; }

    /// <summary>Whether that histogram, or the one of the template, is a native one.</summary>
    [Parameter]
    public SwitchParameter NativeHistogram { get; set; }

    /// <summary>The SLO's window.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>Name of a built-in profile, path of a profile file, or a profile.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNull]
    public object? Profile { get; set; }

    /// <summary>Labels to set; an empty value removes one.</summary>
    [Parameter]
    [Alias("Labels")]
    [ValidateNotNull]
    public IDictionary? Label { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    private protected override ErrorArea Errors => PlanErrors.Set;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        DoOrStop(
            Errors,
            null,
            () =>
                (_removesOwner, _removesTier, _removesLatency) = (
                    Removes(nameof(Owner)),
                    Removes(nameof(Tier)),
                    Removes(nameof(LatencyMetric))
                )
        );
        _profile = Profile is null
            ? null
            : GetOrStop(PlanErrors.SetProfile, Profile, () => ProfileArgument.Resolve(Profile, SessionState.Path));
        DoOrStop(
            Errors,
            Window,
            () =>
            {
                _templates = new TemplateArgument(TemplatePath, SessionState);
                _window = Window is null ? null : WindowArgument.Resolve(Window, nameof(Window));
                _labels = Label is null ? null : LabelArgument.Resolve(Label);
            }
        );
    }

    // An empty text removes a thing. Nothing at all is a variable that nobody has set.
    private bool Removes(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value)
        && (
            value is null
                ? throw new SloValidationException(name, $"-{name} is $null", "Give a text, or '' to remove what the plan has")
                : string.IsNullOrWhiteSpace(value.ToString())
        );

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var warning in (_row ??= new PipelineRow(this)).Warnings())
            WriteWarning(warning);
        if (ParameterSetName == PlanSet)
        {
            Change(null, Changed, Question(Plan!.Service));
            return;
        }

        // Without this a row whose column has another name would change the plans of all services.
        if (ParameterSetName == PathSet && MyInvocation.ExpectingInput && string.IsNullOrWhiteSpace(Service))
        {
            WriteItemError(new SloValidationException("Row", "The row names no service", "Give it a column Service"), Errors, Owner);
            return;
        }

        foreach (var file in string.IsNullOrWhiteSpace(Service) ? Files() : FilesOf(Service!.Trim()))
            Change(file, Changed, Question(file.Display));
    }

    private (string Full, string Display)[] FilesOf(string service)
    {
        // The files are listed once for all rows of the pipeline.
        _files = ParameterSetName == PathSet ? _files ?? [.. Files()] : [.. Files()];
        var name = string.IsNullOrWhiteSpace(Namespace) ? null : Namespace!.Trim();
        var found = _files
            .Where(f => SubjectOf(f) is { } subject && subject.Service == service && (name ?? subject.Namespace) == subject.Namespace)
            .ToArray();
        if (found.Length == 1)
            return found;
        if (found.Length > 1)
        {
            // One row is about one plan: who means both says so in two rows.
            var namespaces = found.Select(f => SubjectOf(f)!.Value.Namespace).Distinct().ToArray();
            WriteItemError(
                namespaces.Length > 1
                    ? new SloValidationException(
                        nameof(Namespace),
                        $"'{PrintableText.Escape(service)}' has plans in the namespaces {string.Join(", ", namespaces)}",
                        "Give -Namespace, or the row a column Namespace"
                    )
                    : new SloValidationException(
                        nameof(Path),
                        $"{found.Length} of the plan files are of '{PrintableText.Escape(service)}' in the namespace '{namespaces[0]}'",
                        "Remove the copies; Test-SloPlan names them"
                    ),
                Errors,
                service
            );
            return [];
        }

        var other = name is not null && _files.Any(f => SubjectOf(f)?.Service == service);
        WriteNoFile(
            service,
            name,
            nameof(Service),
            other ? "A plan stays in its namespace: plan the service again there with New-SloPlan" : "Make a plan for it with New-SloPlan",
            service
        );
        return [];
    }

    private SloPlan Changed(SloPlan plan)
    {
        var edit = new PlanEdit(Actor, Clock.UtcNow)
        {
            Owner = Given(Owner, _removesOwner),
            Tier = Given(Tier, _removesTier),
            RemoveLatency = _removesLatency,
            Window = _window,
            Profile = _profile,
            Labels = _labels,
            Reason = Reason,
        };
        edit = new MeasureEdit
        {
            Indicator = IsEmpty(Indicator) ? null : Indicator,
            Template = IsEmpty(Template) ? null : Template,
            TemplateParameter = TemplateParameter,
            ServiceLabel = ServiceLabel is null ? null : ServiceCondition.CheckLabel(ServiceLabel, nameof(ServiceLabel)) ?? "",
            Latency = Latency(),
            IsNative = NativeHistogram,
        }.AddTo(edit, plan, _templates!, WriteWarning);
        if (edit.Window is not null || edit.Profile is not null)
            GateWindow.Check(edit.Profile ?? plan.GetProfile(), edit.Window ?? plan.Window);

        var edited = PlanEdits.Apply(plan, edit);
        Tell(edited);
        return edited.Plan;
    }

    private void Tell(EditedPlan edited)
    {
        var plan = edited.Plan;
        if (edited.Changes.Count == 0)
            WriteVerbose($"The plan of '{plan.Service}' says so already.");
        if (edited.IsNewRecord)
            WriteWarning(
                $"The record of {plan.CurrentPhase} of '{plan.Service}' begins again on "
                    + $"{UtcTime.DateText(plan.Find(plan.CurrentPhase)!.StartDate)}, and its gate asks for more evidence than before."
            );
        else if (Reason is not null && edited.Changes.Count > 0)
            WriteWarning(
                $"The reason for the change of '{plan.Service}' was not kept: only a change that begins a new record is in the history."
            );
        foreach (var criterion in edited.Dropped)
            WriteWarning($"'{plan.Service}': attested, and not in the profile {plan.Profile}: {PrintableText.Escape(criterion)}");
    }

    private ChangeQuestion<SloPlan> Question(string target) =>
        new(
            (plan, _) => $"Change the plan of '{plan.Service}'",
            (plan, changed) =>
                ShouldProcess(
                    PlanChangeText.Describe($"Change the plan of '{plan.Service}'", plan, changed),
                    $"Change the plan of '{plan.Service}' in {PrintableText.Escape(target)}?",
                    "Set-SloPlan"
                )
        );

    private LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric)
            ? null
            : ProgressiveSlo.Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));

    private static string? Given(string? text, bool removes) =>
        !string.IsNullOrWhiteSpace(text) ? text!.Trim()
        : removes ? ""
        : null;

    private static bool IsEmpty(object? value) => string.IsNullOrWhiteSpace(value.Unwrap() is { } given ? given as string ?? "x" : "");
}
