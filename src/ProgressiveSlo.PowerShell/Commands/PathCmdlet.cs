using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PowerShell.ErrorRecords;

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
        where T : class
    {
        foreach (var content in ReadFiles(path, notFoundId, invalidId, read))
            WriteObject(content);
    }

    /// <summary>What is in each file that was given, one by one; errors as of <see cref="WriteFiles"/>.</summary>
    private protected IEnumerable<T> ReadFiles<T>(string[] path, string notFoundId, string invalidId, Func<string, string, T> read)
        where T : class
    {
        foreach (var (given, literal) in Given(path))
        {
            foreach (var (full, display) in FilesOrError(given, literal, notFoundId))
            {
                if (TryGet(FileErrors.Document(invalidId), display, () => read(full, display)) is { } content)
                    yield return content;
            }
        }
    }

    /// <summary>Writes those of some documents whose name matches; a name without wildcards is a promise that it is there.</summary>
    /// <param name="names">What was asked for.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="nameOf">Gives the name of a document.</param>
    /// <param name="noun">What messages call a document.</param>
    /// <param name="isBuiltIn">Whether these are the built-in ones, because no path was given.</param>
    /// <param name="invalidId">Id of the error for a name that is not a pattern.</param>
    /// <param name="notFoundId">Id of the error for a name that is not there.</param>
    private protected void WriteNamed<T>(
        IEnumerable<string> names,
        IReadOnlyList<T> documents,
        Func<T, string> nameOf,
        string noun,
        bool isBuiltIn,
        string invalidId,
        string notFoundId
    )
    {
        foreach (var name in names)
        {
            if (PatternOrError(name, invalidId) is not { } pattern)
                continue;
            var matches = documents.Where(d => pattern.IsMatch(nameOf(d))).ToArray();
            WriteObject(matches, enumerateCollection: true);
            if (matches.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name))
                continue;
            var known =
                documents.Count == 0
                    ? $"Give a path that holds {noun}s"
                    : "Give one of " + string.Join(", ", documents.Select(nameOf)) + (isBuiltIn ? ", or use -Path for your own" : "");
            var error = new SloValidationException(
                "Name",
                $"There is no {(isBuiltIn ? "built-in " : "")}{noun} '{ServiceName.Printable(name)}'{(isBuiltIn ? "" : " there")}",
                known
            );
            WriteItemError(error, notFoundId, ErrorCategory.ObjectNotFound, name);
        }
    }
}
