using System;
using System.Linq;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration;

/// <summary>Whether enough services are migrated: those with an SLO in the inventory that no hand wrote. Ticks in the checklist do not count.</summary>
public sealed class ShareMigratedVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "ShareMigrated";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Inventory is not { } inventory)
            return Unknown("There is no inventory", "Give -Inventory with what Get-SloInventory returns");
        var managed = inventory.Where(i => !i.HandWritten).ToArray();
        var missing = subject.Migration.Services.Where(s => managed.All(i => !VerificationSubject.Same(i.Service, s.Name))).Select(s => s.Name).ToArray();
        var all = subject.Migration.Services.Count;
        var message = $"{Number(all - missing.Length)} of {Services(all)} are migrated, and {NumberText.PercentShort(subject.Minimum)} are needed";
        return all - missing.Length >= subject.Minimum * all ? Pass(message) : Fail($"{message}; missing are {List(missing)}", "Migrate the next wave: Get-SloMigrationStep -State Open");
    }
}
