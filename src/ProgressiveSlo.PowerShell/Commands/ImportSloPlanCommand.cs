using System.Management.Automation;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Reads plans from plan files.</summary>
[Cmdlet(VerbsData.Import, "SloPlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class ImportSloPlanCommand : PathCmdlet
{
    /// <summary>Plan files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteFiles(Path, PlanErrors.NotFound, PlanErrors.InvalidFile, Read);

    private static SloPlan Read(string path, string displayPath) => PlanReader.ReadFile(path, displayPath);
}
