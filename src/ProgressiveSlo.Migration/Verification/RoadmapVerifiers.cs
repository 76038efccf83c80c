using ProgressiveSlo.Migration.Checklist;
using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>
/// Whether the steps of a phase are done that its gate waits for: those of the whole migration and of pilots. Steps of waves and services
/// are counted by the share that is migrated, because a phase may end before the last service is.
/// </summary>
public sealed class StepsDoneVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => MigrationSteps.StepsDone;

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var steps = subject
            .Migration.Steps.Where(s => s.Scope is StepScope.Migration or StepScope.Pilot)
            .Where(s => s.Phase == subject.Step.Phase && !s.IsGate && !s.Optional && s.Id != subject.Step.Id)
            .ToArray();
        var open = steps.Where(s => s.State == StepState.Open).Select(s => s.Id).ToArray();
        return open.Length == 0
            ? Pass($"{NumberText.Plain(steps.Length)} of {NumberText.Plain(steps.Length)} steps of {subject.Step.Phase} are done")
            : Fail(
                $"{NumberText.Plain(open.Length)} of {NumberText.Plain(steps.Length)} steps of {subject.Step.Phase} are open: {List(open)}",
                "Do them, and complete them with Complete-SloMigrationStep"
            );
    }
}

/// <summary>Whether there are two or three pilots; fewer only where there are fewer services.</summary>
public sealed class PilotsSelectedVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "PilotsSelected";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var pilots = subject.Migration.Pilots.Select(p => p.Service).ToArray();
        var least = Math.Min(2, subject.Migration.Services.Count(s => !s.MigratedBefore));
        return pilots.Length >= least && pilots.Length <= 3
            ? Pass(pilots.Length == 0 ? "Every service was migrated before" : "The pilots are " + List(pilots))
            : Fail($"There are {NumberText.Plain(pilots.Length)} pilots", "Plan the migration with two or three: New-SloMigration -Pilot");
    }
}

/// <summary>
/// Whether the tiers migrate in their order: a tier begins once enough services of each tier before it are migrated. Pilots are outside of
/// the order, and services that were migrated before the migration count as migrated all the time.
/// </summary>
public sealed class TierOrderKeptVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "TierOrderKept";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        var tiers = subject.Migration.GetChecklist().Tiers;
        var services = subject.Migration.Services.Where(s => !s.IsPilot).Select(s => (Service: s, Rank: tiers.RankOf(s.Tier))).ToArray();
        var problems = new List<string>();

        // For a service or a wave, whether it may begin now; otherwise whether each that is migrated might have begun when it did.
        var judged =
            subject.Step.Service is null && subject.Step.Wave is null
                ? services.Where(s => s.Service.MigratedAt is not null)
                : services.Where(s => subject.Services.Contains(s.Service.Name));
        foreach (var (service, rank) in judged.OrderBy(s => s.Rank).ThenBy(s => s.Service.Name, StringComparer.Ordinal))
        {
            foreach (var earlier in services.Where(s => s.Rank < rank).GroupBy(s => s.Rank).OrderBy(g => g.Key))
            {
                var before = earlier.Count(s =>
                    s.Service.MigratedBefore || (s.Service.MigratedAt is { } at && (service.MigratedAt is not { } own || at <= own))
                );
                if (before < subject.Minimum * earlier.Count())
                    problems.Add(
                        $"{List([service.Name])} ({List([service.Tier ?? "no tier"])}) comes when {NumberText.Plain(before)} of "
                            + $"{Services(earlier.Count())} of the tier {List([earlier.First().Service.Tier!])} are migrated, and "
                            + $"{NumberText.PercentShort(subject.Minimum)} are needed"
                    );
            }
        }

        return Judge(problems, "The tiers migrate in their order", "Migrate the services of the earlier tiers first");
    }
}
