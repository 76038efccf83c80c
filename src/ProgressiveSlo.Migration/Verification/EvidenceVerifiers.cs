using ProgressiveSlo.Migration.ParallelRun;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>Whether the automated SLO of each service agrees with the manual one, over two weeks at least.</summary>
public sealed class ParallelRunAgreesVerifier : MigrationVerifier
{
    private static readonly TimeSpan _leastTime = ParallelRunTolerance.Default.LeastTime;

    /// <inheritdoc/>
    public override string Name => "ParallelRunAgrees";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.ParallelRuns is not { } runs)
            return Unknown("There is no parallel run", "Give -ParallelRun with what Compare-SloParallelRun returns");
        var problems = new List<string>();
        foreach (var service in subject.Services)
        {
            var own = runs.Where(r => ServiceName.IsSame(r.Service, service)).ToArray();
            if (own.Length == 0)
                problems.Add($"There is no parallel run of {List([service])}");
            foreach (var run in own)
            {
                var time = run.To - run.From;
                if (!run.Agrees)
                    problems.Add(
                        Describe(run)
                            + (run.Verdict == ParallelRunVerdict.Disagrees ? " does not agree" : " has too little evidence")
                            + Why(run)
                    );
                else if (time < _leastTime)
                    problems.Add(
                        $"{Describe(run)} has {NumberText.Plain(time.Days)} days, and {NumberText.Plain(_leastTime.Days)} are needed"
                    );
            }
        }

        return Judge(
            problems,
            $"Automated and manual SLOs of {Services(subject.Services.Count)} agree over two weeks",
            "Fix the difference, or keep both for longer: Compare-SloParallelRun says where they differ"
        );
    }

    private static string Why(ParallelRunResult run) =>
        run.Reasons.FirstOrDefault(r => r.IsDifference || r.IsLack) is { } reason ? ": " + reason.Message : "";

    private static string Describe(ParallelRunResult run) =>
        "The parallel run of " + List([run.Service]) + (run.Name.Length > 0 ? " (" + List([run.Name]) + ")" : "");
}

/// <summary>Whether the prerequisites of one area were probed and are met.</summary>
public sealed class PrerequisiteVerifier : MigrationVerifier
{
    private readonly string _area;
    private readonly string[] _needed;

    /// <param name="name">Its name.</param>
    /// <param name="area">The area.</param>
    /// <param name="needed">The prerequisites without which nobody knows: results that somebody has filtered are not pass.</param>
    internal PrerequisiteVerifier(string name, string area, string[] needed)
    {
        Name = name;
        _area = area;
        _needed = needed;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Prerequisites is not { } all)
            return Unknown("No prerequisite was probed", "Give -Prerequisite with what Test-SloPrerequisite returns");
        var own = all.Where(p => p.Area == _area && p.Required).ToArray();
        var skipped = all.Where(p => p.Area == _area && p.Status == PrerequisiteStatus.Skipped).ToArray();
        if (own.All(p => p.Status == PrerequisiteStatus.Skipped))
            return Unknown(
                $"{_area} was not probed",
                skipped.Length > 0 ? skipped[0].Guidance : "Give -Prerequisite all that Test-SloPrerequisite returns"
            );
        var failed = own.Where(p => p.Status == PrerequisiteStatus.Fail).ToArray();
        if (failed.Length > 0)
            return Judge(failed.Select(Text).ToArray(), "", failed[0].Guidance);
        var missing = _needed.Where(n => own.All(p => p.Name != n)).ToArray();
        if (missing.Length > 0)
            return Unknown(
                $"{List(missing)} {(missing.Length == 1 ? "was" : "were")} not probed",
                "Give -Prerequisite all that Test-SloPrerequisite returns"
            );
        var open = own.Where(p => p.Status != PrerequisiteStatus.Pass).ToArray();
        return open.Length > 0
            ? Unknown(string.Join("; ", open.Select(Text)), open[0].Guidance)
            : Pass(string.Join("; ", own.Select(p => p.Message)));
    }

    private static string Text(SloPrerequisite prerequisite) => prerequisite.Name + ": " + prerequisite.Message;
}
