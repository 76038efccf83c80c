using System.Management.Automation;

namespace ProgressiveSlo.Benchmarks;

/// <summary>
/// The pipeline parameters of New-SloPlan and nothing else: what the pipeline itself costs, which looks for a property of each name and
/// alias on each object. It writes its input, one object each. BenchmarkEngine refuses to run when the parameters are not the same.
/// </summary>
[Cmdlet(VerbsCommon.New, "Empty")]
public sealed class NewEmptyCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Service { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public object? StartDate { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Namespace { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Tier { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Owner { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Indicator { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Template { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public System.Collections.IDictionary? TemplateParameter { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LatencyMetric { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SuggestedPhase")]
    public string? StartPhase { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Reason")]
    public string? StartReason { get; set; }

    protected override void ProcessRecord() => WriteObject(Service);
}

/// <summary>The pipeline parameter of Test-SloPhaseReadiness and nothing else.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Empty")]
public sealed class TestEmptyCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public object? Phase { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Metrics", "Metric")]
    [AllowNull]
    public object? Evidence { get; set; }

    protected override void ProcessRecord() => WriteObject(Evidence);
}
