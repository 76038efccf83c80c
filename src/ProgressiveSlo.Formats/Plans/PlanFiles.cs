using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>Says which file each plan of one export goes to: one file for one plan, or a folder with a file per service.</summary>
public sealed class PlanFiles
{
    private readonly string _path;
    private readonly bool _isFolder;
    private readonly Dictionary<string, SloPlan> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts an export.</summary>
    /// <param name="path">Full path. It is a file when its name ends in .yaml or .yml and no folder has that name, otherwise a
    /// folder.</param>
    public PlanFiles(string path)
    {
        _path = path ?? throw new ArgumentNullException(nameof(path));
        _isFolder = ExportFiles.IsFolder(path);
    }

    /// <summary>The full path of the plan's file.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="SloValidationException">Another plan of this export, or of another service, has that file already.</exception>
    public string PathOf(SloPlan plan)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        var path = _isFolder ? Path.Combine(_path, FileSlug.Create(plan.Service) + ".yaml") : _path;
        if (_taken.TryGetValue(path, out var other))
        {
            throw _isFolder
                ? new SloValidationException(
                    "Service",
                    $"'{plan.Service}' ({plan.Namespace}) and '{other.Service}' "
                        + $"({other.Namespace}) would both be written to {Path.GetFileName(path)}",
                    "Rename one, or export them to different folders"
                )
                : new SloValidationException(
                    "Path",
                    $"'{plan.Service}' is a second plan, and '{Path.GetFileName(path)}' holds one",
                    "Give a folder for several plans"
                );
        }

        CheckOwner(path, plan);
        _taken.Add(path, plan);
        return path;
    }

    // In a folder the name of a file is ours to choose, so it must not fall on another service's plan, forced or not.
    private void CheckOwner(string path, SloPlan plan)
    {
        if (!_isFolder || !FileKinds.IsFile(path))
            return;
        SloPlan there;
        try
        {
            there = PlanReader.ReadFile(path, path);
        }
        catch (SloDocumentException)
        {
            return;
        }

        if (there.Service != plan.Service || there.Namespace != plan.Namespace)
            throw new SloValidationException(
                "Service",
                $"{Path.GetFileName(path)} holds the plan of '{there.Service}' ({there.Namespace}), "
                    + $"and '{plan.Service}' ({plan.Namespace}) would replace it",
                "Rename one, or export them to different folders"
            );
    }
}

/// <summary>Changes plan files in place: reads, changes and replaces, with no other process in between.</summary>
public static class PlanStore
{
    /// <summary>Changes a plan file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new plan of the one in the file; null leaves the file as it is.</param>
    /// <returns>The new plan, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan.</exception>
    /// <exception cref="SloValidationException">The change is refused; the file is as it was.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    public static SloPlan? Change(string path, string displayPath, Func<SloPlan, SloPlan?> change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        return LockedFileUpdate.Change(path, () => PlanReader.ReadFile(path, displayPath), change, PlanWriter.Write);
    }

    /// <summary>Changes a plan file after somebody was asked; nobody is kept from the file while the question waits.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="displayPath">The path as the user knows it, for errors.</param>
    /// <param name="change">Makes the new plan of the one in the file; null leaves the file as it is.</param>
    /// <param name="question">Says what is changed, and asks.</param>
    /// <returns>The new plan, or null.</returns>
    /// <exception cref="SloDocumentException">The file cannot be read, or is not a sound plan.</exception>
    /// <exception cref="SloValidationException">The change is refused, or is not the one any more that was asked about (field Path); the
    /// file is not touched.</exception>
    /// <exception cref="IOException">The file cannot be written, or another process keeps it; the file is as it was.</exception>
    public static SloPlan? Change(string path, string displayPath, Func<SloPlan, SloPlan?> change, ChangeQuestion<SloPlan> question)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        if (question is null)
            throw new ArgumentNullException(nameof(question));
        return LockedFileUpdate.Change(path, displayPath, () => PlanReader.ReadFile(path, displayPath), change, question, PlanWriter.Write);
    }
}
