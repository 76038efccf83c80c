using System.Management.Automation;
using System.Threading;
using ProgressiveSlo.Changes;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Evidence;
using ProgressiveSlo.Findings;
using ProgressiveSlo.Formats.Guidance;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.PowerShell.Arguments;
using ProgressiveSlo.PowerShell.ErrorRecords;
using ProgressiveSlo.Probes;
using ProgressiveSlo.Readiness;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.PowerShell.Commands;

/// <summary>Compares the plans and manifests of a branch with those of the branch that it is to be merged into.</summary>
[Cmdlet(VerbsData.Compare, "SloPlanChange", DefaultParameterSetName = ChangeSet)]
[OutputType(typeof(SloPlanChange), ParameterSetName = [ChangeSet])]
[OutputType(typeof(string), ParameterSetName = [PatchSet])]
[OutputType(typeof(SloFinding), ParameterSetName = [LintSet])]
public sealed class CompareSloPlanChangeCommand : SloCmdlet, IDisposable
{
    private const string ChangeSet = "Change";
    private const string PatchSet = "Patch";
    private const string LintSet = "Lint";
    private const int MostLines = 500;

    private readonly CancellationTokenSource _stopped = new();
    private readonly List<SloEvidence> _evidence = [];
    private readonly HashSet<string> _unknownKeys = new(StringComparer.Ordinal);

    /// <summary>What the branch is to be merged into.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string TargetBranch { get; set; } = "";

    /// <summary>The branch.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string SourceBranch { get; set; } = "HEAD";

    /// <summary>The evidence for promotions.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ChangeSet)]
    [Alias("Metrics", "Metric")]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Evidence { get; set; }

    /// <summary>Take the estimate of bare numbers, too.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter AllowEstimate { get; set; }

    /// <summary>Take reasons in the place of evidence, too.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter AllowForced { get; set; }

    /// <summary>A folder in the clone; the folders of plans and manifests are below it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RepositoryPath { get; set; }

    /// <summary>The folder of the plans.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PlanFolder { get; set; } = "plans";

    /// <summary>The folder of the manifests.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ManifestFolder { get; set; } = "manifests";

    /// <summary>Return what changes in the manifests, line by line.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PatchSet)]
    public SwitchParameter Patch { get; set; }

    /// <summary>Return what Test-SloManifest finds in the current phases of the branch's plans and in its manifests.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LintSet)]
    public SwitchParameter Lint { get; set; }

    /// <summary>The least severity of the findings that are returned.</summary>
    [Parameter(ParameterSetName = LintSet)]
    public FindingSeverity MinimumSeverity { get; set; }

    /// <summary>The most seconds that one command of git may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 100;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in (Evidence ?? []).SelectMany(EvidenceArgument.Each).Where(i => i.Unwrap() is not null))
        {
            if (TryGet(ReadinessErrors.Item, item, () => EvidenceArgument.Resolve(item, WarnOfKey)) is { } evidence)
                _evidence.Add(evidence);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            foreach (var item in GetOrStop(PlanErrors.Changes, TargetBranch, Compare))
                WriteObject(item);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Nothing to say.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped.Cancel();

    private IEnumerable<object> Compare()
    {
        var layout = new SourceLayout(
            FolderArgument.Resolve(PlanFolder, nameof(PlanFolder)),
            FolderArgument.Resolve(ManifestFolder, nameof(ManifestFolder))
        );
        layout.CheckFolders(nameof(ManifestFolder));
        var git = new GitObjects(Repository(), TimeSpan.FromSeconds(TimeoutSec), _stopped.Token);
        var target = git.Commit(TargetBranch, nameof(TargetBranch));
        var head = git.Commit(SourceBranch, nameof(SourceBranch));
        var start = git.MergeBase(head, target);
        if (Patch)
            return git.Patch(start, head, layout.ManifestFolder, MostLines);

        var sides = new RepositorySides(git, layout);
        if (Lint)
            return sides.Lint(sides.Read(head), Clock.UtcNow.Date, _stopped.Token).Where(f => f.Severity >= MinimumSeverity);
        var (before, after) = (sides.Read(start), sides.Read(head));
        if (!before.Entries.Concat(after.Entries).Any(e => e.Path == layout.PlanFolder || SourceLayout.IsIn(e.Path, layout.PlanFolder)))
            throw new SloValidationException(
                nameof(PlanFolder),
                $"The folder '{PrintableText.Escape(layout.PlanFolder)}' does not exist here",
                "Give -PlanFolder with the folder of the plans"
            );
        var changed = git.Changed(start, head).ToArray();
        return PlanChangeComparison.Compare(
            new PlanChangeRequest(layout, before, after, Clock.UtcNow)
            {
                Target = start == target ? null : sides.Read(target),
                ChangedElsewhere = [.. changed.Where(path => JudgeFiles.Has(path, git.Prefix))],
                ProgramsElsewhere = [.. changed.Where(path => JudgeFiles.MayRun(path) && !IsOfLayout(path, git.Prefix, layout))],
                Profiles = BuiltInProfiles.All,
                Manifests = sides.Misfits(before, after),
                AllowForced = AllowForced,
                Judge = HasEvidence ? Judge().Ask : null,
            }
        );
    }

    private bool HasEvidence => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Evidence));

    private EvidenceJudge Judge() =>
        new(new ReadinessGate(Clock), new GateOptions { Guidance = GuidanceFile.BuiltIn }, AllowEstimate, _evidence);

    private string Repository()
    {
        if (RepositoryPath is null)
            return SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        var folder = FileSystemPath.Resolve(RepositoryPath, SessionState.Path);
        return Directory.Exists(folder)
            ? folder
            : throw new SloValidationException(
                nameof(RepositoryPath),
                $"The folder '{PrintableText.Escape(RepositoryPath)}' does not exist",
                "Give a folder in the clone of the repository"
            );
    }

    private void WarnOfKey(string key)
    {
        if (_unknownKeys.Add(key) && EvidenceReader.Suggest(key) is { } known)
            WriteWarning($"The key '{PrintableText.Escape(key)}' is not known and was left out. Did you mean {known}?");
    }

    // A plan of a service called pipeline is a plan.
    private static bool IsOfLayout(string path, string prefix, SourceLayout layout) =>
        path.StartsWith(prefix + layout.PlanFolder + "/", StringComparison.Ordinal)
        || path.StartsWith(prefix + layout.ManifestFolder + "/", StringComparison.Ordinal);
}
