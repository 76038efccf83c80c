using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>
/// A service that needs all its dependencies is at most as available as all of them together. When they fail independently that is the
/// product of their targets; when they always fail together it is the lowest of them, and never more. So a target above the lowest is a
/// warning, and one between the product and the lowest is worth knowing. Source: Treynor et al., "The Calculus of Service Availability" (2017).
/// </summary>
internal sealed class TargetAboveDependencyCheck : IGapCheck
{
    public string Code => "TargetAboveDependency";

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        if (subject.Entry is not { DependsOn.Count: > 0 } entry || subject.Ambition is not { } target)
            yield break;
        var promises = subject.Scope.DependenciesOf(entry).Where(d => d.Promise is not null).Select(d => (Name: ServiceName.Printable(d.Service!), Target: d.Promise!.Value)).OrderBy(d => d.Target).ToArray();
        if (promises.Length == 0)
            yield break;

        // A decimal multiplies 28 digits: long chains of targets underflow no sooner than their product is meaningless.
        var product = promises.Aggregate(1m, (all, d) => all * d.Target);
        var (lowest, own) = (promises[0], NumberText.PercentShort(target));
        if (target > lowest.Target)
            yield return new GapRemark(Code, $"The target of {own} is above what {lowest.Name} promises, {NumberText.PercentShort(lowest.Target)}");
        else if (target > product && promises.Length > 1)
            yield return new GapRemark(Code, $"The target of {own} is above what {promises.Length.ToString(CultureInfo.InvariantCulture)} dependencies promise together when they fail independently, {NumberText.PercentPair(product, target).Actual}") { AtMost = FindingSeverity.Information };
    }
}
