using ProgressiveSlo.PromQL;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Objectives;

/// <summary>Good (or bad) events and all events, each counted by a query.</summary>
public sealed class QueryIndicator : SloIndicator
{
    private QueryIndicator(SliQuery? good, SliQuery? bad, SliQuery total, string dataSource)
    {
        GoodQuery = good;
        BadQuery = bad;
        TotalQuery = total;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "query";

    /// <summary>Rate of good events, with <c>{{.window}}</c> where the window goes; null when the bad ones are counted.</summary>
    public string? Good => GoodQuery?.Text;

    /// <summary>Rate of bad events, with <c>{{.window}}</c> where the window goes; null when the good ones are counted.</summary>
    public string? Bad => BadQuery?.Text;

    /// <summary>Rate of all events, with <c>{{.window}}</c> where the window goes.</summary>
    public string Total => TotalQuery.Text;

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries => DataSource == Prometheus ? new SliQueries(GoodQuery, BadQuery, TotalQuery, null) : null;

    /// <summary>Makes an indicator of good events.</summary>
    /// <param name="good">Rate of good events.</param>
    /// <param name="total">Rate of all events.</param>
    /// <param name="dataSource">What the queries are written for.</param>
    public static QueryIndicator FromGood(string good, string total, string dataSource = Prometheus) =>
        FromGood(new SliQuery(good), new SliQuery(total), dataSource);

    /// <summary>Makes an indicator of bad events.</summary>
    /// <param name="bad">Rate of bad events.</param>
    /// <param name="total">Rate of all events.</param>
    /// <param name="dataSource">What the queries are written for.</param>
    public static QueryIndicator FromBad(string bad, string total, string dataSource = Prometheus) =>
        FromBad(new SliQuery(bad), new SliQuery(total), dataSource);

    internal SliQuery? GoodQuery { get; }

    internal SliQuery? BadQuery { get; }

    internal SliQuery TotalQuery { get; }

    internal static QueryIndicator FromGood(SliQuery good, SliQuery total, string dataSource = Prometheus) =>
        new(good, null, total, dataSource);

    internal static QueryIndicator FromBad(SliQuery bad, SliQuery total, string dataSource = Prometheus) =>
        new(null, bad, total, dataSource);

    /// <summary>For example <c>1 - sum(rate(errors[{{.window}}])) / sum(rate(requests[{{.window}}]))</c>.</summary>
    public override string ToString() => Good is { } good ? $"{good} / {Total}" : $"1 - {Bad} / {Total}";

    internal override IEnumerable<string?> NonPrometheusParts() => [Good, Bad, Total];
}

/// <summary>
/// A query that is a ratio already, without the events behind it. Over a period its ratios can only be averaged, which is wrong
/// where traffic is uneven.
/// </summary>
public sealed class RawRatioIndicator : SloIndicator
{
    internal override bool HasCounts => false;

    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</param>
    /// <param name="isSuccess">True when the ratio is that of good events, false for bad ones.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public RawRatioIndicator(string query, bool isSuccess = false, string dataSource = Prometheus)
        : this(new SliQuery(query), isSuccess, dataSource) { }

    internal RawRatioIndicator(SliQuery query, bool isSuccess = false, string dataSource = Prometheus)
    {
        SliQuery = query;
        ErrorRatioQuery = isSuccess ? new SliQuery($"1 - ({PromQlComments.Remove(query.Text)})") : query;
        IsSuccess = isSuccess;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "rawRatio";

    /// <summary>The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</summary>
    public string Query => SliQuery.Text;

    /// <summary>True when the ratio is that of good events, false for bad ones.</summary>
    public bool IsSuccess { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries => DataSource != Prometheus ? null : new SliQueries(null, null, null, ErrorRatioQuery);

    /// <summary>The query, and that of the bad events, which is the same or its complement.</summary>
    internal SliQuery SliQuery { get; }

    internal SliQuery ErrorRatioQuery { get; }

    /// <summary>The query.</summary>
    public override string ToString() => IsSuccess ? Query : $"1 - ({Query})";
}

/// <summary>A query whose value is compared with a number: good is the time during which the comparison holds.</summary>
public sealed class ThresholdIndicator : SloIndicator
{
    private const string Step = "1m";

    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The query; it has no window of its own.</param>
    /// <param name="operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>: good is when <c>query operator value</c>
    /// holds.</param>
    /// <param name="value">What the query is compared with.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public ThresholdIndicator(string query, string @operator, decimal value, string dataSource = Prometheus)
    {
        SliQuery = new SliQuery(query);
        Operator = @operator is "<" or "<=" or ">" or ">="
            ? @operator
            : throw new ArgumentException("The operator is <, <=, > or >=.", nameof(@operator));
        Value = value;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "threshold";

    /// <summary>One an hour.</summary>
    internal override double? TrialsPerDay => 24;

    /// <summary>The query.</summary>
    public string Query => SliQuery.Text;

    internal SliQuery SliQuery { get; }

    /// <summary>One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public string Operator { get; }

    /// <summary>What the query is compared with.</summary>
    public decimal Value { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries =>
        DataSource != Prometheus
            ? null
            : SliQueries.FromErrorRatio(
                $"1 - avg_over_time((({PromQlComments.Remove(Query)}) {Operator} bool "
                    + $"{NumberText.Plain(Value)})[{SliQueries.Window}:{Step}])"
            );

    /// <summary>For example <c>queue_length &lt; 100</c>.</summary>
    public override string ToString() => $"{Query} {Operator} {NumberText.Plain(Value)}";
}
