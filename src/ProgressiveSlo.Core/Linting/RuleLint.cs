using ProgressiveSlo.AlertTemplates;
using ProgressiveSlo.Findings;
using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Runs the checks on rules that people wrote: those of queries, and those of alerts.</summary>
internal static class RuleLint
{
    private static readonly IRuleCheck[] _checks =
    [
        new WindowMixedCheck(),
        new SelectorMismatchCheck(),
        new PartExceedsTotalCheck(),
        new GroupingMismatchCheck(),
        new LabelDroppedCheck(),
        new HighCardinalityGroupingCheck(),
        new RateMismatchCheck(),
        new RateOfSumCheck(),
        new RateOverGaugeCheck(),
        new CounterWithoutRateCheck(),
        new CounterFunctionCheck(),
        new RangeTooShortCheck(),
        new ZeroTrafficNaNCheck(),
        new OutcomeInvertedCheck(),
        new ClientErrorsBadCheck(),
        new SidesIdenticalCheck(),
        new QuantileOutOfRangeCheck(),
        new AggregationMismatchCheck(),
        new OffsetOneSidedCheck(),
        new RatioInPercentCheck(),
        new SelectorEmptyCheck(),
        new BucketsAddedCheck(),
        new BucketsReversedCheck(),
        new RegexInEqualityCheck(),
        new RegexMatchesEmptyCheck(),
        new RegexAnchoredCheck(),
        new LatencyBucketUnknownCheck(),
        new LatencyBucketSpellingCheck(),
        new AlertConditionMissingCheck(),
        new AlertLimitCheck(),
        new AbsentWithoutForCheck(),
        new RuleTextCheck(),
    ];

    /// <summary>What the checks say of one rule.</summary>
    public static IEnumerable<RuleRemark> Run(RuleSubject rule) => _checks.SelectMany(check => check.Check(rule));

    /// <summary>The codes of what only rules have.</summary>
    public static IReadOnlyList<string> OwnCodes { get; } = ["AlertConditionMissing", "AbsentWithoutFor"];
}

/// <summary>A rule, with what checks share so that its expression is parsed once.</summary>
internal sealed class RuleSubject
{
    /// <summary>The key of the expression.</summary>
    public const string Expression = "expr";

    /// <param name="name">The name of the recording or alert.</param>
    /// <param name="isAlert">Whether it is an alert.</param>
    /// <param name="tree">The expression, or null where it does not parse.</param>
    /// <param name="options">What the lint knows besides.</param>
    public RuleSubject(string name, bool isAlert, PromQlExpression? tree, LintOptions options)
    {
        IsAlert = isAlert;
        Query = tree is null ? null : new LintQuery(tree, isAlert ? QueryRole.Alert : QueryRole.Recording, Expression, options, name);
    }

    public bool IsAlert { get; }

    /// <summary>The expression, or null.</summary>
    public LintQuery? Query { get; }

    /// <summary>Whether the alert waits: it has a for that is longer than nothing.</summary>
    public bool Waits { get; init; }

    /// <summary>The labels that the rule sets, name and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The annotations of an alert, name and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Annotations { get; init; } = [];
}

/// <summary>What a check says of a rule.</summary>
/// <param name="Code">What kind of finding it is.</param>
/// <param name="Key">The key of the rule: expr, or labels.severity.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Fix">What to do, without a full stop; null when the general guidance says it all.</param>
internal sealed record RuleRemark(string Code, string Key, string Message, string? Fix)
{
    /// <summary>A severity that the finding has at least; null for that of the catalog.</summary>
    public FindingSeverity? AtLeast { get; init; }
}

/// <summary>Looks for one kind of mistake in rules.</summary>
internal interface IRuleCheck
{
    /// <summary>What it finds in one rule.</summary>
    IEnumerable<RuleRemark> Check(RuleSubject rule);
}

/// <summary>Templates in labels and annotations that give nothing, or a new alert each time.</summary>
internal sealed class RuleTextCheck : IRuleCheck
{
    public IEnumerable<RuleRemark> Check(RuleSubject rule)
    {
        foreach (var label in rule.Labels)
        {
            if (label.Value.IndexOf("{{", StringComparison.Ordinal) < 0)
                continue;
            if (!rule.IsAlert)
                yield return new RuleRemark(
                    "LabelTemplate",
                    "labels." + label.Key,
                    $"The label {label.Key} has a template, and recording rules do not fill it in",
                    null
                );
            else if (LabelTemplateCheck.HasValue(label.Value))
                yield return new RuleRemark(
                    "LabelTemplate",
                    "labels." + label.Key,
                    $"The label {label.Key} holds the value, so that each change of the value is a new alert",
                    null
                );
        }

        if (!rule.IsAlert || rule.Query?.Labels.Result is not { } result)
            yield break;
        foreach (
            var (key, text) in rule
                .Labels.Select(l => ("labels." + l.Key, l.Value))
                .Concat(rule.Annotations.Select(a => ("annotations." + a.Key, a.Value)))
        )
        {
            foreach (var label in TemplateLabels.Find(text))
            {
                if (!result.Has(label) && label != "alertname")
                    yield return new RuleRemark(
                        "LabelDropped",
                        key,
                        $"The text names the label {label}, which the expression does not leave, so that nothing stands there",
                        $"Keep {label} in the expression, for example with by ({label}), or leave it out of the text"
                    );
            }
        }
    }
}
