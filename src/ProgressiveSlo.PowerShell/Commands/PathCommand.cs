using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>What cmdlets share that take files as -Path, each with the attributes of its own, or as -LiteralPath, all alike.</summary>
public abstract class PathCommand : SloCmdlet
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
}
