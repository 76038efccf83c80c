using System;
using System.Management.Automation;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;

namespace ProgressiveSlo.PowerShell.Commands;

/// <content>What Get-SloMetric takes.</content>
public sealed partial class GetSloMetricCommand
{
    private const string ServiceSet = "Service";
    private const string PlanSet = "Plan";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Names of services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    /// <summary>Plans: each says what is measured, and how long a window its gate needs.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>Files of daily or hourly counts, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>As Path; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Address of the Prometheus.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServiceSet)]
    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>Length of the window, whole days.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? Window { get; set; }

    /// <summary>The last days of the window that the gate judges.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? GateWindow { get; set; }

    /// <summary>Count the events of hours, too.</summary>
    [Parameter]
    public SwitchParameter Hourly { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    public object? At { get; set; }

    /// <summary>What is measured.</summary>
    [Parameter(ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object? Indicator { get; set; }

    /// <summary>The histogram of latencies.</summary>
    [Parameter(ParameterSetName = ServiceSet, ValueFromPipelineByPropertyName = true)]
    public string? LatencyMetric { get; set; }

    /// <summary>Whether that histogram is a native one.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SwitchParameter NativeHistogram { get; set; }

    /// <summary>The label whose value is the service.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [AllowEmptyString]
    public string? Label { get; set; }

    /// <summary>What is above 0 while there is an incident.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? IncidentQuery { get; set; }

    /// <summary>Intervals whose events do not count.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public object[] Exclude { get; set; } = [];
}
