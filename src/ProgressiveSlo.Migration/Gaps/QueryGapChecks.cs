using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>A query or a recording rule that averages ratios.</summary>
internal sealed class RatioAveragedGapCheck : ItemGapCheck
{
    public override string Code => "RatioAveraged";

    protected override Finding? Judge(GapItem item, GapSubject subject)
    {
        // What generators do is their design; the lint judges definitions.
        if (!item.Item.HandWritten)
            return null;
        var trees = item.Recordings.Select(r => (PromQlNode?)r.Tree).Prepend(item.Query).OfType<PromQlNode>();
        return trees.Select(AveragedRatio.Find).FirstOrDefault(f => f is not null) is { } found
            ? subject.Report(
                Code,
                $"{item.Name} averages ratios, so that a minute with one request counts as much as one "
                    + $"with a thousand: {ServiceName.Printable(found.ToString())}",
                item
            )
            : null;
    }
}

/// <summary>
/// A recorded ratio that is NaN without traffic: whatever averages the series is NaN for as long as its window holds it. An alert that
/// divides and compares at once is not poisoned, because a comparison drops NaN.
/// </summary>
internal sealed class ZeroTrafficNaNGapCheck : ItemGapCheck
{
    public override string Code => "ZeroTrafficNaN";

    protected override Finding? Judge(GapItem item, GapSubject subject)
    {
        if (!item.Item.HandWritten)
            return null;
        foreach (var (rule, tree) in item.Recordings)
        {
            if (ZeroTraffic.UnguardedDivisor(tree) is { } divisor)
                return Report(subject, item, ServiceName.Printable(rule.Name), divisor);
        }

        return
            item.Query is { } query
            && (item.Item is { Method: SloMethod.Recording, Rules.Count: 0 } || AveragedRatio.Find(query) is not null)
            && ZeroTraffic.UnguardedDivisor(query) is { } inner
            ? Report(subject, item, item.Name, inner)
            : null;
    }

    private Finding Report(GapSubject subject, GapItem item, string name, PromQlExpression divisor) =>
        subject.Report(
            Code,
            $"{name} is NaN without traffic, and so is every average over a window that holds it: "
                + $"it divides by {ServiceName.Printable(divisor.ToString())}",
            item
        );
}
