using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes SLO definitions to files in a tool's format.</summary>
[Cmdlet(VerbsData.Export, "SloManifest", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloManifestCommand : ManifestCmdlet, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private ManifestFolder? _folder;
    private FileBatch? _batch;
    private bool _failed;
    private volatile bool _stopped;

    /// <summary>The folder.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>As Path; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Replace files that were not made by an export of this format.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Remove files of an earlier export that have no definition any more.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Return the files, also those that had not changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private ManifestFolder Folder => _folder!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var literal = ParameterSetName == LiteralPathSet;
        var path = literal ? LiteralPath : Path;
        _folder = GetOrStop(
            ManifestErrors.Export,
            path,
            () => new ManifestFolder(OutputPath.Resolve(path, literal, ParameterSetName, SessionState), Writer)
        );
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Definitions(out var isPlan) is not { } definitions)
        {
            _failed = true;
            return;
        }

        foreach (var definition in definitions)
        {
            _failed |= !Try(ManifestErrors.Parameters, definition, () => Folder.Add(definition, inPhaseFolder: isPlan));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _batch = new FileBatch();
        foreach (var file in Folder.Files)
        {
            if (_stopped)
                return;
            Write(file);
        }

        Report(_batch.Complete());
        if (Prune)
            RemoveLeftovers();
    }

    /// <summary>Removes what was written and not put in its place, when the export was stopped.</summary>
    public void Dispose() => _batch?.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped = true;

    private void Write(ManifestFile file)
    {
        var document = Render(file.Definitions, out var isWhole);
        _failed |= !isWhole;
        if (document is null)
            return;

        var text = ExportMarker.Mark(document, Writer);
        _failed |= !Try(ManifestErrors.Export, file.Path, () => Write(file.Path, text));
    }

    private void Write(string path, string text)
    {
        var state = ExportMarker.StateOf(path, text, Writer.Format);
        if (state == ManifestFileState.Foreign && !Force)
        {
            _failed = true;
            var foreign = new IOException(
                $"The file '{path}' is there and was not made by an export of {Writer.Format}. Use -Force to replace it."
            );
            WriteItemError(foreign, ManifestErrors.FileForeign, ErrorCategory.ResourceExists, path);
            return;
        }

        if (state == ManifestFileState.Current)
        {
            if (!ShouldProcessState.IsWhatIf(this))
                _batch!.Sweep(path);
            Return(path);
        }
        else if (ShouldProcess(path, "Write manifest"))
            Report(_batch!.Add(path, text));
    }

    private void Report(IEnumerable<FileWriteResult> files)
    {
        foreach (var file in files)
        {
            if (file.Error is { } error)
                Fail(file.Path, error);
            else
                Return(file.Path);
        }
    }

    private void Fail(string path, Exception e)
    {
        _failed = true;
        WriteError(ErrorMap.Find(e, ManifestErrors.Export, path) ?? throw e);
    }

    private void Return(string path)
    {
        if (PassThru)
            WriteFile(path);
    }

    // A service whose manifest failed is not one that the plan no longer has.
    private void RemoveLeftovers()
    {
        if (_failed || !Folder.HasFiles)
        {
            WriteWarning(
                _failed
                    ? "Nothing was pruned, because some manifests could not be written."
                    : "Nothing was pruned, because nothing was exported."
            );
            return;
        }

        foreach (var path in Folder.Leftovers())
        {
            if (_stopped)
                return;
            if (ShouldProcess(path, "Remove manifest"))
                Try(ManifestErrors.Remove, path, () => File.Delete(path));
        }
    }
}
