using System.Text;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Changes;

/// <summary>
/// The rules for the files of a layout. What a link or a submodule leads to is not what is merged, and of two names that differ in case
/// only many systems keep one: whoever checks such a tree checks something else than whoever deploys it.
/// </summary>
internal static class FileRules
{
    // Windows keeps these names for devices, whatever their extension.
    private static readonly string[] _devices = ["CON", "PRN", "AUX", "NUL"];

    /// <summary>What is wrong with the entries, in their order.</summary>
    public static IEnumerable<SloFinding> Check(IReadOnlyList<SourceEntry> entries, SourceLayout layout)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (OfKind(entry) is { } kind)
                yield return kind;
            if (OfName(entry.Path) is { } name)
                yield return name;
            if (OfTwin(entry.Path, names) is { } twin)
                yield return twin;
            if (!paths.Add(entry.Path))
                yield return ChangeFinding.Create(
                    "FileNamesCollide",
                    entry.Path,
                    "The commit has the name twice, as git itself never writes it: a checkout keeps one of them",
                    "Make the commit again with git add"
                );
            if (OfPlace(entry, layout) is { } place)
                yield return place;
        }
    }

    private static SloFinding? OfKind(SourceEntry entry) =>
        entry.Kind switch
        {
            SourceEntryKind.File => null,
            SourceEntryKind.Executable => ChangeFinding.Create(
                "FileExecutable",
                entry.Path,
                "The file is executable, and nothing here is run",
                "Run git update-index --chmod=-x with the file, and commit"
            ),
            SourceEntryKind.Link => ChangeFinding.Create(
                "FileLink",
                entry.Path,
                "It is a symbolic link: what it leads to is not what is merged",
                "Commit the file itself in its place"
            ),
            SourceEntryKind.Submodule => ChangeFinding.Create(
                "FileSubmodule",
                entry.Path,
                "It is a submodule: its files are not in this repository, and were not checked",
                "Remove the submodule, and commit the files"
            ),
            _ => ChangeFinding.Create(
                "FileMode",
                entry.Path,
                "It has a mode that Git does not write by itself",
                "Remove it with git rm --cached, add it again, and commit"
            ),
        };

    private static SloFinding? OfName(string path) =>
        NameProblem(path) is { } problem
            ? ChangeFinding.Create(
                "FileName",
                path,
                problem,
                "Rename it: letters, digits, dots, dashes and underscores are safe everywhere"
            )
            : null;

    private static string? NameProblem(string path)
    {
        var parts = path.Split('/');
        if (parts.Length > SourceLayout.MostFolders)
            return $"It lies more than {NumberText.Plain(SourceLayout.MostFolders)} folders deep";
        if (path.IndexOf('\uFFFD') >= 0)
            return "The name is not valid UTF-8";
        if (!PrintableText.IsPrintable(path))
            return "The name has characters that do not print";
        if (path.IndexOfAny(['\\', ':', '*', '?', '"', '<', '>', '|']) >= 0)
            return "The name has a character that Windows does not allow";
        foreach (var part in parts)
        {
            if (part.Length == 0 || part[part.Length - 1] is '.' or ' ')
                return "A name ends with a dot or a space, which Windows takes away";
            if (part.Equals(".git", StringComparison.OrdinalIgnoreCase) || IsDevice(part.Split('.')[0]))
                return $"The name {part} is reserved";
        }

        return null;
    }

    private static bool IsDevice(string name)
    {
        var upper = name.ToUpperInvariant();
        return _devices.Contains(upper)
            || (
                upper.Length == 4
                && (upper.StartsWith("COM", StringComparison.Ordinal) || upper.StartsWith("LPT", StringComparison.Ordinal))
                && AsciiChars.IsDigit(upper[3])
            );
    }

    // Folders, too: A/x and a/y are in one folder on many systems. So are two spellings of one letter with its accent.
    private static SloFinding? OfTwin(string path, Dictionary<string, string> names)
    {
        SloFinding? found = null;
        for (var end = path.IndexOf('/'); ; end = path.IndexOf('/', end + 1))
        {
            var name = end < 0 ? path : path.Substring(0, end);
            var key = name.Normalize(NormalizationForm.FormC).ToUpperInvariant();
            if (!names.TryGetValue(key, out var first))
                names.Add(key, name);
            else if (first != name)
                found ??= ChangeFinding.Create(
                    "FileNamesCollide",
                    path,
                    $"The names {first} and {name} differ in case or in the spelling of a letter only: Windows and macOS keep one of them",
                    "Rename or remove one"
                );
            if (end < 0)
                return found;
        }
    }

    private static SloFinding? OfPlace(SourceEntry entry, SourceLayout layout)
    {
        var path = entry.Path;
        if (path == layout.PlanFolder || path == layout.ManifestFolder)
            return entry.Kind is SourceEntryKind.File or SourceEntryKind.Executable
                ? Outside(path, "A file has the name of the folder", "Make it a folder")
                : null;
        if (path.EndsWith("/.gitattributes", StringComparison.Ordinal))
            return Outside(
                path,
                "Attributes give a checkout other content than was checked: encodings, filters, keywords",
                "Remove it; attributes for the whole repository lie in its root"
            );
        if (!SourceLayout.IsIn(path, layout.PlanFolder) || !SourceLayout.IsYaml(path) || layout.IsPlan(path))
            return null;
        var name = path.Substring(path.LastIndexOf('/') + 1);
        return path.Length - name.Length - 1 > layout.PlanFolder.Length
                ? Outside(
                    path,
                    $"Plans lie directly in {layout.PlanFolder}: those of subfolders are ignored",
                    $"Move it to {layout.PlanFolder}, or out of it"
                )
            : name[0] == '.' ? Outside(path, "Files whose names begin with a dot are ignored", "Rename it, or remove it")
            : Outside(path, "Plans have the extension .yaml or .yml, in small letters: this file is ignored", "Rename it");
    }

    private static SloFinding Outside(string path, string message, string fix) =>
        ChangeFinding.Create("FileOutsideLayout", path, message, fix);
}
