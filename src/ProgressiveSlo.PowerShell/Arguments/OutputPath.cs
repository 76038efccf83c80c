using System.IO;
using System.Management.Automation;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Resolves the path of something to be written, through the provider and never through the process directory.</summary>
internal static class OutputPath
{
    /// <summary>The full file-system path.</summary>
    /// <param name="path">The path as given.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="session">The session's paths.</param>
    /// <exception cref="SloValidationException">The path is not in the file system, or its wildcards do not match exactly one item.</exception>
    public static string Resolve(string path, bool literal, string parameter, SessionState session)
    {
        if (!literal && WildcardPattern.ContainsWildcardCharacters(path))
        {
            var matches = session.Path.GetResolvedPSPathFromPSPath(path);
            if (matches.Count != 1)
                throw new SloValidationException(parameter, $"'{path}' matches {matches.Count} items, and exactly one is needed", "Give one path, or use -LiteralPath for a name with wildcard characters");
            path = matches[0].Path;
        }

        var full = FileSystemPath.Of(path, session.Path);

        // A trailing separator is kept: it says that a folder is meant.
        return path[path.Length - 1] is '/' or '\\' ? full.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar : full;
    }
}
