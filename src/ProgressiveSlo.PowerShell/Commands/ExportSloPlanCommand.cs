using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PowerShell.Arguments;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Writes plans to plan files.</summary>
[Cmdlet(VerbsData.Export, "SloPlan", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSloPlanCommand : SloCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private PlanFiles? _files;
    private bool _stopped;

    /// <summary>The plans.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SloPlan[] Plan { get; set; } = [];

    /// <summary>A file (.yaml, .yml), or a folder for one file per plan.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>As Path; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Replace files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the files that were written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var literal = ParameterSetName == LiteralPathSet;
        var path = literal ? LiteralPath : Path;
        try
        {
            _files = new PlanFiles(OutputPath.Resolve(path, literal, ParameterSetName, SessionState));
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
            ThrowTerminating(e, "SloPlanInvalidPath", ErrorCategory.InvalidArgument, path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var plan in Plan)
        {
            if (_stopped)
                return;
            Write(plan);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped = true;

    private void Write(SloPlan plan)
    {
        var path = "";
        try
        {
            path = _files!.PathOf(plan);
            if (!ShouldProcess(path, "Write plan"))
                return;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Force, output => PlanWriter.Write(plan, output));
        }
        catch (SloValidationException e)
        {
            WriteItemError(e, "SloPlanInvalidPath", ErrorCategory.InvalidArgument, plan);
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteWriteError(e, path);
            return;
        }

        if (PassThru)
            WriteFile(path);
    }

    private void WriteWriteError(Exception e, string path)
    {
        if (!Force && File.Exists(path))
        {
            var exists = new IOException($"The file '{path}' is already there. Use -Force to replace it.", e);
            WriteItemError(exists, "SloPlanFileExists", ErrorCategory.ResourceExists, path);
            return;
        }

        WriteItemError(
            new IOException($"The plan cannot be written to '{path}': {e.Message}", e),
            "SloPlanWriteFailed",
            ErrorCategory.WriteError,
            path
        );
    }
}
