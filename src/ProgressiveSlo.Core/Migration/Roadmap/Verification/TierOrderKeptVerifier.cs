using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

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
        var judged = subject.Step.Service is null && subject.Step.Wave is null
            ? services.Where(s => s.Service.MigratedAt is not null)
            : services.Where(s => subject.Services.Contains(s.Service.Name));
        foreach (var (service, rank) in judged.OrderBy(s => s.Rank).ThenBy(s => s.Service.Name, StringComparer.Ordinal))
        {
            foreach (var earlier in services.Where(s => s.Rank < rank).GroupBy(s => s.Rank).OrderBy(g => g.Key))
            {
                var before = earlier.Count(s => s.Service.MigratedBefore || (s.Service.MigratedAt is { } at && (service.MigratedAt is not { } own || at <= own)));
                if (before < subject.Minimum * earlier.Count())
                    problems.Add($"{List([service.Name])} ({List([service.Tier ?? "no tier"])}) comes when {Number(before)} of {Services(earlier.Count())} of the tier {List([earlier.First().Service.Tier!])} are migrated, and {NumberText.PercentShort(subject.Minimum)} are needed");
            }
        }

        return Judge(problems, "The tiers migrate in their order", "Migrate the services of the earlier tiers first");
    }
}
