using System.Management.Automation;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes migrations to migration files.</summary>
[Cmdlet(VerbsData.Export, "SloMigration", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloMigrationCommand : ExportCmdlet
{
    private ExportFiles? _files;

    /// <summary>The migrations.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloMigration[] Migration { get; set; } = [];

    private protected override ErrorArea Errors => MigrationErrors.Export;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _files = Target(path => new ExportFiles(path, "migration", file => MigrationReader.ReadFile(file, file).Name));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var migration in Migration)
        {
            if (IsStopped)
                return;
            WriteDocument(
                migration,
                () => _files!.PathOf(migration.Name),
                "Write migration",
                output => MigrationWriter.Write(migration, output)
            );
        }
    }
}
