using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Resolves the paths of files to be read, through the provider.</summary>
internal static class InputPaths
{
    private static readonly string[] _yaml = [".yaml", ".yml"];

    /// <summary>
    /// The files that a path stands for: wildcards are followed unless the path is literal, and a folder stands for its
    /// files with certain extensions, sorted by name.
    /// </summary>
    /// <param name="path">The path as given.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="session">The session's paths.</param>
    /// <param name="extensions">The extensions, with their dots; null for those of YAML.</param>
    /// <param name="recurse">Whether a folder stands for the files of its subfolders, too.</param>
    /// <returns>Full paths, with the path as the user knows it. Empty when a wildcard matches nothing.</returns>
    /// <exception cref="SloValidationException">The path is not in the file system.</exception>
    /// <exception cref="ItemNotFoundException">There is nothing of that name.</exception>
    public static IReadOnlyList<(string Full, string Display)> Resolve(string path, bool literal, SessionState session, bool recurse = false, IReadOnlyList<string>? extensions = null)
    {
        if (literal || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            var full = FileSystemPath.Of(path, session.Path);
            if (!File.Exists(full) && !Directory.Exists(full))
                throw new ItemNotFoundException($"There is no file and no folder '{PrintableText.Escape(path)}'.");

            // A path from the pipeline names its provider, which no editor and no log reader understands.
            return Files(full, path.Contains("::") ? full : path, recurse, extensions ?? _yaml);
        }

        var files = new List<(string, string)>();
        foreach (var match in session.Path.GetResolvedProviderPathFromPSPath(path, out var provider))
        {
            FileSystemPath.Check(provider, path);
            files.AddRange(Files(match, match, recurse, extensions ?? _yaml));
        }

        return files;
    }

    /// <summary>Whether a path stands for whatever files there are: a folder, or wildcards. Otherwise somebody named one file.</summary>
    /// <param name="path">The path as given; there is something of that name.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="session">The session's paths.</param>
    public static bool IsSearch(string path, bool literal, SessionState session) =>
        (!literal && WildcardPattern.ContainsWildcardCharacters(path)) || Directory.Exists(FileSystemPath.Of(path, session.Path));

    private static List<(string Full, string Display)> Files(string full, string display, bool recurse, IReadOnlyList<string> extensions)
    {
        if (!Directory.Exists(full))
            return [(full, display)];
        var files = new List<(string, string)>();
        var names = new List<string>();
        foreach (var file in recurse ? FolderWalk.Files(full) : Directory.EnumerateFiles(full))
        {
            if (extensions.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith(".", System.StringComparison.Ordinal))
                names.Add(file);
        }

        names.Sort(System.StringComparer.Ordinal);
        foreach (var name in names)
            files.Add((name, Path.Combine(display, name.Substring(full.Length).TrimStart(Path.DirectorySeparatorChar))));
        return files;
    }
}
