using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Reads plans from plan files.</summary>
[Cmdlet(VerbsData.Import, "SloPlan", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloPlan))]
public sealed class ImportSloPlanCommand : PathCommand
{
    /// <summary>Plan files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (path, literal) in Given(Path))
        {
            foreach (var (full, display) in FilesOrError(path, literal, "SloPlanNotFound"))
                WritePlan(full, display);
        }
    }

    private void WritePlan(string full, string display)
    {
        SloPlan plan;
        try
        {
            plan = PlanReader.ReadFile(full, display);
        }
        catch (SloDocumentException e)
        {
            WriteItemError(e, "SloPlanInvalidFile", ErrorCategory.InvalidData, display);
            return;
        }

        WriteObject(plan);
    }
}
