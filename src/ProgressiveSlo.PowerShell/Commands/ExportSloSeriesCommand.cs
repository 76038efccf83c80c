using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Series;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Series;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes event series to one file in the compact form.</summary>
[Cmdlet(VerbsData.Export, "SloSeries", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloSeriesCommand : ExportCmdlet
{
    private const string PackedExtension = ".gz";

    private readonly List<EventSeries> _series = [];
    private readonly HashSet<(string Service, string Namespace)> _seen = [];
    private string _path = "";

    /// <summary>The series.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EventSeries[] Series { get; set; } = [];

    private protected override ErrorArea Errors => BacktestErrors.Export;

    private protected override long MostBytes => SeriesFile.MostBytes;

    private protected override bool IsPacked(string path) => path.EndsWith(PackedExtension, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _path = Target(path => path);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var series in Series)
            Try(Errors, series, () => Add(series));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Without a series there is nothing that could be read again.
        if (_series.Count > 0 && !IsStopped)
            WriteDocument(_series, () => _path, "Write series", output => SeriesFile.Write(_series, output));
    }

    private void Add(EventSeries series)
    {
        if (!_seen.Add((series.Service, series.Namespace ?? "")))
            throw new SloValidationException(
                "Series",
                $"There are two series of '{ProgressiveSlo.Naming.ServiceName.InNamespace(series.Service, series.Namespace)}'",
                "Give one series for each service of a namespace"
            );
        _series.Add(series);
    }
}
