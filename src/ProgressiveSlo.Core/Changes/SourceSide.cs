using ProgressiveSlo.Errors;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Changes;

/// <summary>One side of a change: what a commit has in the folders of plans and manifests, and the plans that were read of it.</summary>
/// <param name="Entries">The entries of the tree in both folders, and of folders beside them whose names differ in case only.</param>
/// <param name="Plans">The plan files: each regular file at a place of a plan.</param>
public sealed record SourceSide(IReadOnlyList<SourceEntry> Entries, IReadOnlyList<PlanFile> Plans)
{
    /// <summary>A side without any file.</summary>
    public static SourceSide Empty { get; } = new([], []);
}

/// <summary>One entry of a commit's tree: what Git says of it, before anybody has read it.</summary>
/// <param name="Path">Path below the folder of the layout, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ContentId">Id of the content: the same content has the same id.</param>
/// <param name="Size">Bytes of the content; 0 for what has none in this repository.</param>
public sealed record SourceEntry(string Path, SourceEntryKind Kind, string ContentId, long Size = 0);

/// <summary>What an entry of a tree is.</summary>
public enum SourceEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A regular file that may be run.</summary>
    Executable,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A commit of another repository.</summary>
    Submodule,

    /// <summary>A mode that Git itself does not write.</summary>
    Other,
}

/// <summary>A file at the place of a plan.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Plan">The plan; null when it cannot be read.</param>
/// <param name="Problems">Why it cannot be read; empty when it can.</param>
public sealed record PlanFile(SourceEntry Entry, SloPlan? Plan, IReadOnlyList<DocumentProblem> Problems);

/// <summary>Where plans and manifests lie.</summary>
/// <param name="PlanFolder">The folder of the plans, with <c>/</c>; for example <c>plans</c>.</param>
/// <param name="ManifestFolder">The folder of the manifests.</param>
public sealed record SourceLayout(string PlanFolder, string ManifestFolder)
{
    /// <summary>The most folders between the root and a file.</summary>
    public const int MostFolders = 32;

    private static readonly string[] _extensions = [".yaml", ".yml"];

    /// <summary>Whether a file is at the place of a plan, where Import-SloPlan reads it.</summary>
    /// <param name="path">Path below the folder of the layout.</param>
    public bool IsPlan(string path) =>
        path is not null
        && IsIn(path, PlanFolder)
        && path.IndexOf('/', PlanFolder.Length + 1) < 0
        && path[PlanFolder.Length + 1] != '.'
        && _extensions.Any(e => path.EndsWith(e, StringComparison.Ordinal));

    /// <summary>Checks that no file lies in the folders of plans and of manifests alike.</summary>
    /// <param name="field">What the user calls the folder of manifests, for the error.</param>
    /// <exception cref="SloValidationException">The folders are one, or one lies in the other.</exception>
    public void CheckFolders(string field)
    {
        if (PlanFolder == ManifestFolder || IsIn(PlanFolder, ManifestFolder) || IsIn(ManifestFolder, PlanFolder))
            throw new SloValidationException(
                field,
                $"The folder of manifests '{PrintableText.Escape(ManifestFolder)}' and that of plans "
                    + $"'{PrintableText.Escape(PlanFolder)}' overlap",
                "Keep plans and manifests in separate folders"
            );
    }

    /// <summary>Whether a path lies in a folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsIn(string path, string folder) =>
        path is not null
        && folder is not null
        && path.Length > folder.Length + 1
        && path[folder.Length] == '/'
        && path.StartsWith(folder, StringComparison.Ordinal);

    /// <summary>Whether a file looks like YAML, however its extension is spelled.</summary>
    internal static bool IsYaml(string path) => _extensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
