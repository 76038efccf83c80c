using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Migration;

/// <summary>What the two queries say differently.</summary>
internal static class QueryReasons
{
    public static IEnumerable<ParallelRunReason> Of(ParallelRunSide manual, ParallelRunSide automated)
    {
        if (manual.Query is null || automated.Query is null || QueryFacts.Of(manual) is not { } left || QueryFacts.Of(automated) is not { } right)
            yield break;
        if (left.AveragesRatios != right.AveragesRatios)
            yield return new ParallelRunReason("AveragedRatios", $"The {(left.AveragesRatios ? "manual" : "automated")} side averages ratios: a quiet instance or hour weighs as much as a busy one", "Divide the sum of bad events by the sum of all events");
        if (left.Windows.Count > 0 && right.Windows.Count > 0 && !left.Windows.SetEquals(right.Windows))
            yield return new ParallelRunReason("WindowDiffers", $"The manual side looks over {Windows(left)}, the automated side over {Windows(right)}", "Compare ratios over the same window; a longer one is smoother and later");

        // What stands behind a recorded series is not known here.
        if (left.Selectors.Count == 0 || right.Selectors.Count == 0)
            yield break;
        var shared = left.Selectors.Keys.Where(right.Selectors.ContainsKey).OrderBy(m => m, StringComparer.Ordinal).ToArray();
        if (shared.Length == 0)
        {
            yield return new ParallelRunReason("MetricDiffers", $"The manual side counts {Names(left)}, the automated side {Names(right)}", "Check that both metrics count the same events, at the same place");
            yield break;
        }

        foreach (var metric in shared)
        {
            if (Labels(left.Selectors[metric], right.Selectors[metric]) is { Length: > 0 } labels)
                yield return new ParallelRunReason("SelectorDiffers", $"The conditions on {metric} differ: {string.Join("; ", labels)}", "Give both sides the same conditions, or decide which of them is right");
        }
    }

    private static string[] Labels(SelectorFacts left, SelectorFacts right) =>
        left.Conditions.Keys.Union(right.Conditions.Keys).OrderBy(l => l, StringComparer.Ordinal)
            .Select(label => (Label: label, Left: left.Of(label), Right: right.Of(label)))
            .Where(l => l.Left != l.Right)
            .Select(l => $"{l.Label} is {l.Left} on the manual side, {l.Right} on the automated side")
            .ToArray();

    private static string Windows(QueryFacts facts) => string.Join(" and ", facts.Windows.OrderBy(w => w).Select(PrometheusDuration.Format));

    private static string Names(QueryFacts facts) => string.Join(", ", facts.Selectors.Keys.OrderBy(m => m, StringComparer.Ordinal));
}
