using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Plans;

/// <summary>
/// Says which file each plan of one export goes to: one file for one plan, or a folder with a file for each service and namespace.
/// </summary>
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
        var path = _isFolder ? Path.Combine(_path, FileSlug.Create(plan.Service, plan.Namespace) + ".yaml") : _path;
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

        CheckFile(path, plan);
        _taken.Add(path, plan);
        return path;
    }

    private void CheckFile(string path, SloPlan plan)
    {
        if (!FileKinds.IsFile(path))
            return;
        SloPlan there;
        try
        {
            // One that contradicts itself is not to be lost, either.
            there = PlanReader.ReadFile(path, path, checkHistory: false);
        }
        catch (SloDocumentException)
        {
            if (!HasTrail(path))
                return;
            throw new SloValidationException(
                "History",
                $"{Path.GetFileName(path)} cannot be read as a plan, and it has a history or attested criteria, which would be lost",
                "Fix the file (Import-SloPlan says what is wrong), or delete it in Git first"
            );
        }

        // In a folder the name of a file is ours to choose, so it must not fall on another service's plan, forced or not.
        var isOther = there.Service != plan.Service || there.Namespace != plan.Namespace;
        if (_isFolder && isOther)
            throw new SloValidationException(
                "Service",
                $"{Path.GetFileName(path)} holds the plan of '{there.Service}' ({there.Namespace}), "
                    + $"and '{plan.Service}' ({plan.Namespace}) would replace it",
                "Rename one, or export them to different folders"
            );
        if (PlanTrail.Lost(there, plan) is { } lost)
            throw new SloValidationException(
                "History",
                $"{Path.GetFileName(path)} holds {lost} of '{there.Service}', which this plan does not have",
                isOther
                    ? "Choose another file, or delete this one in Git first"
                    : "Change the plan in place with Set-SloPlan, which takes the same rows"
            );
    }

    // A plan that a person has broken is still the audit trail of its service.
    private static bool HasTrail(string path)
    {
        try
        {
            var lines = DocumentFile.Read(path, path, DocumentLimits.Default).Split('\n').Select(line => line.Trim()).ToArray();
            return lines.Any(line =>
                    line.StartsWith("kind:", StringComparison.Ordinal) && line.Substring(5).Trim(' ', '"', '\'') == PlanReader.Kind
                ) && lines.Any(line => line.StartsWith("history:", StringComparison.Ordinal) || line == "completed: true");
        }
        catch (SloDocumentException)
        {
            return false;
        }
    }
}
