using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>The target of an SLI, and how it is known.</summary>
/// <param name="Target">The target as a ratio, or null for none.</param>
/// <param name="Note">Where it comes from, and what says another one; empty for nothing to say.</param>
/// <param name="IsDoubtful">Whether something says another target.</param>
internal sealed record FoundTarget(decimal? Target, string Note = "", bool IsDoubtful = false);

/// <summary>
/// Finds the target of an SLI. What alerts fire on goes first when they write the budget out, then what is written in labels, annotations
/// and series, and a guess from thresholds comes last. Where two of them say different things, the note says so.
/// </summary>
internal static class TargetReader
{
    // An SLO's window is at least a week; shorter ranges are those of alerts.
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);
    private static readonly string[] _labels = ["objective", "slo_objective", "sloth_objective", "target", "slo_target"];

    /// <summary>The target; facts without factor and budget get them, where the target explains their thresholds.</summary>
    public static FoundTarget Read(SliNode node, List<AlertFact> facts, List<RuleEntry> rules)
    {
        var isRatio = node.Shape.Form == SliForm.Ratio;
        var written = Written(rules);
        if (Budgets(facts).Count > 0)
        {
            if (isRatio)
                TargetFitter.Apply(facts);
            return OfBudgets(facts, written);
        }

        if (written.Count == 0 && isRatio && HeldOverWindow(facts) is { } held)
            written.Add((held, ", which the ratio over its whole window is compared with"));
        if (written.Count > 0)
            return OfWriting(facts, written, isRatio);
        if (isRatio)
            TargetFitter.Apply(facts);
        return OfBudgets(facts, written);
    }

    private static FoundTarget OfWriting(List<AlertFact> facts, List<(decimal Target, string Note)> written, bool isRatio)
    {
        var (target, note) = written[0];
        var isDoubtful = written.Count > 1;
        note += Others(written.Skip(1));
        if (isRatio && !TargetFitter.ApplyKnown(facts, (double)target))
        {
            // The thresholds are burn rates of another target than the one that is written, or of unusual factors.
            var guess = facts.Where(f => f.Long < _week).ToList();
            TargetFitter.Apply(guess);
            if (Budgets(guess) is { Count: > 0 } guessed && Ratio(1 - guessed[0].Key) is { } other && other != target)
            {
                isDoubtful = true;
                note += $"; the usual factors on the thresholds would mean {Text((double)other)} instead";
                TargetFitter.Divide(facts, (double)target);
            }
        }

        return new FoundTarget(target, note, isDoubtful);
    }

    private static FoundTarget OfBudgets(List<AlertFact> facts, List<(decimal Target, string Note)> written)
    {
        var budgets = Budgets(facts);
        if (budgets.Count == 0)
            return new FoundTarget(null);
        var target = Ratio(1 - budgets[0].Key);
        var note = budgets[0].All(f => f.IsFitted)
            ? ", found by trying the usual factors on the thresholds, which only say the product of factor and budget"
            : "";
        if (budgets.Count > 1)
            note += "; its alerts imply other targets, too: " + string.Join(", ", budgets.Skip(1).Select(b => Text(1 - b.Key)));
        var others = written.Where(w => w.Target != target && !budgets.Any(b => Ratio(1 - b.Key) == w.Target)).ToList();
        return new FoundTarget(target, note + Others(others), budgets.Count > 1 || others.Count > 0);
    }

    private static List<IGrouping<double, AlertFact>> Budgets(List<AlertFact> facts) =>
        [.. facts.Where(f => f.Budget is > 0 and < 1).GroupBy(f => Math.Round(f.Budget!.Value, 9)).OrderBy(g => g.Key)];

    private static string Others(IEnumerable<(decimal Target, string Note)> others) =>
        string.Concat(others.Take(3).Select(o => $"; but {Text((double)o.Target)} is written, too{o.Note}"));

    // Each target that is written, once, with its place.
    private static List<(decimal Target, string Note)> Written(List<RuleEntry> rules)
    {
        var found = new List<(decimal Target, string Note)>();
        foreach (var label in _labels)
        {
            foreach (var rule in rules)
            {
                if (rule.Labels.TryGetValue(label, out var text) && Parse(text) is { } ofLabel)
                    Add(ofLabel, $", from the label {label}");
                else if (rule.Rule.Annotations.TryGetValue(label, out text) && Parse(text) is { } ofAnnotation)
                    Add(ofAnnotation, $", from the annotation {label}");
            }
        }

        foreach (var rule in rules)
        {
            if (
                rule.Rule.Name is RecordedSeries.Objective or "pyrra_objective"
                && rule.Meaning is NumberMeaning number
                && Ratio(number.Value) is { } recorded
            )
                Add(recorded, "");
        }

        return found;

        void Add(decimal target, string note)
        {
            if (!found.Any(f => f.Target == target))
                found.Add((target, note));
        }
    }

    // What the whole window is compared with is the target itself.
    private static decimal? HeldOverWindow(List<AlertFact> facts) =>
        facts.FirstOrDefault(f => f.Long is { } l && l >= _week && f.Factor is null && f.Threshold is > 0 and <= 0.2) is { } held
            ? Ratio(1 - held.Threshold!.Value)
            : null;

    private static decimal? Parse(string text) =>
        double.TryParse(text.Trim().TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number is > 0.5 and < 1
                ? Ratio(number)
                : number is > 50 and < 100
                    ? Ratio(number / 100)
                    : null
            : null;

    /// <summary>A ratio between 0 and 1, or null.</summary>
    public static decimal? Ratio(double value) => value is > 0 and < 1 ? Decimal(value) : null;

    /// <summary>A number without the noise of its last digits, or null.</summary>
    public static decimal? Decimal(double? value) =>
        value is { } v && !double.IsNaN(v) && Math.Abs(v) < 1e15
            ? decimal.Parse(
                ((decimal)Math.Round(v, 10)).ToString("0.##########", CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            )
            : null;

    /// <summary>A ratio as people write it: 99.9 %.</summary>
    public static string Text(double ratio) => (ratio * 100).ToString("0.#####", CultureInfo.InvariantCulture) + " %";
}
