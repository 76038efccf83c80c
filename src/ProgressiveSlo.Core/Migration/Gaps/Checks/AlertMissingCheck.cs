using System;
using System.Linq;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>Without alerts nobody hears of the budget before it is gone. A definition and the rules made from it are one SLO with one name.</summary>
internal sealed class AlertMissingCheck : ItemCheck
{
    public override string Code => "AlertMissing";

    protected override GapRemark? Judge(GapItem item, GapSubject subject) =>
        !item.Item.IsSlo() || item.Item.AlertWindows.Count > 0 || item.Item.HasBurnRateAlert() || subject.Items.Any(other => IsWatchedTwin(other.Item, item.Item))
            ? null
            : new GapRemark(Code, $"No alert watches the SLO {item.Name}", item);

    private static bool IsWatchedTwin(SloInventoryItem other, SloInventoryItem item) =>
        other.AlertWindows.Count > 0 && other.Measure == item.Measure && string.Equals(ServiceName.Slug(other.Name), ServiceName.Slug(item.Name), StringComparison.Ordinal);
}
