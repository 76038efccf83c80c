using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>
/// Takes an SLI apart where the targets that it is compared with are recorded for several sets of labels, and the SLI is not: each set
/// is an SLO of its own.
/// </summary>
internal static class TargetChoices
{
    // More sets than this are a fleet of services, and their SLI has the labels itself.
    private const int MaximumSets = 64;

    public static IEnumerable<SliSource> Split(SliSource source, SliComparison comparison)
    {
        var number = comparison.Sli.Budget is { Choices.Count: > 1 } budget ? budget : comparison.Number;
        if (
            number is not { Choices.Count: > 1 and <= MaximumSets, Series: { } series }
            || !NamedSeries.IsObjective(series)
            || AlertFactReader.Choose(number, source) != number
        )
            return [source];
        var differing = number
            .Choices.SelectMany(c => c.Labels.Keys)
            .Distinct()
            .Where(l => l != "severity" && !NamedSeries.IsWindowLabel(l))
            .Where(l => number.Choices.Select(c => c.Labels.TryGetValue(l, out var v) ? v : "").Distinct().Count() > 1)
            .ToList();
        var sets = number
            .Choices.Select(c =>
                differing
                    .Where(c.Labels.ContainsKey)
                    .Select(l => new LabelMatcher(l, "=", c.Labels[l]))
                    .OrderBy(m => m.Label, StringComparer.Ordinal)
                    .ToList()
            )
            .Where(s => s.Count > 0 && !s.Any(m => Excludes(source, m)))
            .ToList();
        return sets.Count == 0 ? [source] : sets.Select(s => source with { Scope = [.. source.Scope, .. s] });
    }

    private static bool Excludes(SliSource source, LabelMatcher matcher) =>
        (source.Labels.TryGetValue(matcher.Label, out var of) && of != matcher.Value)
        || source.Scope.Concat(source.Shape.Conditions).Any(c => c.Label == matcher.Label && c.Operator == "=" && c.Value != matcher.Value);
}
