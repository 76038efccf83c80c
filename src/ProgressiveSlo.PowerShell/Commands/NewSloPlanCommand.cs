using System;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Plans the path of a service through the phases of a profile.</summary>
[Cmdlet(VerbsCommon.New, "SloPlan")]
[OutputType(typeof(SloPlan))]
public sealed class NewSloPlanCommand : SloCmdlet
{
    private PhaseProfile? _profile;
    private SloIndicator? _indicator;
    private TimeSpan _window;

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
    [Parameter]
    [ValidateNotNull]
    public object? Indicator { get; set; }

    /// <summary>The histogram for the latency objectives of the phases.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LatencyMetric { get; set; }

    /// <summary>Whether that histogram is a native one.</summary>
    [Parameter]
    public SwitchParameter NativeHistogram { get; set; }

    /// <summary>The SLO's window.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "30d";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _profile = ProfileArgument.Resolve(Profile, SessionState.Path);
            _indicator = IndicatorArgument.Resolve(Indicator);
            _window = WindowArgument.Resolve(Window, "Window");

            // Given on the command line it is there by now, and wrong for all services alike.
            DateArgument.Resolve(StartDate, nameof(StartDate));
        }
        catch (SloValidationException e)
        {
            Stop(e, "SloPlanInvalid" + e.Problem.Field, ErrorCategory.InvalidArgument, null);
        }
        catch (SloDocumentException e)
        {
            Stop(e, "SloProfileInvalid", ErrorCategory.InvalidData, Profile);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var service in Service is { Length: > 0 } ? Service : [null])
        {
            SloPlan plan;
            try
            {
                var start = DateArgument.Resolve(StartDate, nameof(StartDate)) ?? Clock.UtcNow;
                var subject = SloPlanner.Subject(service, _profile!, _indicator!, _window, Namespace, Tier, Owner);
                plan = SloPlanner.Plan(Latency() is { } latency ? subject with { Latency = latency } : subject, start);
            }
            catch (SloValidationException e)
            {
                WriteItemError(e, "SloPlanInvalid", service);
                continue;
            }

            WriteObject(plan);
        }
    }

    // An empty cell of a CSV file means none.
    private Objectives.LatencyMetric? Latency() =>
        string.IsNullOrWhiteSpace(LatencyMetric) ? null : Objectives.LatencyMetric.Parse(LatencyMetric!, NativeHistogram, nameof(LatencyMetric));
}
