using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Manifests.Export;
using ProgressiveSlo.PowerShell.Arguments;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes SLO definitions to files in a tool's format.</summary>
[Cmdlet(VerbsData.Export, "SloManifest", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloManifestCommand : ManifestCmdlet, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private ManifestFolder _folder = null!;
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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var literal = ParameterSetName == LiteralPathSet;
        var path = literal ? LiteralPath : Path;
        try
        {
            _folder = new ManifestFolder(OutputPath.Resolve(path, literal, ParameterSetName, SessionState), Writer);
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
            ThrowTerminating(e, "SloManifestInvalidPath", ErrorCategory.InvalidArgument, path);
        }
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
            try
            {
                _folder.Add(definition, inPhaseFolder: isPlan);
            }
            catch (SloValidationException e)
            {
                _failed = true;
                WriteItemError(e, "SloManifestInvalid", definition);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _batch = new FileBatch();
        foreach (var file in _folder.Files)
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
        if (Render(file.Definitions) is not { } document)
        {
            _failed = true;
            return;
        }

        var text = ExportMarker.Mark(document, Writer);
        try
        {
            var state = ExportMarker.StateOf(file.Path, text, Writer.Format);
            if (state == ManifestFileState.Foreign && !Force)
            {
                _failed = true;
                var foreign = new IOException(
                    $"The file '{file.Path}' is there and was not made by an export of {Writer.Format}. Use -Force to replace it."
                );
                WriteItemError(foreign, "SloManifestFileForeign", ErrorCategory.ResourceExists, file.Path);
                return;
            }

            if (state == ManifestFileState.Current)
                Return(file.Path);
            else if (ShouldProcess(file.Path, "Write manifest"))
                Report(_batch!.Add(file.Path, text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(file.Path, e);
        }
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
        WriteItemError(
            new IOException($"The manifest cannot be written to '{path}': {e.Message}", e),
            "SloManifestWriteFailed",
            ErrorCategory.WriteError,
            path
        );
    }

    private void Return(string path)
    {
        if (PassThru)
            WriteFile(path);
    }

    // A service whose manifest failed is not one that the plan no longer has.
    private void RemoveLeftovers()
    {
        if (_failed || !_folder.HasFiles)
        {
            WriteWarning(
                _failed
                    ? "Nothing was pruned, because some manifests could not be written."
                    : "Nothing was pruned, because nothing was exported."
            );
            return;
        }

        foreach (var path in _folder.Leftovers())
        {
            if (_stopped)
                return;
            try
            {
                if (ShouldProcess(path, "Remove manifest"))
                    File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteItemError(
                    new IOException($"The manifest '{path}' cannot be removed: {e.Message}", e),
                    "SloManifestRemoveFailed",
                    ErrorCategory.WriteError,
                    path
                );
            }
        }
    }
}
