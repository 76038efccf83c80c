using System;
using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Linting.Checks;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>Runs every check on definitions.</summary>
public static class DefinitionLint
{
    // By subject: objective, alerts, identity and labels, queries.
    private static readonly ILintCheck[] _checks =
    [
        new ObjectiveFullCheck(),
        new ObjectiveOutOfRangeCheck(),
        new ObjectiveUnitCheck(),
        new ObjectiveLowCheck(),
        new BudgetBelowOneEventCheck(),
        new TargetFallsByPhaseCheck(),
        new PeriodWithoutWindowSetCheck(),
        new AlertsMissingCheck(),
        new AlertUnreachableCheck(),
        new AlertAlwaysFiresCheck(),
        new AlertBurnRateLowCheck(),
        new AlertBudgetSpentCheck(),
        new AlertSingleEventCheck(),
        new AlertWindowOrderCheck(),
        new AlertWindowTooLongCheck(),
        new AlertWindowTooShortCheck(),
        new AlertSeverityMissingCheck(),
        new SloDuplicateCheck(),
        new ServiceSlugCollisionCheck(),
        new NameTooLongCheck(),
        new DescriptionMissingCheck(),
        new OwnerMissingCheck(),
        new RunbookMissingCheck(),
        new LabelNameInvalidCheck(),
        new LabelReservedCheck(),
        new LabelTemplateCheck(),
        new PromQlSyntaxCheck(),
        new WindowPlaceholderMissingCheck(),
        new PlaceholderUnknownCheck(),
        new WindowMixedCheck(),
        new SelectorIdenticalCheck(),
        new SelectorMismatchCheck(),
        new PartExceedsTotalCheck(),
        new GroupingMismatchCheck(),
        new HighCardinalityGroupingCheck(),
        new QueryNotAggregatedCheck(),
        new RateMismatchCheck(),
        new RateOfSumCheck(),
        new RateOverGaugeCheck(),
        new CounterWithoutRateCheck(),
        new RatioAveragedCheck(),
        new ZeroTrafficNaNCheck(),
        new OutcomeInvertedCheck(),
        new ClientErrorsBadCheck(),
        new RegexInEqualityCheck(),
        new RegexMatchesEmptyCheck(),
        new RegexAnchoredCheck(),
        new LatencyBucketUnknownCheck(),
        new LatencyBucketSpellingCheck(),
    ];

    /// <summary>The codes of all checks.</summary>
    public static IReadOnlyList<string> Codes { get; } = _checks.Select(c => c.Code).ToArray();

    /// <summary>What the checks say, definition by definition.</summary>
    /// <param name="definitions">All definitions of a call: some checks compare them with each other.</param>
    /// <param name="options">What the lint knows besides.</param>
    public static IEnumerable<LintRemark> Run(IReadOnlyList<SloDefinition> definitions, LintOptions options)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        return Run(definitions, new LintScope(definitions, options.Phases), options);
    }

    private static IEnumerable<LintRemark> Run(IReadOnlyList<SloDefinition> definitions, LintScope scope, LintOptions options)
    {
        foreach (var definition in definitions)
        {
            var subject = new LintSubject(definition, scope, options);
            foreach (var check in _checks)
            {
                foreach (var remark in check.Check(subject))
                    yield return remark;
            }
        }
    }
}
