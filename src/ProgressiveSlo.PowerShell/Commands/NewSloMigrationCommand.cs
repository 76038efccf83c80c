using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Plans the migration of services to SLO-as-code.</summary>
[Cmdlet(VerbsCommon.New, "SloMigration", SupportsShouldProcess = true)]
[OutputType(typeof(SloMigration))]
public sealed class NewSloMigrationCommand : SloCmdlet
{
    private readonly List<object?> _catalog = [];

    /// <summary>The services: paths of catalogs, services, or rows with a Service column.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object[] Catalog { get; set; } = [];

    /// <summary>First day of the migration.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public object? StartDate { get; set; }

    /// <summary>Name of the migration.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "migration";

    /// <summary>Who leads it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>What exists.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public SloInventoryItem[] Inventory { get; set; } = [];

    /// <summary>Measurements of services.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public object[] Evidence { get; set; } = [];

    /// <summary>Services that are to be the pilots.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Pilot { get; set; } = [];

    /// <summary>The most services of a wave.</summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? WaveSize { get; set; }

    /// <summary>How many services of one owner a wave takes.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? ServicesPerOwner { get; set; }

    /// <summary>The checklist.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ChecklistCompleter))]
    [ValidateNotNull]
    public object? Checklist { get; set; }

    /// <summary>The migration file to write.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the migration when it was written to a file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _catalog.AddRange(Catalog);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ReadCatalog([.. _catalog]) is not { } catalog || Plan(catalog) is not { } migration)
            return;
        foreach (var remark in migration.Remarks)
            WriteWarning(PrintableText.Escape(remark) + ".");
        if (Path is null)
            WriteObject(migration);
        else if (Write(migration) && PassThru)
            WriteObject(migration);
    }

    private SloMigration? Plan(ServiceCatalog catalog)
    {
        try
        {
            var checklist = ChecklistArgument.Resolve(Checklist, SessionState.Path);
            return MigrationPlanner.Plan(
                new MigrationRequest(
                    catalog.Services,
                    ServicesPerOwner is { } most ? checklist with { ServicesPerOwner = most } : checklist,
                    DateArgument.Resolve(StartDate, nameof(StartDate)) ?? Clock.UtcNow
                )
                {
                    Name = Name,
                    Owner = Owner,
                    Guidance = GuidanceFile.BuiltIn,
                    Inventory = Inventory,
                    Evidence = Evidence.Select(Metric).ToArray(),
                    Pilots = Pilot,
                    WaveSize = WaveSize,
                }
            );
        }
        catch (SloValidationException e)
        {
            ThrowTerminating(e, "SloMigrationInvalid" + e.Problem.Field, ErrorCategory.InvalidArgument, null);
        }
        catch (SloDocumentException e)
        {
            ThrowTerminating(e, "SloChecklistInvalid", ErrorCategory.InvalidData, Checklist);
        }

        return null;
    }

    private SloEvidence Metric(object evidence) =>
        EvidenceArgument.Resolve(evidence, key => WriteWarning($"'{PrintableText.Escape(key)}' of the evidence means nothing here."));

    private bool Write(SloMigration migration)
    {
        var path = "";
        try
        {
            path = OutputPath.Resolve(Path!, literal: true, nameof(Path), SessionState);
            if (!ShouldProcess(path, "Write migration"))
                return false;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Force, output => MigrationWriter.Write(migration, output));
            return true;
        }
        catch (Exception e)
            when (e
                    is SloValidationException
                        or ArgumentException
                        or ItemNotFoundException
                        or ProviderNotFoundException
                        or System.Management.Automation.DriveNotFoundException
            )
        {
            ThrowTerminating(e, "SloMigrationInvalidPath", ErrorCategory.InvalidArgument, Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!Force && File.Exists(path))
                ThrowTerminating(
                    new IOException($"The file '{path}' is already there. Use -Force to replace it, with what was done so far.", e),
                    "SloMigrationFileExists",
                    ErrorCategory.ResourceExists,
                    path
                );
            ThrowTerminating(
                new IOException($"The migration cannot be written to '{path}': {e.Message}", e),
                "SloMigrationWriteFailed",
                ErrorCategory.WriteError,
                path
            );
        }

        return false;
    }
}
