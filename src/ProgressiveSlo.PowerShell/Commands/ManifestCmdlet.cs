using System.Collections;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats;
using ProgressiveSlo.Formats.Manifests;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the two cmdlets that write manifests share: parameters, and which definitions an object stands for.</summary>
public abstract class ManifestCmdlet : SloCmdlet
{
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly SharedIndicators _indicators = new();
    private IManifestWriter? _writer;

    /// <summary>A plan (all its phases), a phase of a plan, or a definition.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public virtual object? InputObject { get; set; }

    /// <summary>The format.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ManifestFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string Format { get; set; } = "SloDev";

    /// <summary>The flavor of rules and dashboards.</summary>
    [Parameter]
    public RuleFlavor Flavor { get; set; }

    /// <summary>Name of a built-in alert-window set, path of a file, or a set.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AlertWindowSetCompleter))]
    [ValidateNotNull]
    public object? AlertWindowSet { get; set; }

    /// <summary>Labels added to every recording rule.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? RuleLabel { get; set; }

    /// <summary>Labels of the Kubernetes objects that are written.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ObjectLabel { get; set; }

    /// <summary>The address of the Grafana that has the dashboards; alerts link to them.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? GrafanaUri { get; set; }

    /// <summary>The version of Sloth that rules of the Sloth flavor name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SlothVersion { get; set; } = ManifestOptions.Default.SlothVersion;

    private protected IManifestWriter Writer => _writer!;

    private protected ManifestOptions Options { get; private set; } = ManifestOptions.Default;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        DoOrStop(
            ManifestErrors.Parameters,
            AlertWindowSet,
            () =>
            {
                _writer =
                    ManifestFormats.FindWriter(Format)
                    ?? throw new SloValidationException(
                        "Format",
                        $"'{ServiceName.Printable(Format)}' is not a manifest format",
                        "Give one of " + string.Join(", ", ManifestFormats.WritableNames)
                    );
                Options = new ManifestOptions
                {
                    Flavor = Flavor,
                    AlertWindows = AlertWindowSet is null ? null : AlertWindowSetArgument.Resolve(AlertWindowSet, SessionState.Path),
                    RuleLabels = RuleLabelArgument.Resolve(RuleLabel),
                    ObjectLabels = ObjectLabelArgument.Resolve(ObjectLabel),
                    GrafanaUri = GrafanaUri,
                    SlothVersion = SlothVersion,
                };
            }
        );
    }

    /// <summary>The definitions that the input stands for; null, with an error written, when it is none of these.</summary>
    private protected IReadOnlyList<SloDefinition>? Definitions(out bool isPlan)
    {
        var definitions = Find(out isPlan);
        foreach (var definition in definitions ?? [])
        {
            if (_indicators.Add(definition) is { } other)
                WriteWarning($"{SharedIndicators.Message(other, definition)}. {SharedIndicators.Fix(other, definition)}.");
        }

        return definitions;
    }

    private SloDefinition[]? Find(out bool isPlan)
    {
        var input = InputObject.Unwrap()!;
        isPlan = input is SloPlan;
        switch (input)
        {
            case SloPlan plan:
                return [.. plan.Phases.SelectMany(p => p.Definitions)];
            case PlannedPhase phase:
                return [.. phase.Definitions];
            case SloDefinition definition:
                return [definition];
            default:
                var error = new SloValidationException(
                    "InputObject",
                    $"A value of type {input.GetType().Name} is not a plan, phase or definition",
                    "Pipe the output of New-SloPlan, Import-SloPlan, Get-SloPhase or "
                        + "Import-SloManifest; a phase of a profile has no service yet"
                );
                WriteItemError(error, ManifestErrors.InvalidInput, ErrorCategory.InvalidType, input);
                return null;
        }
    }

    /// <summary>
    /// Writes one document of what the format can express; an error is written for each definition that it cannot, and null is returned
    /// when these are all.
    /// </summary>
    private protected string? Render(IReadOnlyList<SloDefinition> definitions, out bool isWhole)
    {
        IReadOnlyList<ConversionLoss> losses = [];
        var refusals = new List<RefusedDefinition>();
        var text = TryGet(
            ManifestErrors.Render,
            definitions.Count == 1 ? definitions[0] : definitions,
            () => ManifestDocuments.WriteAccepted(Writer, definitions, Options, out losses, refusals)
        );
        foreach (var refused in refusals)
            WriteItemError(refused.Reason, ManifestErrors.NotWritable, ErrorCategory.InvalidData, refused.Definition);
        isWhole = text is not null && refusals.Count == 0;
        foreach (var loss in losses)
            WarnOfLoss(loss, definitions);
        return text;
    }

    // The same loss in a thousand definitions is told once.
    private void WarnOfLoss(ConversionLoss loss, IReadOnlyList<SloDefinition> definitions)
    {
        if (_reported.Add(loss.ToString()))
            WriteWarning($"{Format} does not hold all of {ServiceName.Printable(definitions[0].Id)}: {loss}.");
    }
}
