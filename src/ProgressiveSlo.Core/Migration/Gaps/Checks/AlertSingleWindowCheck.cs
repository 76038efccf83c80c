using System.Linq;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>
/// With one window an alert is either slow to fire or fires on a moment, and goes on long after the incident. An alert on a quantile
/// has no budget to burn. Source: Google SRE Workbook, chapter 5.
/// </summary>
internal sealed class AlertSingleWindowCheck : ItemCheck
{
    public override string Code => "AlertSingleWindow";

    protected override GapRemark? Judge(GapItem item, GapSubject subject)
    {
        if (item.Item.Method is not (SloMethod.BurnRateAlert or SloMethod.ThresholdAlert or SloMethod.Definition))
            return null;
        var single = item.Item.AlertWindows.Where(a => a.LongWindow is not null && a.ShortWindow is null).ToArray();
        if (single.Length == 0)
            return null;
        var names = string.Join(", ", single.Take(3).Select(a => $"{ServiceName.Printable(a.Name.Length > 0 ? a.Name : item.Name)} over {PrometheusDuration.Format(a.LongWindow!.Value)}"));
        return new GapRemark(Code, single.Length == 1 ? $"The alert {names} looks at one window alone" : $"{single.Length} alerts look at one window alone: {names}{(single.Length > 3 ? ", ..." : "")}", item);
    }
}
