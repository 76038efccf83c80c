using System.Management.Automation;
using System.Threading;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Migration;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Migration.Catalog;
using ProgressiveSlo.Migration.Gaps;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Compares an inventory with what every service of a catalog should have.</summary>
[Cmdlet(VerbsData.Compare, "SloInventory")]
[OutputType(typeof(SloGap), typeof(SloMaturity))]
public sealed class CompareSloInventoryCommand : SloCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<SloInventoryItem> _inventory = [];
    private GuidanceSet _guidance = GuidanceSet.None;
    private ServiceCatalog? _catalog;

    /// <summary>What there is.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public SloInventoryItem[] Inventory { get; set; } = [];

    /// <summary>The services that there should be something for.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public object[] Catalog { get; set; } = [];

    /// <summary>A file with challenges of the organisation's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Guidance { get; set; }

    /// <summary>Return how far each tier has come, instead of the gaps.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _guidance = Guidance is null ? GuidanceFile.BuiltIn : ReadGuidance(Guidance);
        if (Catalog.Length > 0)
            _catalog = ReadCatalog(Catalog);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _inventory.AddRange(Inventory);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var analysis = GapAnalysis.Run(_inventory, _catalog, GapRulesFile.BuiltIn, _guidance, _stopped.Token);
            WriteObject(Summary ? analysis.Maturity : analysis.Gaps, enumerateCollection: true);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The engine ends the pipeline.
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stopped.Dispose();

    private GuidanceSet ReadGuidance(string path) =>
        GetOrStop(InventoryErrors.Guidance, path, () => GuidanceFile.ReadFile(FileSystemPath.Resolve(path, SessionState.Path), path));
}
