using System;
using System.Linq;

namespace ProgressiveSlo.Migration;

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
        var problems = services.Where(s => inventory.All(i => i.HandWritten || !VerificationSubject.Same(i.Service, s))).Select(s => $"{List([s])} has no SLO-as-code")
            .Concat(inventory.Where(i => i.HandWritten && services.Any(s => VerificationSubject.Same(i.Service, s)))
                .Select(i => $"{List([i.Service!])} still has the hand-written {List([i.Name])}" + (i.Path.Length > 0 ? $" in {List([i.Path])}" + (i.Line > 0 ? $"({Number(i.Line)})" : "") : "")))
            .ToArray();
        return Judge(problems, $"{Services(services.Count)} {(services.Count == 1 ? "has" : "have")} no hand-written SLO", "Remove the hand-written rules once the automated ones have run beside them");
    }
}
