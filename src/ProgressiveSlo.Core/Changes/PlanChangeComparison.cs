using ProgressiveSlo.Errors;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Changes;

/// <summary>
/// Compares the plans and manifests of a branch with those of the branch that it is to be merged into, and says what stands against that.
/// No Git and no files here: the sides have been read.
/// </summary>
public static class PlanChangeComparison
{
    private const int MostFiles = 200;

    /// <summary>All changes: files first, then plans in the order of their files, then manifests.</summary>
    /// <param name="request">What is compared.</param>
    public static IReadOnlyList<SloPlanChange> Compare(PlanChangeRequest request)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        return [.. Files(request), .. new PlanComparison(request).Compare(), .. Manifests(request)];
    }

    private static IEnumerable<SloPlanChange> Files(PlanChangeRequest request)
    {
        // The entries of other commits are not judged: what is wrong there is not what this branch changes.
        var findings = FileRules.Check(request.After.Entries, request.Layout).Concat(Judges(request.ChangedElsewhere)).ToArray();
        var groups = findings.GroupBy(f => f.Path, StringComparer.Ordinal).ToArray();
        foreach (var group in groups.Take(MostFiles))
            yield return Change(PlanChangeKind.File, group.Key, [.. group]);
        if (groups.Length <= MostFiles)
            yield break;

        // As grave as what is not shown: warnings stand against nothing, however many they are.
        var more = ChangeFinding.Create(
            "FindingsMany",
            groups[MostFiles].Key,
            $"There are {Text.NumberText.Plain(groups.Length - MostFiles)} more files with findings",
            "Fix the ones that are shown first"
        ) with
        {
            Severity = groups.Skip(MostFiles).SelectMany(g => g).Max(f => f.Severity),
        };
        yield return Change(PlanChangeKind.File, more.Path, [more]);
    }

    private static IEnumerable<SloFinding> Judges(IReadOnlyList<string> paths) =>
        paths.Select(p =>
            ChangeFinding.Create(
                "JudgeChanged",
                p,
                "The branch changes what judges it, or the evidence for it",
                "Let the owner of the file review it, best in a pull request of its own"
            )
        );

    private static IEnumerable<SloPlanChange> Manifests(PlanChangeRequest request) =>
        request.Manifests.Select(m =>
            Change(PlanChangeKind.Manifest, m.Folder, [ChangeFinding.Create("ManifestsDoNotFit", m.Folder, m.Message, m.Fix)])
        );

    private static SloPlanChange Change(PlanChangeKind kind, string path, IReadOnlyList<SloFinding> findings) =>
        new(kind, path) { Findings = ChangeFinding.Bounded(findings) };
}

/// <summary>What is compared.</summary>
/// <param name="Layout">Where plans and manifests lie.</param>
/// <param name="Before">The commit that the branch began from.</param>
/// <param name="After">The branch.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record PlanChangeRequest(SourceLayout Layout, SourceSide Before, SourceSide After, DateTime Now)
{
    /// <summary>The target branch as it is now, where it has gone on since the branch began; otherwise null.</summary>
    public SourceSide? Target { get; init; }

    /// <summary>Changed files that judge the branch: scripts, pipelines, evidence.</summary>
    public IReadOnlyList<string> ChangedElsewhere { get; init; } = [];

    /// <summary>Other changed files that a pipeline may run, or be made of.</summary>
    public IReadOnlyList<string> ProgramsElsewhere { get; init; } = [];

    /// <summary>Folders of manifests that do not fit the plans.</summary>
    public IReadOnlyList<ManifestMisfit> Manifests { get; init; } = [];

    /// <summary>Profiles that a new plan may have: the built-in ones. Those of the target branch's plans are added.</summary>
    public IReadOnlyList<PhaseProfile> Profiles { get; init; } = [];

    /// <summary>Whether the owner of the run takes reasons in the place of evidence.</summary>
    public bool AllowForced { get; init; }

    /// <summary>Asks the gate of a phase; null without evidence.</summary>
    public Func<PlannedPhase, GateAnswer>? Judge { get; init; }
}

/// <summary>A folder of manifests that does not fit the plans.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Message">What does not fit.</param>
/// <param name="Fix">What to run.</param>
public sealed record ManifestMisfit(string Folder, string Message, string Fix);
