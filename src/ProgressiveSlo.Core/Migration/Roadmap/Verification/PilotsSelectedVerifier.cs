using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

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
            : Fail($"There are {Number(pilots.Length)} pilots", "Plan the migration with two or three: New-SloMigration -Pilot");
    }
}
