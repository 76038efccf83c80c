using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>An alert without an owner is nobody's, and nobody can be asked about the target.</summary>
internal sealed class OwnerMissingGapCheck : ServiceGapCheck
{
    public override string Code => "OwnerMissing";

    protected override string? Judge(GapSubject subject) =>
        string.IsNullOrEmpty(subject.Owner) ? "Neither the catalog nor an SLO says who owns the service" : null;
}

/// <summary>Waves go by tier: a service without one has no place in the order.</summary>
internal sealed class TierMissingGapCheck : ServiceGapCheck
{
    public override string Code => "TierMissing";

    // Only a catalog knows tiers.
    protected override string? Judge(GapSubject subject) =>
        subject.Entry is { } entry && string.IsNullOrEmpty(entry.Tier) ? "The catalog gives the service no tier" : null;
}

/// <summary>Items of a service that the catalog does not have, or has in other namespaces only.</summary>
internal sealed class ServiceUnknownGapCheck : IGapCheck
{
    // Comparing with every name of a large catalog would take longer than all other checks together.
    private const int MaximumCompared = 2000;

    public string Code => "ServiceUnknown";

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        if (subject is not { Entry: null, Service: { } service, Scope.Catalog: { } catalog })
            yield break;
        var item = subject.Items[0];
        var space = InventoryNamespace.Find(item.Item, item.Query);
        var others = catalog.Find(service, space).Others;
        var name = ServiceName.Printable(service);
        if (others.Count > 0)
        {
            var spaces = string.Join(", ", others.Take(5).Select(o => ServiceName.Printable(o.Namespace ?? "(none)")));
            yield return space is null
                ? subject.Report(
                    Code,
                    $"The catalog has '{name}' in several namespaces ({spaces}), and {item.Name} names none",
                    item,
                    "Give the rules a label namespace, or select it in the query"
                )
                : subject.Report(
                    Code,
                    $"The catalog has '{name}' in {spaces}, and {item.Name} is in {ServiceName.Printable(space)}",
                    item,
                    "Correct the namespace in the catalog or in the rules"
                );
            yield break;
        }

        var near = catalog.Services.Count > MaximumCompared ? null : Spelling.Nearest(service, catalog.Services.Select(s => s.Service));
        yield return subject.Report(
            Code,
            $"{item.Name} is of '{name}', which is not in the catalog",
            item,
            near is null ? null : $"Did you mean '{ServiceName.Printable(near)}'? Otherwise add '{name}' to the catalog"
        );
    }
}

/// <summary>Items of which nothing says whose they are.</summary>
internal sealed class ServiceUnnamedGapCheck : ItemGapCheck
{
    public override string Code => "ServiceUnnamed";

    protected override Finding? Judge(GapItem item, GapSubject subject) =>
        subject.Service is null ? subject.Report(Code, $"Nothing says which service {item.Name} is about", item) : null;
}

/// <summary>
/// A service that needs all its dependencies is at most as available as all of them together. When they fail independently that is the
/// product of their targets; when they always fail together it is the lowest of them, and never more. So a target above the lowest is a
/// warning, and one between the product and the lowest is worth knowing. Source: Treynor et al., "The Calculus of Service Availability"
/// (2017).
/// </summary>
internal sealed class TargetAboveDependencyGapCheck : IGapCheck
{
    public string Code => "TargetAboveDependency";

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        if (subject.Entry is not { DependsOn.Count: > 0 } entry || subject.IntendedAvailability is not { } target)
            yield break;
        var promises = subject
            .Scope.DependenciesOf(entry)
            .Where(d => d.PromisedAvailability is not null)
            .Select(d => (Name: ServiceName.Printable(d.Service!), Target: d.PromisedAvailability!.Value))
            .OrderBy(d => d.Target)
            .ToArray();
        if (promises.Length == 0)
            yield break;

        // A decimal multiplies 28 digits: long chains of targets underflow no sooner than their product is meaningless.
        var product = promises.Aggregate(1m, (all, d) => all * d.Target);
        var (lowest, own) = (promises[0], NumberText.PercentShort(target));
        if (target > lowest.Target)
            yield return subject.Report(
                Code,
                $"The target of {own} is above what {lowest.Name} promises, {NumberText.PercentShort(lowest.Target)}"
            );
        else if (target > product && promises.Length > 1)
            yield return subject.Report(
                Code,
                $"The target of {own} is above what {promises.Length.ToString(CultureInfo.InvariantCulture)} dependencies "
                    + $"promise together when they fail independently, {NumberText.PercentPair(product, target).Actual}"
            ) with
            {
                MaximumSeverity = FindingSeverity.Information,
            };
    }
}
