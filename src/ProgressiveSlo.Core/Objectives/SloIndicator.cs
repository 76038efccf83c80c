using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// What is measured (SLI). Each kind of indicator is a class of its own. Two indicators are equal when they measure the same:
/// spelling, and whether a document used selectors or queries, make no difference.
/// </summary>
public abstract class SloIndicator : IEquatable<SloIndicator>
{
    /// <summary>The data source whose queries are PromQL.</summary>
    public const string Prometheus = "Prometheus";

    /// <summary>The data source whose queries are MetricsQL and not PromQL: they are text that is passed on as it is.</summary>
    public const string MetricsQl = "MetricsQL";

    private CanonicalIndicator? _canonical;
    private bool? _seesNoError;

    /// <summary>The kind's name in files, for example <c>ratio</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What the queries are written for; <see cref="Prometheus"/> unless an indicator says otherwise.</summary>
    public virtual string DataSource => Prometheus;

    /// <summary>The queries in PromQL, or null when the data source is another one.</summary>
    public abstract SliQueries? Queries { get; }

    /// <summary>
    /// How many independent trials a day has at most, more than 0: the minutes of a gauge or of a condition are events and tell little that
    /// is new. Null for events of their own.
    /// </summary>
    internal virtual double? TrialsPerDay => null;

    /// <summary>Whether there are counts of good and all events; otherwise a ratio alone.</summary>
    internal virtual bool HasCounts => true;

    /// <summary>Whether good events are all events, so that no error could ever be seen.</summary>
    internal bool SeesNoError => _seesNoError ??= IsGoodAll();

    /// <summary>
    /// The labels of the indicator's series, by which its SLOs are kept apart; null when the queries do not say them.
    /// </summary>
    internal IReadOnlyList<string>? ResultLabels =>
        (Queries?.TotalQuery ?? Queries?.ErrorRatioQuery)?.Tree is { } tree ? PromQL.ResultLabels.Of(tree) : null;

    private CanonicalIndicator Canonical => _canonical ??= CanonicalIndicator.From(this);

    /// <inheritdoc/>
    public bool Equals(SloIndicator? other) => other is not null && (ReferenceEquals(this, other) || Canonical.Equals(other.Canonical));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as SloIndicator);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Canonical.GetHashCode();

    /// <summary>What tells indicators of another data source apart, in order; PromQL speaks for itself.</summary>
    internal virtual IEnumerable<string?> NonPrometheusParts() => [ToString()];

    private bool IsGoodAll() =>
        Queries is { } queries
            ? queries is { GoodQuery: { } good, TotalQuery: { } total }
                && (good.Tree is { } a && total.Tree is { } b ? PromQlComparer.Instance.Equals(a, b) : good.Text == total.Text)
            : this is QueryIndicator { Good: { } other } query && other == query.Total;

    /// <summary><c>sum(rate(selector[{{.window}}]))</c>, kept apart by the labels of the grouping.</summary>
    private protected static string SumOfRate(MetricSelector selector, IReadOnlyList<string> grouping) =>
        $"sum{By(grouping)}(rate({selector}[{SliQueries.Window}]))";

    /// <summary><c> by (a, b) </c> for an aggregation, or nothing.</summary>
    private protected static string By(IReadOnlyList<string> grouping) =>
        grouping.Count == 0 ? "" : $" by ({string.Join(", ", grouping)}) ";
}

/// <summary>
/// An indicator in PromQL. Each query is a template with <c>{{.window}}</c> where the window goes. There is either an error ratio
/// alone, or all events with the good or the bad ones.
/// </summary>
public sealed record SliQueries
{
    internal SliQueries(SliQuery? good, SliQuery? bad, SliQuery? total, SliQuery? errorRatio)
    {
        GoodQuery = good;
        BadQuery = bad;
        TotalQuery = total;
        ErrorRatioQuery = errorRatio;
    }

    /// <summary>Rate of good events, or null.</summary>
    public string? Good => GoodQuery?.Text;

    /// <summary>Rate of bad events, or null.</summary>
    public string? Bad => BadQuery?.Text;

    /// <summary>Rate of all events, or null.</summary>
    public string? Total => TotalQuery?.Text;

    /// <summary>Bad events divided by all events, or null.</summary>
    public string? ErrorRatio => ErrorRatioQuery?.Text;

    internal SliQuery? GoodQuery { get; }

    internal SliQuery? BadQuery { get; }

    internal SliQuery? TotalQuery { get; }

    internal SliQuery? ErrorRatioQuery { get; }

    /// <summary>What stands for the window in a query.</summary>
    public const string Window = "{{.window}}";

    /// <summary>Queries of good events and all events.</summary>
    /// <param name="good">Rate of good events.</param>
    /// <param name="total">Rate of all events.</param>
    public static SliQueries FromGood(string good, string total) => new(new SliQuery(good), null, new SliQuery(total), null);

    /// <summary>Queries of bad events and all events.</summary>
    /// <param name="bad">Rate of bad events.</param>
    /// <param name="total">Rate of all events.</param>
    public static SliQueries FromBad(string bad, string total) => new(null, new SliQuery(bad), new SliQuery(total), null);

    /// <summary>A query of the error ratio alone.</summary>
    /// <param name="errorRatio">Bad events divided by all events.</param>
    public static SliQueries FromErrorRatio(string errorRatio) => new(null, null, null, new SliQuery(errorRatio));
}
