using ProgressiveSlo.Migration.Inventory;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Tests.Migration.Recognition;

/// <summary>Compares items with labels, one to one, by the rules that they have in common.</summary>
internal sealed class RecognitionScore
{
    public RecognitionScore(IReadOnlyList<RuleLabel> labels, IReadOnlyList<SloInventoryItem> items)
    {
        Labels = labels.Count;
        Items = items.Count;
        var open = items.ToList();
        foreach (var label in labels)
        {
            var best = open.Select(i => (Item: i, Share: Share(label, i)))
                .Where(p => p.Share > 0.5)
                .OrderByDescending(p => p.Share)
                .FirstOrDefault()
                .Item;
            Target(label, best);
            if (best is null)
            {
                Remarks.Add($"missed   {label}");
                continue;
            }

            open.Remove(best);
            if (best.Measure == label.Measure && best.Method == label.Method && best.Service == label.Service)
                Right++;
            else
                Remarks.Add($"wrong    {label}\n      is {Text(best)}");
        }

        foreach (var item in open)
        {
            Remarks.Add($"too many {Text(item)}");
            Targets += item.Target is null ? 0 : 1;
            Conditions += item.AlertWindows.Count;
        }
    }

    public int Labels { get; }

    public int Items { get; }

    public int Right { get; private set; }

    public double Recall => Ratio(Right, Labels);

    public double Precision => Ratio(Right, Items);

    public int LabelledTargets { get; private set; }

    public int Targets { get; private set; }

    public int RightTargets { get; private set; }

    public double TargetRecall => Ratio(RightTargets, LabelledTargets);

    public double TargetPrecision => Ratio(RightTargets, Targets);

    public int LabelledConditions { get; private set; }

    public int Conditions { get; private set; }

    public int RightConditions { get; private set; }

    public double ConditionRecall => Ratio(RightConditions, LabelledConditions);

    public double ConditionPrecision => Ratio(RightConditions, Conditions);

    public List<string> Remarks { get; } = [];

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            items: {Right} right of {Labels} labelled and {Items} found, recall {Recall:P1}, precision {Precision:P1}
            targets: {RightTargets} right of {LabelledTargets} and {Targets}, recall {TargetRecall:P1}, precision {TargetPrecision:P1}
            conditions of alerts: {RightConditions} right of {LabelledConditions} and {Conditions}, recall {ConditionRecall:P1}, precision {ConditionPrecision:P1}
            {string.Join('\n', Remarks)}
            """
        );

    private void Target(RuleLabel label, SloInventoryItem? item)
    {
        LabelledTargets += label.Target is null ? 0 : 1;
        LabelledConditions += label.Alerts.Count;
        if (item is null)
            return;
        Targets += item.Target is null ? 0 : 1;
        if (label.Target is not null && item.Target == label.Target)
            RightTargets++;
        else if (label.Target != item.Target)
            Remarks.Add($"target   {label}\n      is {Text(item)}");
        var found = item.AlertWindows.Select(Text).ToList();
        Conditions += found.Count;
        foreach (var expected in label.Alerts)
        {
            if (found.Remove(expected))
                RightConditions++;
            else
                Remarks.Add($"alert    {label} has no {expected}\n      is {Text(item)}");
        }
    }

    // Rules that both have, of all that either has.
    private static double Share(RuleLabel label, SloInventoryItem item)
    {
        var both = item.Rules.Count(label.Has);
        return both == 0 ? 0 : (double)both / item.Rules.Count;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : (double)part / whole;

    private static string Text(InventoryAlert alert)
    {
        var windows = alert.LongWindow is not { } window
            ? "-"
            : PrometheusDuration.Format(window) + (alert.ShortWindow is { } brief ? "/" + PrometheusDuration.Format(brief) : "");
        return alert.BurnRate is { } factor
            ? FormattableString.Invariant($"{factor}:{windows}")
            : FormattableString.Invariant($">{alert.Threshold}:{windows}");
    }

    private static string Text(SloInventoryItem item) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Path}:{item.Line}: {item.Measure} {item.Method} of {item.Service ?? "-"} at {item.Target} on "
                + $"{string.Join(' ', item.AlertWindows.Select(Text))} ({item.Certainty}: {item.Reason}), "
                + $"{string.Join(' ', item.Rules.Select(r => r.Name))}: {item.Query}"
        );
}
