using System.Management.Automation;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What cmdlets share that take files as -Path, each with the attributes of its own, or as -LiteralPath, all alike.</summary>
public abstract class PathCmdlet : SloCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Files, or folders of them; wildcard characters are only characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The paths that were given.</summary>
    /// <param name="path">The value of -Path.</param>
    private protected IEnumerable<(string Path, bool IsLiteral)> Given(string[] path) =>
        ParameterSetName == LiteralPathSet ? LiteralPath.Select(p => (p, true)) : path.Select(p => (p, false));

    /// <summary>Writes what is in each file that was given; one that cannot be read is an error, and the next one goes on.</summary>
    /// <param name="path">The value of -Path.</param>
    /// <param name="notFoundId">Id of the error for a path that is not there.</param>
    /// <param name="invalidId">Id of the error for a file that cannot be read.</param>
    /// <param name="read">Reads a file, by its full path and its name for errors.</param>
    private protected void WriteFiles<T>(string[] path, string notFoundId, string invalidId, Func<string, string, T> read)
    {
        foreach (var (given, literal) in Given(path))
        {
            foreach (var (full, display) in FilesOrError(given, literal, notFoundId))
            {
                T content;
                try
                {
                    content = read(full, display);
                }
                catch (SloDocumentException e)
                {
                    WriteItemError(e, invalidId, ErrorCategory.InvalidData, display);
                    continue;
                }

                WriteObject(content);
            }
        }
    }
}
