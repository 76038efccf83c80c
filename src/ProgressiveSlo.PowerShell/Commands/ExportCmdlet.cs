using System.Management.Automation;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What the cmdlets share that write a document to a file, or several to a folder.</summary>
public abstract class ExportCmdlet : SloCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private readonly StaleFiles _stale = new();

    /// <summary>A file, or a folder where there may be several documents.</summary>
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

    /// <summary>Ids of errors.</summary>
    private protected abstract ErrorArea Errors { get; }

    /// <summary>The most bytes that the reader of such files takes.</summary>
    private protected virtual long MostBytes => AtomicFile.MostDocumentBytes;

    /// <summary>Whether a file is packed by gzip.</summary>
    /// <param name="path">Its path.</param>
    private protected virtual bool IsPacked(string path) => false;

    /// <summary>Whether the pipeline is being stopped.</summary>
    private protected bool IsStopped { get; private set; }

    /// <inheritdoc/>
    protected override void StopProcessing() => IsStopped = true;

    /// <summary>The full path that was given, or what is made of it. A path that cannot be used ends the call.</summary>
    /// <param name="use">Makes something of the full path.</param>
    private protected T Target<T>(Func<string, T> use)
    {
        var literal = ParameterSetName == LiteralPathSet;
        var path = literal ? LiteralPath : Path;
        return GetOrStop(Errors, path, () => use(OutputPath.Resolve(path, literal, ParameterSetName, SessionState)));
    }

    /// <summary>Writes one document, whole or not at all. An error is written where it cannot be, and the next one goes on.</summary>
    /// <param name="document">The document, for errors.</param>
    /// <param name="pathOf">Gives the full path of its file.</param>
    /// <param name="action">What is done, for -WhatIf and -Confirm.</param>
    /// <param name="write">Writes the text.</param>
    private protected void WriteDocument(object document, Func<string> pathOf, string action, Action<TextWriter> write)
    {
        var path = "";
        if (!Try(Errors, document, () => path = pathOf()) || !ShouldProcess(path, action))
            return;
        try
        {
            WriteText(path, write);
        }
        catch (Exception e) when (WriteErrorOf(e, path) is { } record)
        {
            WriteError(record);
            return;
        }

        if (PassThru)
            WriteFile(path);
    }

    /// <summary>Writes the text of a file; folders that are missing are made.</summary>
    /// <exception cref="IOException">The file is there already, without -Force, cannot be written, or would have more than
    /// <see cref="MostBytes"/>.</exception>
    private protected void WriteText(string path, Action<TextWriter> write)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _stale.SweepBeside(path);
        AtomicFile.Write(path, Force, write, MostBytes, IsPacked(path));
    }

    /// <summary>The error of a file that cannot be written; null for an exception that says something else.</summary>
    private protected ErrorRecord? WriteErrorOf(Exception exception, string path) =>
        exception is IOException or UnauthorizedAccessException && !Force && FileKinds.IsFile(path)
            ? new ErrorRecord(
                new IOException($"The file '{path}' is already there. Use -Force to replace it.", exception),
                Errors.FieldPrefix + FileErrors.ExistsSuffix,
                ErrorCategory.ResourceExists,
                path
            )
            : ErrorMap.Find(exception, Errors, path);
}
