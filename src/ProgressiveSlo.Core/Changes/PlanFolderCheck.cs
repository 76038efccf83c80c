using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Changes;

/// <summary>
/// Says what is wrong with plan files as they are, with no other state to compare them with: each by itself, and all of them together.
/// Codes are those of the comparison of a branch where they mean the same.
/// </summary>
public sealed class PlanFolderCheck
{
    private readonly Dictionary<(string Namespace, string Service), List<string>> _files = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether no file was added.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Adds a file.</summary>
    /// <param name="path">The file as the user knows it.</param>
    /// <param name="plan">The plan in it; null when it cannot be read.</param>
    /// <param name="problems">Why it cannot be read, or how the plan contradicts itself.</param>
    /// <returns>What is wrong with the file by itself, at most 20 findings, and one with the number of the others.</returns>
    public IReadOnlyList<SloFinding> Add(string path, SloPlan? plan, IReadOnlyList<DocumentProblem> problems)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        if (problems is null)
            throw new ArgumentNullException(nameof(problems));
        IsEmpty = false;
        if (plan is not null)
            FilesOf(plan).Add(path);
        var findings = problems
            .Select(p => ChangeFinding.Create(plan is null ? "PlanInvalid" : p.Problem.Code, p) with { Service = plan?.Service })
            .ToList();
        if (_names.TryGetValue(path, out var other) && other != path)
            findings.Add(
                ChangeFinding.Create(
                    "FileNamesCollide",
                    path,
                    $"The names {other} and {path} differ in case only: Windows and macOS keep one of them",
                    "Rename or remove one"
                )
            );
        _names[path] = path;
        return ChangeFinding.Bounded(findings);
    }

    /// <summary>What is wrong with all files together: plans that are defined twice. One finding for each file.</summary>
    public IEnumerable<SloFinding> Complete() =>
        _files
            .Where(f => f.Value.Count > 1)
            .SelectMany(f => f.Value.Select(path => Twin(f.Key, path, f.Value)))
            .OrderBy(f => f.Path, StringComparer.Ordinal);

    private static SloFinding Twin((string Namespace, string Service) identity, string path, List<string> files) =>
        ChangeFinding.Create(
            "PlanDefinedTwice",
            path,
            $"The plan of {identity.Service} ({identity.Namespace}) is defined twice: {files.First(f => f != path)} has it, too",
            "Remove one of the files"
        ) with
        {
            Service = identity.Service,
        };

    private List<string> FilesOf(SloPlan plan)
    {
        var identity = PlanPairs.Identity(plan);
        if (!_files.TryGetValue(identity, out var files))
            _files.Add(identity, files = []);
        return files;
    }
}
