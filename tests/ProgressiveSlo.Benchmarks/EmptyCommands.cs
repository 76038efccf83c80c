using System.Management.Automation;

namespace ProgressiveSlo.Benchmarks;

/// <summary>The parameters of New-SloPlan and nothing else: what the pipeline itself costs. It writes its input, one object each.</summary>
[Cmdlet(VerbsCommon.New, "Empty")]
public sealed class NewEmptyCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Service { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public DateTime StartDate { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Namespace { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Tier { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Owner { get; set; }

    protected override void ProcessRecord() => WriteObject(Service);
}

/// <summary>The pipeline parameter of Test-SloPhaseReadiness and nothing else.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Empty")]
public sealed class TestEmptyCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public object? Phase { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Metrics { get; set; }

    protected override void ProcessRecord() => WriteObject(Metrics);
}
