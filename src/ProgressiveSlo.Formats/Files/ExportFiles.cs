using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Formats.Files;

/// <summary>
/// Says which file each document of one export goes to: one file for one document, or a folder with a file for each, named after it.
/// </summary>
public sealed class ExportFiles
{
    private readonly string _path;
    private readonly string _noun;
    private readonly Func<string, string> _nameIn;
    private readonly bool _isFolder;
    private readonly Dictionary<string, string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts an export.</summary>
    /// <param name="path">Full path. It is a file when its name ends in .yaml or .yml and no folder has that name, otherwise a
    /// folder.</param>
    /// <param name="noun">What messages call a document.</param>
    /// <param name="nameIn">Reads the name of the document in a file; a <see cref="SloDocumentException"/> says that it holds none.</param>
    public ExportFiles(string path, string noun, Func<string, string> nameIn)
    {
        _path = path ?? throw new ArgumentNullException(nameof(path));
        _noun = noun ?? throw new ArgumentNullException(nameof(noun));
        _nameIn = nameIn ?? throw new ArgumentNullException(nameof(nameIn));
        _isFolder = IsFolder(path);
    }

    /// <summary>Whether an export to that path goes to a folder.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsFolder(string path)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        var isSeparated = path.Length > 0 && path[path.Length - 1] == Path.DirectorySeparatorChar;
        var isYaml = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML";
        return isSeparated || !isYaml || Directory.Exists(path);
    }

    /// <summary>The full path of a document's file.</summary>
    /// <param name="name">Name of the document.</param>
    /// <exception cref="SloValidationException">Another document of this export, or of another name, has that file already.</exception>
    public string PathOf(string name)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name));
        var path = _isFolder ? Path.Combine(_path, FileSlug.Create(name) + ".yaml") : _path;
        if (_taken.TryGetValue(path, out var other))
        {
            throw _isFolder
                ? new SloValidationException(
                    "Name",
                    $"'{name}' and '{other}' would both be written to {Path.GetFileName(path)}",
                    "Rename one, or export them to different folders"
                )
                : new SloValidationException(
                    "Path",
                    $"'{name}' is a second {_noun}, and '{Path.GetFileName(path)}' holds one",
                    "Give a folder for several"
                );
        }

        CheckOwner(path, name);
        _taken.Add(path, name);
        return path;
    }

    // In a folder the name of a file is ours to choose, so it must not fall on another document, forced or not.
    private void CheckOwner(string path, string name)
    {
        if (!_isFolder || !FileKinds.IsFile(path))
            return;
        string there;
        try
        {
            there = _nameIn(path);
        }
        catch (SloDocumentException)
        {
            return;
        }

        if (!string.Equals(there, name, StringComparison.Ordinal))
            throw new SloValidationException(
                "Name",
                $"{Path.GetFileName(path)} holds the {_noun} '{there}', and '{name}' would replace it",
                "Rename one, or export them to different folders"
            );
    }
}
