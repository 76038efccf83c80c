using ProgressiveSlo.Findings;
using ProgressiveSlo.Guidance;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.PromQL;

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
        new SeriesSharedCheck(),
        new ErrorsNotSeenCheck(),
        new NameTooLongCheck(),
        new DescriptionMissingCheck(),
        new OwnerMissingCheck(),
        new RunbookMissingCheck(),
        new LabelNameInvalidCheck(),
        new LabelReservedCheck(),
        new LabelTemplateCheck(),
        new PromQlSyntaxCheck(),
        new FeatureNeededCheck(),
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
        new SlothZeroTrafficCheck(),
        new LabelDroppedCheck(),
        new SidesIdenticalCheck(),
        new QuantileOutOfRangeCheck(),
        new AggregationMismatchCheck(),
        new OffsetOneSidedCheck(),
        new RatioInPercentCheck(),
        new EventsFilteredCheck(),
        new CounterFunctionCheck(),
        new SelectorEmptyCheck(),
        new BucketsAddedCheck(),
        new BucketsReversedCheck(),
        new RangeTooShortCheck(),
        new PeriodTooShortCheck(),
        new OutcomeInvertedCheck(),
        new ClientErrorsBadCheck(),
        new RegexInEqualityCheck(),
        new RegexMatchesEmptyCheck(),
        new RegexAnchoredCheck(),
        new LatencyBucketUnknownCheck(),
        new LatencyBucketSpellingCheck(),
    ];

    /// <summary>The codes of all checks.</summary>
    public static IReadOnlyList<string> Codes { get; } = _checks.Select(c => c.Code).Distinct().ToArray();

    /// <summary>What the checks say, definition by definition.</summary>
    /// <param name="definitions">All definitions of a call: some checks compare them with each other.</param>
    /// <param name="options">What the lint knows besides.</param>
    public static IEnumerable<Finding> Run(IReadOnlyList<SloDefinition> definitions, LintOptions options)
    {
        if (definitions is null)
            throw new ArgumentNullException(nameof(definitions));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        return Run(definitions, new LintScope(definitions, options.Phases), options);
    }

    private static IEnumerable<Finding> Run(IReadOnlyList<SloDefinition> definitions, LintScope scope, LintOptions options)
    {
        foreach (var definition in definitions)
        {
            var subject = new LintSubject(definition, scope, options);
            foreach (var check in _checks)
            {
                foreach (var finding in check.Check(subject))
                    yield return finding;
            }
        }
    }
}

/// <summary>
/// Looks for one kind of mistake. To add one: a class with this interface, a line in <see cref="DefinitionLint"/>, an entry in the catalog
/// and a page.
/// </summary>
internal interface ILintCheck
{
    /// <summary>The code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds in one definition.</summary>
    IEnumerable<Finding> Check(LintSubject subject);
}

/// <summary>What the lint knows besides the definitions.</summary>
public sealed record LintOptions
{
    private static readonly Dictionary<string, FindingSeverity?> _none = [];

    /// <summary>The defaults.</summary>
    public static LintOptions Default { get; } = new();

    /// <summary>Events per second, or null when nothing is known: checks that need it say nothing then.</summary>
    public decimal? EventsPerSecond { get; init; }

    /// <summary>
    /// Upper bounds of the histograms' buckets, in the unit of the metric; null for those of the Prometheus client libraries.
    /// </summary>
    public IReadOnlyList<decimal>? Buckets { get; init; }

    /// <summary>How often Prometheus scrapes; null when it is not known, and its default of a minute is a guess.</summary>
    public TimeSpan? ScrapeInterval { get; init; }

    /// <summary>
    /// Upper bounds of the buckets that a server has, by the name of their metric, in its unit and in order; null where nothing is known of
    /// it. Those that were given come first.
    /// </summary>
    public Func<string, IReadOnlyList<decimal>?> BucketsOf { get; init; } = static _ => null;

    /// <summary>
    /// The version of the Prometheus that runs the queries; null when it is not known, and they are read as the newest reads them.
    /// </summary>
    public PrometheusVersion? PrometheusVersion { get; init; }

    /// <summary>
    /// The language of the queries where a document does not say it itself: MetricsQL has more than PromQL, and is not called an error.
    /// </summary>
    public QueryDialect Dialect { get; init; }

    /// <summary>Names of the phases, in order.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>
    /// Periods for which there is an alert-window set; null when nothing is known of the sets, and the check that needs them says nothing
    /// then.
    /// </summary>
    public IReadOnlyList<TimeSpan>? Periods { get; init; }

    /// <summary>Whether an alert that stands elsewhere names the SLO. Without rules nothing is known of any.</summary>
    internal Func<SloDefinition, bool> IsWatched { get; init; } = static _ => false;

    /// <summary>
    /// Says of a definition which errors a server has that its indicator cannot see, and what would see them; null for none. Without a
    /// server nothing is known of any.
    /// </summary>
    public Func<SloDefinition, string?> ErrorsNotSeen { get; init; } = static _ => null;

    /// <summary>Severities by code that differ from the catalog's; null switches a code off.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Severities { get; init; } = _none;

    /// <summary>The day on which the lint runs, UTC: what is ignored up to a day before is not ignored. Null when no ignore ends.</summary>
    public DateTime? Today { get; init; }

    /// <summary>Says which challenge a finding belongs to; null for the built-in guidance.</summary>
    public GuidanceSet? Guidance { get; init; }
}
