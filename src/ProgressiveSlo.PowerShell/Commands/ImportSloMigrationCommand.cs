using System.Management.Automation;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Reads migrations from migration files.</summary>
[Cmdlet(VerbsData.Import, "SloMigration", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloMigration))]
public sealed class ImportSloMigrationCommand : PathCmdlet
{
    /// <summary>Migration files, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteFiles(Path, MigrationErrors.NotFound, MigrationErrors.InvalidFile, MigrationReader.ReadFile);
}
