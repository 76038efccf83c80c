using ProgressiveSlo.Migration.Roadmap;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Verification;

/// <summary>Whether somebody looked at what exists: an inventory was given, and says how many SLOs were found.</summary>
public sealed class InventoryTakenVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "InventoryTaken";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Inventory is not { } inventory)
            return Unknown("There is no inventory", "Give -Inventory with what Get-SloInventory returns");
        var places = inventory.Select(i => i.Path).Distinct().Count();
        var covered = subject.Migration.Services.Count(s => inventory.Any(i => ServiceName.IsSame(i.Service, s.Name)));
        return inventory.Count == 0
            ? Fail("The inventory is empty", "Give Get-SloInventory every folder of rules and specs, and the Prometheus itself")
            : Pass(
                $"{NumberText.Plain(inventory.Count)} SLOs in {NumberText.Plain(places)} places; {NumberText.Plain(covered)} of "
                    + $"{Services(subject.Migration.Services.Count)} have one"
            );
    }
}

/// <summary>Whether the services have SLO-as-code and no hand-written SLO any more.</summary>
public sealed class ManualRemovedVerifier : MigrationVerifier
{
    /// <inheritdoc/>
    public override string Name => "ManualRemoved";

    /// <inheritdoc/>
    public override MigrationCheck Verify(VerificationSubject subject)
    {
        if (subject is null)
            throw new ArgumentNullException(nameof(subject));
        if (subject.Evidence.Inventory is not { } inventory)
            return Unknown("There is no inventory", "Give -Inventory with what Get-SloInventory returns");
        var services = subject.Services;
        var problems = services
            .Where(s => inventory.All(i => i.HandWritten || !ServiceName.IsSame(i.Service, s)))
            .Select(s => $"{List([s])} has no SLO-as-code")
            .Concat(
                inventory
                    .Where(i => i.HandWritten && services.Any(s => ServiceName.IsSame(i.Service, s)))
                    .Select(i =>
                        $"{List([i.Service!])} still has the hand-written {List([i.Name])}"
                        + (i.Path.Length > 0 ? $" in {List([i.Path])}" + (i.Line > 0 ? $"({NumberText.Plain(i.Line)})" : "") : "")
                    )
            )
            .ToArray();
        return Judge(
            problems,
            $"{Services(services.Count)} {(services.Count == 1 ? "has" : "have")} no hand-written SLO",
            "Remove the hand-written rules once the automated ones have run beside them"
        );
    }
}

/// <summary>
/// Whether enough services are migrated: those with an SLO in the inventory that no hand wrote. Ticks in the checklist do not count.
/// </summary>
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
        var missing = subject
            .Migration.Services.Where(s => managed.All(i => !ServiceName.IsSame(i.Service, s.Name)))
            .Select(s => s.Name)
            .ToArray();
        var all = subject.Migration.Services.Count;
        var message =
            $"{NumberText.Plain(all - missing.Length)} of {Services(all)} are migrated, "
            + $"and {NumberText.PercentShort(subject.Minimum)} are needed";
        return all - missing.Length >= subject.Minimum * all
            ? Pass(message)
            : Fail($"{message}; missing are {List(missing)}", "Migrate the next wave: Get-SloMigrationStep -State Open");
    }
}
