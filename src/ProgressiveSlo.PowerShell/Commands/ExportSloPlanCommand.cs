using System.Management.Automation;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes plans to plan files.</summary>
[Cmdlet(VerbsData.Export, "SloPlan", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloPlanCommand : ExportCmdlet
{
    private PlanFiles? _files;

    /// <summary>The plans.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloPlan[] Plan { get; set; } = [];

    private protected override ErrorArea Errors => PlanErrors.Export;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _files = Target(path => new PlanFiles(path));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var plan in Plan)
        {
            if (IsStopped)
                return;
            var path = "";
            WriteDocument(plan, () => path = _files!.PathOf(plan), "Write plan", output => PlanStore.WriteOver(path, plan, output));
        }
    }
}
