using System.Management.Automation;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>Resolves the paths of files to be read, through the provider.</summary>
internal static class InputPaths
{
    /// <summary>The extensions of YAML.</summary>
    public static readonly IReadOnlyList<string> Yaml = [".yaml", ".yml"];

    /// <summary>
    /// The files that a path stands for: wildcards are followed unless the path is literal, and a folder stands for its
    /// files with certain extensions, sorted by name. Pipes and devices that are only found are skipped: reading one may never end.
    /// </summary>
    /// <param name="path">The path as given.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="session">The session's paths.</param>
    /// <param name="extensions">The extensions, with their dots; null for those of YAML.</param>
    /// <param name="recurse">Whether a folder stands for the files of its subfolders, too.</param>
    /// <returns>Full paths, with the path as the user knows it. Empty when a wildcard matches nothing.</returns>
    /// <exception cref="SloValidationException">The path is not in the file system.</exception>
    /// <exception cref="ItemNotFoundException">There is nothing of that name.</exception>
    public static IReadOnlyList<(string Full, string Display)> Resolve(
        string path,
        bool literal,
        SessionState session,
        bool recurse = false,
        IReadOnlyList<string>? extensions = null
    )
    {
        if (literal || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            var full = FileSystemPath.Resolve(path, session.Path);
            if (!File.Exists(full) && !Directory.Exists(full))
                throw new ItemNotFoundException($"'{PrintableText.Escape(path)}' does not exist.");

            // A path from the pipeline names its provider, which no editor and no log reader understands.
            return Files(full, path.Contains("::") ? full : path, recurse, extensions ?? Yaml);
        }

        var files = new List<(string, string)>();
        foreach (var match in session.Path.GetResolvedProviderPathFromPSPath(path, out var provider))
        {
            FileSystemPath.Check(provider, path);
            if (FileKinds.IsSpecial(match))
                continue;
            files.AddRange(Files(match, match, recurse, extensions ?? Yaml));
        }

        return files;
    }

    /// <summary>Whether a path stands for whatever files there are: a folder, or wildcards. Otherwise somebody named one file.</summary>
    /// <param name="path">The path as given; there is something of that name.</param>
    /// <param name="literal">Whether wildcard characters are only characters.</param>
    /// <param name="session">The session's paths.</param>
    public static bool IsSearch(string path, bool literal, SessionState session) =>
        (!literal && WildcardPattern.ContainsWildcardCharacters(path)) || Directory.Exists(FileSystemPath.Resolve(path, session.Path));

    private static List<(string Full, string Display)> Files(string full, string display, bool recurse, IReadOnlyList<string> extensions)
    {
        if (!Directory.Exists(full))
            return [(full, display)];
        var files = new List<(string, string)>();
        var names = new List<string>();
        foreach (var file in recurse ? FolderWalk.Files(full) : Directory.EnumerateFiles(full))
        {
            if (
                extensions.Contains(Path.GetExtension(file))
                && !Path.GetFileName(file).StartsWith(".", System.StringComparison.Ordinal)
                && !FileKinds.IsSpecial(file)
            )
                names.Add(file);
        }

        names.Sort(System.StringComparer.Ordinal);
        foreach (var name in names)
            files.Add((name, Path.Combine(display, name.Substring(full.Length).TrimStart(Path.DirectorySeparatorChar))));
        return files;
    }
}

/// <summary>
/// The files of a folder and its subfolders. Links to folders are not followed, as Get-ChildItem -Recurse does not: they may lead back.
/// Folders
/// whose name begins with a dot are skipped: they hold a tool's own files, or a second copy of a mounted ConfigMap.
/// </summary>
internal static class FolderWalk
{
    public static IEnumerable<string> Files(string folder)
    {
        var open = new Stack<string>();
        open.Push(folder);
        while (open.Count > 0)
        {
            var current = open.Pop();
            foreach (var file in Directory.EnumerateFiles(current))
                yield return file;
            foreach (var below in new DirectoryInfo(current).EnumerateDirectories())
            {
                if ((below.Attributes & FileAttributes.ReparsePoint) == 0 && below.Name[0] != '.')
                    open.Push(Path.Combine(current, below.Name));
            }
        }
    }
}

/// <summary>What Test-SloManifest takes, one by one: an argument may be an array, and things with a path stand for their file.</summary>
internal static class LintArgument
{
    private static readonly string[] _paths = ["PSPath", "LiteralPath", "FullName"];

    public static IEnumerable<object> Each(object argument)
    {
        if (argument.Unwrap() is not object[] several)
        {
            yield return Resolve(argument);
            yield break;
        }

        foreach (var item in several)
        {
            if (item is not null)
                yield return Resolve(item);
        }
    }

    // Rows with a path, such as those of Import-Csv or Select-Object, stand for their file.
    private static object Resolve(object argument)
    {
        var value = argument.Unwrap();
        if (value is not PSCustomObject || argument is not PSObject row)
            return value;
        foreach (var name in _paths)
        {
            if (row.Properties[name]?.Value is string { Length: > 0 } path)
                return new LiteralFile(path);
        }

        return row;
    }
}

/// <summary>A path in which wildcard characters are only characters.</summary>
/// <param name="Path">The path.</param>
internal sealed record LiteralFile(string Path);

/// <summary>What <c>-PlanFolder</c> and its like take: a folder below another one, which need not be there.</summary>
internal static class FolderArgument
{
    /// <summary>The folder, with <c>/</c> between its parts.</summary>
    /// <param name="folder">The parameter's value.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="SloValidationException">It is not below.</exception>
    public static string Resolve(string folder, string parameter)
    {
        var parts = folder.Replace('\\', '/').TrimEnd('/').Split('/');
        return parts.Any(p => p.Length == 0 || p is "." or ".." || p.IndexOfAny([':', '\0']) >= 0)
            ? throw new SloValidationException(
                parameter,
                $"'{PrintableText.Escape(folder)}' is not a folder below that of the repository",
                "Give a path such as plans"
            )
            : string.Join("/", parts);
    }
}
