using ProgressiveSlo.Findings;
using ProgressiveSlo.Phases;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Time;

namespace ProgressiveSlo.Changes;

/// <summary>Compares the plans of both sides, each with the one of the same namespace and service.</summary>
internal sealed class PlanComparison(PlanChangeRequest request)
{
    private readonly PlanPairs _before = new(request.Before);
    private readonly PlanPairs _after = new(request.After);
    private readonly PlanPairs? _target = request.Target is null ? null : new PlanPairs(request.Target);
    private readonly ILookup<string, PlanFile> _placesBefore = request.Before.Plans.ToLookup(f => f.Entry.Path, StringComparer.Ordinal);
    private HashSet<string>? _ambiguous;
    private IReadOnlyList<PhaseProfile>? _agreed;

    public IEnumerable<SloPlanChange> Compare()
    {
        var changes = Unreadable().Concat(_after.Identities.SelectMany(Plans)).Concat(Removed()).ToArray();
        return changes.OrderBy(c => c.Path, StringComparer.Ordinal);
    }

    private IEnumerable<SloPlanChange> Unreadable() =>
        request
            .After.Plans.Where(f => f.Plan is null)
            .Select(f => Change(PlanChangeKind.File, f.Entry.Path, [.. f.Problems.Select(p => ChangeFinding.Create("PlanInvalid", p))]));

    private IEnumerable<SloPlanChange> Plans((string Namespace, string Service) identity)
    {
        var files = _after.Find(identity);
        foreach (var file in files)
        {
            var was = _before.Standing(identity, file);
            var twins = Twins(identity, file, files).ToArray();
            if (twins.Length > 0 || was is null || was.Entry.ContentId != file.Entry.ContentId || was.Entry.Path != file.Entry.Path)
                yield return Compare(file, was, twins);
        }
    }

    private SloPlanChange Compare(PlanFile file, PlanFile? was, IReadOnlyList<SloFinding> twins)
    {
        var path = file.Entry.Path;
        var (before, after) = (was?.Plan, file.Plan!);
        var moves = new MoveRules(path, before, after, request.Now, request.AllowForced);
        moves.Check();
        var gates = new GateRules(path, before, after, JudgeOf(after));
        gates.Check(moves.Moves);
        var isPromotion = moves.Moves.Any(m => m.Kind is not (PlanMoveKind.Back or PlanMoveKind.Reset));
        List<SloFinding?> findings =
        [
            .. twins,
            was is null ? Identity(file) ?? Replaced(file) : null,
            Rename(file, was),
            Elsewhere(file),
            .. moves.Findings,
            before is null ? null : PlanRules.Check(path, before, after, moves.Moves, request.Now),
            .. before is null ? NewPlanRules.Check(path, after, Agreed, request.Now) : [],
            before is not null && isPromotion ? JudgedByItself(path) : null,
            .. gates.Findings,
        ];
        var isRenamed = was is not null && was.Entry.Path != path;
        return new SloPlanChange(
            was is null ? PlanChangeKind.Added
                : isRenamed ? PlanChangeKind.Renamed
                : PlanChangeKind.Changed,
            path
        )
        {
            PreviousPath = isRenamed ? Text.PrintableText.Escape(was!.Entry.Path) : null,
            Before = before,
            After = after,
            Moves = moves.Moves,
            Readiness = gates.Results,
            Findings = ChangeFinding.Bounded([.. findings.OfType<SloFinding>()]),
        };
    }

    // The plans of the target branch are as it was when the branch began, and as it is now.
    private IReadOnlyList<PhaseProfile> Agreed =>
        _agreed ??= [
            .. request.Profiles,
            .. request.Before.Plans.Concat(request.Target?.Plans ?? []).Select(f => f.Plan?.GetProfile()).OfType<PhaseProfile>(),
        ];

    private static IEnumerable<SloFinding> Twins((string Namespace, string Service) identity, PlanFile file, PlanFile[] files) =>
        files
            .Where(f => f.Entry.Path != file.Entry.Path)
            .Select(f =>
                ChangeFinding.Create(
                    "PlanDefinedTwice",
                    file.Entry.Path,
                    $"The plan of {identity.Service} ({identity.Namespace}) is defined twice: {f.Entry.Path} has it, too",
                    "Remove one of the files"
                )
            );

    // Who turns a file into the plan of another service takes its place in line, and the history of neither can be compared.
    private SloFinding? Identity(PlanFile file)
    {
        var path = file.Entry.Path;
        var there = _placesBefore[path].FirstOrDefault();
        if (there is null)
            return null;
        return there.Plan is { } plan
            ? ChangeFinding.Create(
                "PlanIdentityChanged",
                path,
                $"The file has the plan of {plan.Service} ({plan.Namespace}) on the target branch, and that of "
                    + $"{file.Plan!.Service} ({file.Plan.Namespace}) here",
                "Keep service and namespace of a file; a new service has a file of its own"
            )
            : ChangeFinding.Create(
                "TargetPlanInvalid",
                path,
                "The plan cannot be read on the target branch, and is judged as a new one",
                "See whether it was in the same phase there"
            );
    }

