using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Series;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Reads event series from files.</summary>
[Cmdlet(VerbsData.Import, "SloSeries", DefaultParameterSetName = PathSet)]
[OutputType(typeof(EventSeries))]
public sealed class ImportSloSeriesCommand : PathCmdlet
{
    private TimeSpan? _step;

    /// <summary>Files of series, CSV or JSON, or folders of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The service of rows that name none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>Length of the steps.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _step = Step is null ? null : GetOrStop(BacktestErrors.Series, Step, () => WindowArgument.Resolve(Step, nameof(Step)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (path, literal) in Given(Path))
        {
            foreach (
                var (full, display) in FilesOrError(path, literal, BacktestErrors.SeriesNotFound, extensions: BacktestErrors.Extensions)
            )
                Try(FileErrors.Document(BacktestErrors.InvalidSeriesFile), display, () => Read(full, display));
        }
    }

    private void Read(string full, string display)
    {
        foreach (var series in SeriesFile.Read(full, display, Service, _step))
            WriteObject(_step is { } step ? series.Resample(step) : series);
    }
}
