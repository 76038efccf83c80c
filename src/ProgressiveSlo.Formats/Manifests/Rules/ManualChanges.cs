using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Formats.Manifests.Rules;

/// <summary>Finds what was changed in rules since they were generated, by generating the rules of the definition again.</summary>
internal static class ManualChanges
{
    /// <summary>A loss for each rule that is missing, extra or different.</summary>
    /// <param name="rules">The rules as read.</param>
    /// <param name="generate">Makes the rules of the definition that was read.</param>
    /// <param name="severity">The severity that tells alerts of one name apart.</param>
    /// <param name="isOfTool">Whether a label says something of the tool alone, and may differ; null for none.</param>
    public static IReadOnlyList<ConversionLoss> Find(
        IReadOnlyList<PrometheusRule> rules,
        Func<IEnumerable<PrometheusRuleGroup>> generate,
        Func<PrometheusRule, string?> severity,
        Func<string, bool>? isOfTool = null
    )
    {
        List<PrometheusRule> expected;
        try
        {
            expected = generate().SelectMany(g => g.Rules).ToList();
        }
        catch (ManifestNotWritableException e)
        {
            return
            [
                new ConversionLoss("rules", $"The rules were changed by hand, and cannot be written again: {e.Problem.Message}").At(
                    rules[0]
                ),
            ];
        }

        var losses = new List<ConversionLoss>();
        foreach (var rule in rules)
        {
            var same = expected.FindIndex(e => e.IsAlert == rule.IsAlert && e.Name == rule.Name && severity(e) == severity(rule));
            if (same < 0)
            {
                losses.Add(new ConversionLoss(rule.Name, "The rule is not one that an export writes, so it is not carried over").At(rule));
                continue;
            }

            Compare(expected[same], rule, losses, isOfTool);
            expected.RemoveAt(same);
        }

        foreach (var missing in expected)
            losses.Add(new ConversionLoss(missing.Name, "The rule is missing, and the next export writes it again").At(rules[0]));
        return losses;
    }

    private static void Compare(PrometheusRule expected, PrometheusRule rule, List<ConversionLoss> losses, Func<string, bool>? isOfTool)
    {
        if (!PromQlParser.IsSame(expected.Expression, rule.Expression))
            losses.Add(new ConversionLoss(rule.Name, "The expression was changed by hand, and the change is not carried over").At(rule));
        if (!IsSameTime(expected.For, rule.For))
            losses.Add(new ConversionLoss(rule.Name + ".for", "It was changed by hand, and the change is not carried over").At(rule));
        if (!IsSameTime(expected.KeepFiringFor, rule.KeepFiringFor))
            losses.Add(
                new ConversionLoss(rule.Name + ".keep_firing_for", "It was changed by hand, and the change is not carried over").At(rule)
            );
        Compare(rule, ".labels.", expected.Labels, rule.Labels, losses, isOfTool);
        Compare(rule, ".annotations.", expected.Annotations, rule.Annotations, losses, null);
    }

    private static void Compare(
        PrometheusRule rule,
        string part,
        IReadOnlyDictionary<string, string> expected,
        IReadOnlyDictionary<string, string> texts,
        List<ConversionLoss> losses,
        Func<string, bool>? isOfTool
    )
    {
        foreach (var text in texts)
        {
            var isThere = expected.TryGetValue(text.Key, out var other);
            if ((!isThere || other != text.Value) && isOfTool?.Invoke(text.Key) != true)
                losses.Add(
                    new ConversionLoss(
                        rule.Name + part + text.Key,
                        isThere
                            ? "The text was changed by hand, and the change is not carried over"
                            : "The text is not one that an export writes, so it is not carried over"
                    ).At(rule)
                );
        }

        foreach (var text in expected)
        {
            if (!texts.ContainsKey(text.Key) && isOfTool?.Invoke(text.Key) != true)
                losses.Add(
                    new ConversionLoss(rule.Name + part + text.Key, "The text is missing, and the next export writes it again").At(rule)
                );
        }
    }

    private static bool IsSameTime(string? expected, string? actual) =>
        expected == actual
        || (
            PrometheusDuration.TryParse(expected ?? "0s", out var first)
            && PrometheusDuration.TryParse(actual ?? "0s", out var second)
            && first == second
        );
}