    private SloFinding? Replaced(PlanFile file) =>
        ReplacedPlans.Check(file.Entry.Path, file.Plan!, Gone().Select(f => f.Plan!), ChangedPlans(), request.AllowForced);

    private IEnumerable<(SloPlan Before, SloPlan After)> ChangedPlans() =>
        _after
            .Identities.Where(IsChanged)
            .SelectMany(i => _after.Find(i).Select(f => (Before: _before.Standing(i, f)?.Plan, After: f.Plan!)))
            .Where(p => p.Before is not null)
            .Select(p => (p.Before!, p.After));

    // The plans of the target branch that no file has any more. One that cannot be read now is not gone.
    private IEnumerable<PlanFile> Gone() =>
        _before
            .Identities.Where(i => _after.Find(i).Length == 0)
            .Select(i => _before.Find(i)[0])
            .Where(f => !request.After.Plans.Any(a => a.Plan is null && a.Entry.Path == f.Entry.Path));

    // A branch does not bring along the evidence, or the gate, that moves it.
    private SloFinding? JudgedByItself(string path) =>
        request.ChangedElsewhere.Count == 0
            ? RunBeside(path)
            : ChangeFinding.Create(
                "JudgeChangedWithMove",
                path,
                $"The plan is promoted, and the branch changes what judges it: {string.Join(", ", request.ChangedElsewhere.Take(3))}",
                "Make two pull requests of it: scripts, pipelines and evidence first"
            );

    // Many repositories have scripts that judge nothing, so a reviewer decides.
    private SloFinding? RunBeside(string path) =>
        request.ProgramsElsewhere.Count == 0
            ? null
            : ChangeFinding.Create(
                "JudgeChangedWithMove",
                path,
                "The plan is promoted, and the branch changes what a pipeline may run: "
                    + string.Join(", ", request.ProgramsElsewhere.Take(3))
                    + (
                        request.ProgramsElsewhere.Count > 3 ? $", and {Text.CountText.Whole(request.ProgramsElsewhere.Count - 3)} more" : ""
                    ),
                "See whether the gate of the plans uses it; if so, make two pull requests of it"
            ) with
            {
                Severity = FindingSeverity.Warning,
            };

    private static SloFinding? Rename(PlanFile file, PlanFile? was) =>
        was is not null && was.Entry.Path != file.Entry.Path
            ? ChangeFinding.Create(
                "PlanRenamed",
                file.Entry.Path,
                $"The plan lies in {was.Entry.Path} on the target branch",
                "Nothing: it is compared all the same"
            )
            : null;

    // Git would merge both changes line by line into a plan that nobody has judged.
    private SloFinding? Elsewhere(PlanFile file)
    {
        if (_target is null)
            return null;
        var identity = PlanPairs.Identity(file.Plan!);
        bool Same(PlanFile[] a, PlanFile[] b) =>
            a.Select(f => (f.Entry.Path, f.Entry.ContentId)).SequenceEqual(b.Select(f => (f.Entry.Path, f.Entry.ContentId)));
        return Same(_before.Find(identity), _target.Find(identity))
            ? null
            : ChangeFinding.Create(
                "TargetMoved",
                file.Entry.Path,
                "The target branch has changed the plan, too, since this branch began",
                "Merge the target branch into this one, and check again"
            );
    }

    private IEnumerable<SloPlanChange> Removed() =>
        Gone()
            .Select(f => new SloPlanChange(PlanChangeKind.Removed, f.Entry.Path)
            {
                Before = f.Plan,
                Findings =
                [
                    ChangeFinding.Create(
                        "PlanRemoved",
                        f.Entry.Path,
                        $"The plan of {f.Plan!.Service} ({f.Plan.Namespace}) is removed, in {f.Plan.CurrentPhase}",
                        "See whether the service is gone: its alerts go, too"
                    ),
                ],
            });

    // Evidence may name a service and no namespace.
    private Func<PlannedPhase, GateAnswer>? JudgeOf(SloPlan plan)
    {
        if (request.Judge is null)
            return null;
        _ambiguous ??= new HashSet<string>(
            _after.Identities.Where(IsChanged).GroupBy(i => i.Service).Where(g => g.Count() > 1).Select(g => g.Key),
            StringComparer.Ordinal
        );
        return _ambiguous.Contains(plan.Service)
            ? phase =>
                request.Judge(phase) is { Result: null or { Evidence.Namespace: not null } } answer
                    ? answer
                    : new GateAnswer(null, "Plans of this service change in several namespaces, and its evidence names no namespace")
            : request.Judge;
    }

    private bool IsChanged((string Namespace, string Service) identity) =>
        _after.Find(identity).Any(f => _before.Standing(identity, f)?.Entry.ContentId != f.Entry.ContentId);

    private static SloPlanChange Change(PlanChangeKind kind, string path, IReadOnlyList<SloFinding> findings) =>
        new(kind, path) { Findings = ChangeFinding.Bounded(findings) };
}
