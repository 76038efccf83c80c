using System.Diagnostics;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Migration.Inventory;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Prometheus.Rules;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>
/// Finds the SLOs that exist, and what stands in for them, in rule files, definitions, dashboards and a running Prometheus.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SloInventory", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SloInventoryItem))]
public sealed class GetSloInventoryCommand : PrometheusCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private static readonly string[] _extensions = [".yaml", ".yml", ".json", ".rules"];
    private static readonly TimeSpan _betweenProgress = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private InventoryReader? _reader;
    private PrometheusConnection? _connection;
    private bool _hasPaths;
    private bool _hasProgress;

    /// <summary>Rule files, definitions and dashboards, or folders of them.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>As Path; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Read subfolders, too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Address of a Prometheus whose loaded rules are read.</summary>
    [Parameter]
    [ValidateNotNull]
    [WebAddress]
    public Uri? PrometheusUri { get; set; }

    /// <summary>A file that says which rules belong to which service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServiceMap { get; set; }

    /// <summary>The version of the Prometheus that runs the queries, such as 2.42 or 3.14.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [PrometheusVersionText]
    public string? PrometheusVersion { get; set; }

    /// <summary>The language of queries whose document does not say it itself.</summary>
    [Parameter]
    public QueryDialect Dialect { get; set; }

    /// <summary>How sure the recognition must be.</summary>
    [Parameter]
    public Certainty MinimumCertainty { get; set; } = Certainty.Possible;

    private InventoryReader Reader => _reader!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RejectTwoCredentials(InventoryErrors.Prefix);
        _reader = new InventoryReader(
            ServiceMap is null ? null : ReadMap(ServiceMap),
            Dialect,
            PrometheusVersionTextAttribute.Read(PrometheusVersion)
        );
        if (PrometheusUri is not null)
            _connection = GetOrStop(PrometheusErrors.Ask(InventoryErrors.Prefix), null, () => Open(PrometheusUri));
        if (_connection is not null && PrometheusVersion is null && ServerVersion.Find(_connection, StopToken) is { } version)
            _reader.SetVersion(version);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == LiteralPathSet;
        foreach (var path in literal ? LiteralPath : Path)
        {
            _hasPaths = true;
            ReadFiles(path, literal);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasPaths && _connection is null && !MyInvocation.ExpectingInput)
            Stop(
                new SloValidationException("Path", "There is nothing to read", "Give -Path, -PrometheusUri or both"),
                InventoryErrors.NoSource,
                ErrorCategory.InvalidArgument,
                null
            );
        if (_connection is not null)
            ReadLoadedRules(_connection);
        IReadOnlyList<SloInventoryItem> items = [];
        Progress("Recognising", force: Reader.Counts.Rules > 2000);
        if (!RunCancellable(() => items = Reader.Complete()))
            return;
        Report();
        Summary(items.Count);
        foreach (var item in items)
        {
            if (StopToken.IsCancellationRequested)
                return;
            if (item.Certainty >= MinimumCertainty)
                WriteObject(item);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _connection?.Dispose();
        base.Dispose(disposing);
    }

    private void ReadFiles(string path, bool literal)
    {
        var refused = false;
        var files = FilesOrError(path, literal, InventoryErrors.NotFound, () => refused = true, Recurse, _extensions);
        if (files.Count == 0 && !refused)
            WarnOfNoFile(path, _extensions, Recurse);
        var isNamed = files.Count == 1 && !InputPaths.IsSearch(path, literal, SessionState);
        for (var i = 0; i < files.Count; i++)
        {
            var (full, display) = files[i];
            Progress(
                string.Format(CultureInfo.InvariantCulture, "{0} of {1} files, {2} rules", i, files.Count, Reader.Counts.Rules),
                files.Count < 2 ? -1 : 100 * i / files.Count
            );
            if (!RunCancellable(() => Reader.ReadFile(full, display, isNamed)))
                return;
            Report();
        }
    }

    private void ReadLoadedRules(PrometheusConnection connection)
    {
        Progress("Asking Prometheus for its rules");
        try
        {
            var loaded = LoadedRules.Read(connection, StopToken);
            foreach (var finding in loaded.Findings)
                Report(finding);
            if (RunCancellable(() => Reader.AddLoaded(loaded.Rules)))
                Report();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The pipeline is being stopped, and says so itself.
        }
        catch (Exception e) when (ErrorMap.Find(e, PrometheusErrors.Ask(InventoryErrors.Prefix), HostOf(PrometheusUri!)) is { } record)
        {
            // The files are worth something alone.
            if (!_hasPaths)
                Stop(record);
            WriteError(record);
        }
    }

    private void Report()
    {
        foreach (var finding in Reader.TakeFindings())
            Report(finding);
    }

    private void Report(SloFinding finding)
    {
        var problem = finding.ToProblem();
        if (finding.Severity == FindingSeverity.Error)
            WriteItemError(
                new SloDocumentException(problem),
                InventoryErrors.FindingPrefix + finding.Code,
                ErrorCategory.InvalidData,
                finding
            );
        else if (finding.Severity == FindingSeverity.Warning)
            WriteWarning(problem.ToString());
        else
            WriteVerbose(problem.ToString());
    }

    private void Summary(int items)
    {
        var counts = Reader.Counts;
        WriteVerbose(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} files, of which {1} have no rules, definitions or dashboards; {2} rules, {3} queries of "
                    + "dashboards, {4} definitions; {5} rules of Prometheus stand in files, too; {6} items.",
                counts.Files,
                counts.Skipped,
                counts.Rules,
                counts.Queries,
                counts.Definitions,
                counts.Loaded,
                items
            )
        );
        if (counts.OtherLanguage > 0)
            WriteWarning(
                string.Format(
                    CultureInfo.InvariantCulture,
                    "{0} rules are not PromQL but LogQL or another language, and are skipped; -Verbose names their files.",
                    counts.OtherLanguage
                )
            );
        if (_hasProgress)
            WriteProgress(new ProgressRecord(1, "Taking inventory", "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Progress(string status, int percent = -1, bool force = false)
    {
        if (_sinceProgress.Elapsed < _betweenProgress && !force)
            return;
        WriteProgress(new ProgressRecord(1, "Taking inventory", status) { PercentComplete = percent });
        _sinceProgress.Restart();
        _hasProgress = true;
    }

    private ServiceMapping ReadMap(string path) =>
        GetOrStop(InventoryErrors.ServiceMap, path, () => ServiceMapFile.ReadFile(FileSystemPath.Resolve(path, SessionState.Path), path));
}
