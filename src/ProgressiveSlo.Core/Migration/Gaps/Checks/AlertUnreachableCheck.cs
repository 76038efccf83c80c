using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Linting;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Migration.Checks;

/// <summary>An alert that no error ratio can make fire: whoever counts on it hears nothing.</summary>
internal sealed class AlertUnreachableCheck : IGapCheck
{
    public string Code => "AlertUnreachable";

    public IEnumerable<GapRemark> Check(GapSubject subject)
    {
        foreach (var item in subject.Items)
        {
            var silent = item.Item.AlertWindows.Select(a => (Alert: a, Problem: Problem(a, item.Item))).Where(a => a.Problem is not null).ToArray();

            // What a generator chose at a low target has slower alerts beside it that fire.
            var atMost = !item.Item.HandWritten && silent.Length < item.Item.AlertWindows.Count ? FindingSeverity.Warning : (FindingSeverity?)null;
            foreach (var (alert, problem) in silent)
                yield return new GapRemark(Code, $"Alert {Name(alert, item)}: {problem!.Value.Message}", item, problem.Value.Mend) { AtMost = atMost };
        }
    }

    private static (string Message, string Mend)? Problem(InventoryAlert alert, SloInventoryItem item) => (alert, item) switch
    {
        ({ BurnRate: { } rate }, { Target: { } target }) => AlertReach.Problem(rate, target),

        // The threshold of a quantile is in seconds.
        ({ BurnRate: null, Threshold: >= 1 and var threshold }, { Measure: SloMeasure.Availability }) =>
            ($"it can never fire: an error ratio is at most 1, and the threshold is {NumberText.Plain(threshold)}", "Give the threshold as a ratio, for example 0.01 for 1 %"),
        _ => null,
    };

    private static string Name(InventoryAlert alert, GapItem item)
    {
        var name = alert.Name.Length > 0 ? ServiceName.Printable(alert.Name) : item.Name;
        return alert.BurnRate is { } rate ? $"{name} × {NumberText.Plain(rate)}" : name;
    }
}
