using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Repositories;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.Completion;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Lays out a repository for plans and manifests.</summary>
[Cmdlet(VerbsCommon.New, "SloRepository", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewSloRepositoryCommand : SloCmdlet
{
    /// <summary>The folder.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The system that runs the pipelines.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(RepositoryPipelineCompleter))]
    [ValidateNotNullOrEmpty]
    public string Pipeline { get; set; } = "";

    /// <summary>Formats of the manifests.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ManifestFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Format { get; set; } = ["PrometheusRule"];

    /// <summary>Replace files that are there and differ.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the files, also those that had not changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private readonly StaleFiles _stale = new();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var files = GetOrStop(RepositoryErrors.Layout, null, () => RepositoryLayout.Files(Pipeline, Format));
        var folder = GetOrStop(RepositoryErrors.Layout, null, () => FileSystemPath.Resolve(Path, SessionState.Path));
        foreach (var file in files)
        {
            var path = System.IO.Path.Combine(folder, file.Path.Replace('/', System.IO.Path.DirectorySeparatorChar));
            Try(RepositoryErrors.Layout, path, () => Write(path, file.Text));
        }
    }

    private void Write(string path, string text)
    {
        // A file that a killed run wrote may have been its last one, so that nothing is left to write.
        if (!ShouldProcessState.IsWhatIf(this))
            _stale.SweepBeside(path);
        var isThere = FileKinds.IsFile(path);
        if (!isThere || File.ReadAllText(path) != text)
        {
            if (isThere && !Force)
            {
                var error = new IOException(
                    $"The file '{path}' is already there, and is not the one of this layout. "
                        + $"It stays as it is; use -Force to replace it."
                );
                WriteItemError(error, RepositoryErrors.FileExists, ErrorCategory.ResourceExists, path);
                return;
            }

            if (!ShouldProcess(path, isThere ? "Replace file" : "Write file"))
                return;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Force, output => output.Write(text));
        }

        if (PassThru)
            WriteFile(path);
    }
}
