using System;
using System.Management.Automation;
using ProgressiveSlo.Migration;
using ProgressiveSlo.PowerShell.Arguments;

namespace ProgressiveSlo.PowerShell.Commands;

/// <content>What Compare-SloParallelRun takes.</content>
public sealed partial class CompareSloParallelRunCommand
{
    private const string InputSet = "Input";
    private const string ManualPathSet = "ManualPath";
    private const string AutomatedPathSet = "AutomatedPath";
    private const string PathSet = "Path";

    /// <summary>The manual side: a query, an inventory item, evidence or a series.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = AutomatedPathSet)]
    [ValidateNotNull]
    public object[] Manual { get; set; } = [];

    /// <summary>Files with the SLI of the manual side, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManualPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ManualPath { get; set; } = [];

    /// <summary>The automated side: definitions, phases, plans, queries, evidence or series.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ManualPathSet)]
    [Alias("Definition", "Plan")]
    [ValidateNotNullOrEmpty]
    public object[] Automated { get; set; } = [];

    /// <summary>Files with the SLI of the automated side, CSV or JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AutomatedPathSet)]
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] AutomatedPath { get; set; } = [];

    /// <summary>The service, where the sides name none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>The name of the SLO.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The target that error budgets are counted with.</summary>
    [Parameter]
    public decimal Target { get; set; }

    /// <summary>Alerts of a manual side that is a query.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ManualAlert { get; set; } = [];

    /// <summary>Alerts of an automated side that is a query.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AutomatedAlert { get; set; } = [];

    /// <summary>Whether alerts are left out.</summary>
    [Parameter]
    public SwitchParameter SkipAlerts { get; set; }

    /// <summary>Start of the compared time.</summary>
    [Parameter]
    public object? From { get; set; }

    /// <summary>End of the compared time.</summary>
    [Parameter]
    public object? To { get; set; }

    /// <summary>Length of the compared time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Window { get; set; } = "14d";

    /// <summary>Length of an interval.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <summary>The window that the ratios look over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RatioWindow { get; set; }

    /// <summary>Mean absolute difference of the SLI, as a share of the error budget.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double SliTolerance { get; set; } = ParallelRunTolerance.Default.SliDifference;

    /// <summary>Difference of the consumed error budgets, as a share of the budget.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double BudgetTolerance { get; set; } = ParallelRunTolerance.Default.BudgetDifference;

    /// <summary>Alerts that one side alone may fire.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int AlertTolerance { get; set; } = ParallelRunTolerance.Default.UnmatchedAlerts;

    /// <summary>How far apart two alerts may be and still be one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string AlertOverlap { get; set; } = "15m";

    /// <summary>The least share of the intervals that both sides cover.</summary>
    [Parameter]
    [ValidateRange(0.01, 1.0)]
    public double MinimumCoverage { get; set; } = ParallelRunTolerance.Default.Coverage;

    /// <summary>The longest time without evidence.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MaximumGap { get; set; } = "12h";

    /// <summary>The least time that is compared.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string MinimumWindow { get; set; } = "14d";

    /// <summary>Address of the Prometheus.</summary>
    [Parameter]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }
}
