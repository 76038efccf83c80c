using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>A query or a recording rule that averages ratios.</summary>
internal sealed class RatioAveragedCheck : ItemCheck
{
    public override string Code => "RatioAveraged";

    protected override GapRemark? Judge(GapItem item, GapSubject subject)
    {
        // What generators do is their design; the lint judges definitions.
        if (!item.Item.HandWritten)
            return null;
        var trees = item.Recordings.Select(r => (PromQlNode?)r.Tree).Prepend(item.Query).OfType<PromQlNode>();
        return trees.Select(AveragedRatio.Find).FirstOrDefault(f => f is not null) is { } found
            ? new GapRemark(Code, $"{item.Name} averages ratios, so that a minute with one request counts as much as one with a thousand: {ServiceName.Printable(found.ToString())}", item)
            : null;
    }
}
