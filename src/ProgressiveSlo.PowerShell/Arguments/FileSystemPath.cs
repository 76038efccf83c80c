using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Naming;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Resolves a path through its provider and insists that this is the file system: other drives hold no files.</summary>
internal static class FileSystemPath
{
    /// <summary>The full path in the file system; nothing has to be there.</summary>
    /// <exception cref="SloValidationException">The path is on another provider.</exception>
    public static string Resolve(string path, PathIntrinsics paths)
    {
        try
        {
            var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            Check(provider, path);
            return full.IndexOf('\0') < 0
                ? full
                : throw new SloValidationException("Path", $"'{ServiceName.Printable(path)}' is not a path", "Leave the NUL character out");
        }
        catch (SessionStateException e)
        {
            throw new SloValidationException("Path", e.Message.TrimEnd('.'), "Give a path on a drive that is there");
        }
    }

    /// <summary>Refuses a provider that is not the file system.</summary>
    /// <exception cref="SloValidationException">It is not.</exception>
    public static void Check(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
            throw new SloValidationException(
                "Path",
                $"'{ServiceName.Printable(path)}' is on the provider {provider.Name}",
                "Give a path in the file system"
            );
    }
}

/// <summary>Resolves the path of something to be written, through the provider and never through the process directory.</summary>
internal static class OutputPath
{
    /// <summary>The full file-system path.</summary>
    /// <param name="path">The path as given.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <param name="session">The session's paths.</param>
    /// <exception cref="SloValidationException">The path is not in the file system, or its wildcards do not match exactly one
    /// item.</exception>
    public static string Resolve(string path, bool literal, string parameter, SessionState session)
    {
        if (!literal && WildcardPattern.ContainsWildcardCharacters(path))
        {
            var matches = session.Path.GetResolvedPSPathFromPSPath(path);
            if (matches.Count != 1)
                throw new SloValidationException(
                    parameter,
                    $"'{path}' matches {matches.Count} items, and exactly one is needed",
                    "Give one path, or use -LiteralPath for a name with wildcard characters"
                );
            path = matches[0].Path;
        }

        var full = FileSystemPath.Resolve(path, session.Path);

        // A trailing separator is kept: it says that a folder is meant.
        return path[path.Length - 1] is '/' or '\\' ? full.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar : full;
    }
}
