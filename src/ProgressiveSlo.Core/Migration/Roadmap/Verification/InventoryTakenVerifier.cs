using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

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
        var covered = subject.Migration.Services.Count(s => inventory.Any(i => VerificationSubject.Same(i.Service, s.Name)));
        return inventory.Count == 0
            ? Fail("The inventory is empty", "Give Get-SloInventory every folder of rules and specs, and the Prometheus itself")
            : Pass($"{Number(inventory.Count)} SLOs in {Number(places)} places; {Number(covered)} of {Services(subject.Migration.Services.Count)} have one");
    }
}
