using System.Management.Automation;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Plans the migration of services to SLO-as-code.</summary>
[Cmdlet(VerbsCommon.New, "SloMigration")]
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

    /// <inheritdoc/>
    protected override void ProcessRecord() => _catalog.AddRange(Catalog);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var catalog = ReadCatalog([.. _catalog]);
        var migration = GetOrStop(MigrationErrors.New, Checklist, () => Plan(catalog));
        foreach (var remark in migration.Remarks)
            WriteWarning(PrintableText.Escape(remark) + ".");
        WriteObject(migration);
    }

    private SloMigration Plan(ServiceCatalog catalog)
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
                Evidence = Evidence.Select(Measured).ToArray(),
                Pilots = Pilot,
                WaveSize = WaveSize,
            }
        );
    }

    private SloEvidence Measured(object evidence) =>
        EvidenceArgument.Resolve(evidence, key => WriteWarning($"'{PrintableText.Escape(key)}' of the evidence means nothing here."));
}
