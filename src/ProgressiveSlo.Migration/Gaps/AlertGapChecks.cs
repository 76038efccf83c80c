using ProgressiveSlo.Findings;
using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Gaps;

/// <summary>
/// Without alerts nobody hears of the budget before it is gone. A definition and the rules made from it are one SLO with one name.
/// </summary>
internal sealed class AlertMissingGapCheck : ItemGapCheck
{
    public override string Code => "AlertMissing";

    protected override Finding? Judge(GapItem item, GapSubject subject) =>
        !item.Item.IsSlo()
        || item.Item.AlertWindows.Count > 0
        || item.Item.HasBurnRateAlert()
        || subject.Items.Any(other => IsWatchedTwin(other.Item, item.Item))
            ? null
            : subject.Report(Code, $"No alert watches the SLO {item.Name}", item);

    private static bool IsWatchedTwin(SloInventoryItem other, SloInventoryItem item) =>
        other.AlertWindows.Count > 0
        && other.Measure == item.Measure
        && string.Equals(ServiceName.Slug(other.Name), ServiceName.Slug(item.Name), StringComparison.Ordinal);
}

/// <summary>
/// With one window an alert is either slow to fire or fires on a moment, and goes on long after the incident. An alert on a quantile
/// has no budget to burn. Source: Google SRE Workbook, chapter 5.
/// </summary>
internal sealed class AlertSingleWindowGapCheck : ItemGapCheck
{
    public override string Code => "AlertSingleWindow";

    protected override Finding? Judge(GapItem item, GapSubject subject)
    {
        if (item.Item.Method is not (SloMethod.BurnRateAlert or SloMethod.ThresholdAlert or SloMethod.Definition))
            return null;
        var single = item.Item.AlertWindows.Where(a => a.LongWindow is not null && a.ShortWindow is null).ToArray();
        if (single.Length == 0)
            return null;
        var names = string.Join(
            ", ",
            single
                .Take(3)
                .Select(a =>
                    $"{ServiceName.Printable(a.Name.Length > 0 ? a.Name : item.Name)} over {PrometheusDuration.Format(a.LongWindow!.Value)}"
                )
        );
        return subject.Report(
            Code,
            single.Length == 1
                ? $"The alert {names} looks at one window alone"
                : $"{single.Length} alerts look at one window alone: {names}{(single.Length > 3 ? ", ..." : "")}",
            item
        );
    }
}

/// <summary>An alert that no error ratio can make fire: whoever counts on it hears nothing.</summary>
internal sealed class AlertUnreachableGapCheck : IGapCheck
{
    public string Code => "AlertUnreachable";

    public IEnumerable<Finding> Check(GapSubject subject)
    {
        foreach (var item in subject.Items)
        {
            var silent = item
                .Item.AlertWindows.Select(a => (Alert: a, Problem: Problem(a, item.Item)))
                .Where(a => a.Problem is not null)
                .ToArray();

            // What a generator chose at a low target has slower alerts beside it that fire.
            var atMost =
                !item.Item.HandWritten && silent.Length < item.Item.AlertWindows.Count ? FindingSeverity.Warning : (FindingSeverity?)null;
            foreach (var (alert, problem) in silent)
                yield return subject.Report(Code, $"Alert {Name(alert, item)}: {problem!.Value.Message}", item, problem.Value.Fix) with
                {
                    MaximumSeverity = atMost,
                };
        }
    }

    private static (string Message, string Fix)? Problem(InventoryAlert alert, SloInventoryItem item) =>
        (alert, item) switch
        {
            ({ BurnRate: { } rate }, { Target: { } target }) => AlertReachability.FindProblem(rate, target),

            // The threshold of a quantile is in seconds.
            ({ BurnRate: null, Threshold: >= 1 and var threshold }, { Measure: SloMeasure.Availability }) => (
                $"it can never fire: an error ratio is at most 1, and the threshold is {NumberText.Plain(threshold)}",
                "Give the threshold as a ratio, for example 0.01 for 1 %"
            ),
            _ => null,
        };

    private static string Name(InventoryAlert alert, GapItem item)
    {
        var name = alert.Name.Length > 0 ? ServiceName.Printable(alert.Name) : item.Name;
        return alert.BurnRate is { } rate ? $"{name} × {NumberText.Plain(rate)}" : name;
    }
}
