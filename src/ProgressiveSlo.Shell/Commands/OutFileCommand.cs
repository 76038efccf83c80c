using System;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace ProgressiveSlo.Shell.Commands;

/// <summary>The engine writes <c>&gt;</c> and <c>&gt;&gt;</c> through Out-File; this is as much of it as that needs.</summary>
[Cmdlet(VerbsData.Out, "File")]
[OutputType(typeof(void))]
public sealed class OutFileCommand : FormattedTextCommand
{
    private StreamWriter? _file;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path", "LiteralPath")]
    public string FilePath { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>UTF-8 is the only one, with or without a byte order mark.</summary>
    [Parameter]
    [ValidateSet("utf8", "utf8NoBOM", "utf8BOM")]
    public string Encoding { get; set; } = "utf8";

    private protected override TextWriter Target => _file ?? throw new InvalidOperationException("The file is not open.");

    protected override void BeginProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(FilePath);
        try
        {
            bool mark = Encoding.Equals("utf8BOM", StringComparison.OrdinalIgnoreCase);
            _file = new StreamWriter(path, Append, new UTF8Encoding(mark));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            ThrowTerminatingError(new ErrorRecord(exception, "FileOpenFailure", ErrorCategory.OpenError, path));
        }
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        try
        {
            _file?.Dispose();
            _file = null;
        }
        catch (IOException exception)
        {
            // A full disk shows only now, and a half-written file must not look like success.
            ThrowTerminatingError(new ErrorRecord(exception, "FileWriteFailure", ErrorCategory.WriteError, FilePath));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                _file?.Dispose();
            }
            catch (IOException)
            {
                // Only reached when the pipeline already failed for a reason of its own.
            }
        }

        base.Dispose(disposing);
    }
}
